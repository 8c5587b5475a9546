using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Masters;

/// <summary>Gathers what is wrong with a record, by member.</summary>
public sealed class MasterErrors : Dictionary<string, string[]>
{
    /// <summary>Longest name or text, in characters.</summary>
    public const int MaxText = 255;

    /// <summary>A name as plans have it: composed, trimmed, without invisible characters; see <see cref="KeyText"/>.</summary>
    public static string Tidy(string? name) => KeyText.Normalize((name ?? "").Trim(), isPlain: false);

    /// <summary>A text, or null where it is blank.</summary>
    public static string? TidyText(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Notes that a name is missing, too long or unreadable.</summary>
    public void Name(string member, string name)
    {
        if (name.Length == 0) this[member] = [$"Send {member}: it can't be blank."];
        else Text(member, name);
    }

    /// <summary>Notes that a text is too long or unreadable.</summary>
    public void Text(string member, string? text)
    {
        if (text?.Length > MaxText) this[member] = [$"{member} is longer than {MaxText} characters."];
        else if (text?.Any(char.IsControl) == true) this[member] = [$"{member} can't hold control characters."];
    }

    /// <summary>Notes that a quantity is missing, negative or beyond what can be kept.</summary>
    public void Amount(string member, decimal? value, bool isRequired = false)
    {
        if (value is null && isRequired) this[member] = [$"Send {member}, a number."];
        else if (value is < 0) this[member] = [$"{member} can't be negative."];
        else if (value is { } amount && (amount > Quantity.Max || !Quantity.FitsDecimals(amount)))
            this[member] = [$"{member} can have at most 6 decimals, and be at most 10^12."];
    }

    /// <summary>Notes that a whole number is missing or outside its bounds.</summary>
    public void Whole(string member, int? value, int min, int max)
    {
        if (value is null) this[member] = [$"Send {member}, a whole number."];
        else if (value < min || value > max) this[member] = [$"{member} is a whole number from {min} to {max}."];
    }
}
