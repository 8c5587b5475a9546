namespace PsiErp.Planning;

/// <summary>What a receiver has, what it aims at, and how much it may get; null for any amount.</summary>
internal readonly record struct FairClaim(decimal Stock, decimal Standard, long? Room)
{
    /// <summary>What it gets when all are to have this share of their standard.</summary>
    public decimal At(decimal ratio) => Math.Clamp(ratio * Standard - Stock, 0, Room ?? decimal.MaxValue);

    /// <summary>The share from which on it gets something.</summary>
    public decimal Starts => Stock / Standard;

    /// <summary>The share from which on it gets no more; null when there is none.</summary>
    public decimal? Ends => (Stock + Room) / Standard;
}

/// <summary>Units that are shared so that (stock + received) ÷ standard becomes equal, as water finds its level.</summary>
internal static class FairShares
{
    /// <summary>Shares in whole units, in the order of the claims; all units that there is room for are shared.</summary>
    /// <param name="claims">What receivers have; their standards are more than 0.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="rounding">How shares become whole at first; what is then left goes to those that got least of theirs.</param>
    public static List<long> Of(IReadOnlyList<FairClaim> claims, long units, RoundingMode rounding)
    {
        var room = claims.Any(claim => claim.Room is null) ? long.MaxValue : claims.Sum(claim => claim.Room!.Value);
        var left = Math.Min(units, room);
        var ratio = Level(claims, left);
        var exact = claims.Select(claim => claim.At(ratio)).ToList();
        var whole = new List<long>();
        foreach (var (share, claim) in exact.Zip(claims))
        {
            var rounded = (long)Math.Min(Rounded(share, rounding), Math.Min(left, claim.Room ?? long.MaxValue));
            whole.Add(rounded);
            left -= rounded;
        }
        while (left > 0)
        {
            var poorest = Enumerable.Range(0, whole.Count).Where(i => whole[i] < (claims[i].Room ?? long.MaxValue))
                .MaxBy(i => exact[i] - whole[i]);
            whole[poorest]++;
            left--;
        }
        return whole;
    }

    private static decimal Rounded(decimal share, RoundingMode rounding) => rounding switch
    {
        RoundingMode.Floor => decimal.Floor(share),
        RoundingMode.Ceil => decimal.Ceiling(share),
        _ => Math.Round(share, MidpointRounding.ToEven),
    };

    /// <summary>The share of standard at which the claims come to that many units: between two at which one starts or ends.</summary>
    private static decimal Level(IReadOnlyList<FairClaim> claims, long units)
    {
        var low = 0m;
        foreach (var bend in claims.Select(claim => claim.Starts).Concat(claims.Select(claim => claim.Ends).OfType<decimal>()).Order())
        {
            if (claims.Sum(claim => claim.At(bend)) >= units) break;
            low = bend;
        }
        var flowing = claims.Where(claim => claim.Starts <= low && !(claim.Ends <= low)).Sum(claim => claim.Standard);
        return flowing == 0 ? low : low + (units - claims.Sum(claim => claim.At(low))) / flowing;
    }
}
