using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>What can be wrong with a move or a line of a transfer plan.</summary>
public enum MoveFlaw
{
    KeyTooLong,
    ControlCharacters,
    SpaceAround,
    LeadsNowhere,
    OutsideYears,
    ArrivesBefore,
    NotPositive,
    TooLarge,
    TooFine,
    NoteTooLong,
    NulCharacters,
}

/// <summary>Finds what is wrong, and says so to scripts; screens have texts of these names.</summary>
internal static class MoveFlaws
{
    private const int MaxKey = 255;

    /// <summary>What is wrong with a key, or null.</summary>
    public static MoveFlaw? OfKey(string key) =>
        key.Length > MaxKey ? MoveFlaw.KeyTooLong
        : key.Any(char.IsControl) ? MoveFlaw.ControlCharacters
        : key != key.Trim() ? MoveFlaw.SpaceAround
        : null;

    /// <summary>What is wrong with a quantity, or null.</summary>
    public static MoveFlaw? OfQuantity(decimal qty) => qty switch
    {
        <= 0 => MoveFlaw.NotPositive,
        > Quantity.Max => MoveFlaw.TooLarge,
        _ when !Quantity.FitsDecimals(qty) => MoveFlaw.TooFine,
        _ => null,
    };

    /// <summary>What is wrong with a note, or null.</summary>
    public static MoveFlaw? OfNote(string? note, int max) =>
        note?.Length > max ? MoveFlaw.NoteTooLong
        : note?.Contains('\0') == true ? MoveFlaw.NulCharacters
        : null;

    /// <summary>A readable sentence.</summary>
    public static string Message(this MoveFlaw flaw) => flaw switch
    {
        MoveFlaw.KeyTooLong => $"A key is at most {MaxKey} characters long.",
        MoveFlaw.ControlCharacters => "A key can't hold control characters.",
        MoveFlaw.SpaceAround => "A key can't begin or end with a space.",
        MoveFlaw.LeadsNowhere => "A move leads to another warehouse or channel than it comes from.",
        MoveFlaw.OutsideYears => $"A plan has days of the years {DateText.MinYear} to {DateText.MaxYear} only.",
        MoveFlaw.ArrivesBefore => "Nothing arrives before it has left.",
        MoveFlaw.NotPositive => "A move is of more than 0 units.",
        MoveFlaw.TooLarge => "A quantity can be at most 1,000,000,000,000.",
        MoveFlaw.TooFine => $"A quantity has at most {Quantity.Decimals} decimals.",
        MoveFlaw.NoteTooLong => $"A note is at most {StockMove.MaxNote} characters long, a reason {PlanLineOrder.MaxReason}.",
        _ => "A note can't hold NUL characters.",
    };
}
