using System.Globalization;
using System.Text;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Masters;

/// <summary>What the cells of a column hold.</summary>
public enum CellForm
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    Note,

    /// <summary>A name by which something else is known, too: in plans, in files, in other master data.</summary>
    Name,

    /// <summary>One or two letters.</summary>
    Rank,

    /// <summary>A quantity, not negative, with at most 6 decimals.</summary>
    Amount,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Yes or no, as <c>true</c> and <c>false</c>.</summary>
    Flag,
}

/// <summary>A known member of a kind of master data: how lists show it, forms ask for it and files name it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Form">What it holds.</param>
public sealed record MasterColumn(string Name, CellForm Form)
{
    private const int MaxRank = 2;
    private const int MaxNote = 4000;

    /// <summary>Whether it can't be blank.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it tells one from all others, alone or together with the other keys.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether lists leave it out, to stay readable.</summary>
    public bool IsMinor { get; init; }

    /// <summary>The kind of master data whose names it takes.</summary>
    public string? Suggests { get; init; }

    /// <summary>Whether it takes none but those.</summary>
    public bool MustExist { get; init; }

    /// <summary>Whether a quantity of 0 has no meaning.</summary>
    public bool IsPositive { get; init; }

    /// <summary>The largest number.</summary>
    public decimal Max { get; init; } = Quantity.Max;

    /// <summary>What people call it, where that is not what the wire does.</summary>
    public string Label { get => field ?? Name; init; }

    /// <summary>What plan files call it, where that is not what the wire does.</summary>
    public string? InPlans { get; init; }

    /// <summary>Whether it is a number, which stands at the right.</summary>
    public bool IsNumber => Form is CellForm.Amount or CellForm.Whole;

    /// <summary>Reads what somebody typed, or a cell of a file.</summary>
    /// <param name="text">The text; blank for nothing.</param>
    /// <param name="value">As it is kept.</param>
    /// <returns>Why it is refused, or null when it is not.</returns>
    public MasterProblem? Read(string? text, out MasterValue value)
    {
        value = default;
        var entry = text?.Trim() ?? "";
        if (Form == CellForm.Flag) return ReadFlag(entry, out value);
        if (entry.Length == 0) return IsRequired ? new(Name, MasterProblemKind.Missing) : null;
        return IsNumber ? ReadNumber(entry, out value) : ReadText(entry, out value);
    }

    private MasterProblem? ReadText(string entry, out MasterValue value)
    {
        value = default;
        var text = Form switch
        {
            CellForm.Name => MasterErrors.Tidy(entry),
            CellForm.Rank => FullWidth.Fold(entry).Trim().ToUpperInvariant(),
            CellForm.Note => entry.ReplaceLineEndings("\n"),
            _ => entry,
        };
        if (text.Length == 0) return IsRequired ? new(Name, MasterProblemKind.Missing) : null;
        var max = Form == CellForm.Note ? MaxNote : MasterErrors.MaxText;
        if (Form == CellForm.Rank && (text.Length > MaxRank || !text.All(char.IsLetter)))
            return new(Name, MasterProblemKind.NoRank, entry);
        if (text.Length > max) return new(Name, MasterProblemKind.TooLong, entry, Count(max));
        if ((Form == CellForm.Note ? text.Replace("\n", "") : text).Any(char.IsControl))
            return new(Name, MasterProblemKind.ControlCharacter, entry);
        value = new(text);
        return null;
    }

    private MasterProblem? ReadNumber(string entry, out MasterValue value)
    {
        value = default;
        switch (QuantityText.ReadTyped(Encoding.UTF8.GetBytes(FullWidth.Fold(entry)), out var read))
        {
            case CsvProblemCode.NumberTooFine: return new(Name, MasterProblemKind.TooFine, entry, Count(Quantity.Decimals));
            case CsvProblemCode.NumberTooLarge: return new(Name, MasterProblemKind.TooLarge, entry, Count(Max));
            case not null: return new(Name, MasterProblemKind.NoNumber, entry);
        }
        var number = read ?? 0;
        if (number < 0) return new(Name, MasterProblemKind.Negative, entry);
        if (number > Max) return new(Name, MasterProblemKind.TooLarge, entry, Count(Max));
        if (number == 0 && IsPositive) return new(Name, MasterProblemKind.Zero, entry);
        if (Form == CellForm.Whole && number != decimal.Truncate(number)) return new(Name, MasterProblemKind.NotWhole, entry);
        value = new(Quantity.Normalize(number));
        return null;
    }

    private MasterProblem? ReadFlag(string entry, out MasterValue value)
    {
        bool? flag = entry.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "はい" or "○" => true,
            "FALSE" or "0" or "NO" or "いいえ" or "×" or "" => false,
            _ => null,
        };
        value = flag is { } known ? new(known) : default;
        return flag is null ? new(Name, MasterProblemKind.NoFlag, entry) : null;
    }

    private static string Count(decimal count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
