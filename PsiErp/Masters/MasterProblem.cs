using System.Globalization;

namespace PsiErp.Masters;

/// <summary>What can be wrong with a cell of master data.</summary>
public enum MasterProblemKind
{
    Missing,
    TooLong,
    ControlCharacter,
    NoNumber,
    NotWhole,
    TooFine,
    TooLarge,
    Negative,
    Zero,
    NoRank,
    NoFlag,
    Unknown,
    Taken,
    Same,
    Several,
    NoName,
    NameTwice,
    NameKnown,
    DataTooLarge,
}

/// <summary>One thing that is wrong with an entry of master data.</summary>
/// <param name="Column">The member that it is about, by its name on the wire.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Value">What was found.</param>
/// <param name="Expected">What is set against it: a limit, as a rule.</param>
public sealed record MasterProblem(string Column, MasterProblemKind Kind, string Value = "", string Expected = "")
{
    private const int MaxShown = 40;

    /// <summary>What fills the places of its sentence, in any language: value and expectation.</summary>
    public object[] Arguments => [Value.Length <= MaxShown ? Value : Value[..MaxShown] + "…", Expected];

    /// <summary>The sentence that routes answer with.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, $"{Column}: {Template}", Arguments);

    private string Template => Kind switch
    {
        MasterProblemKind.Missing => "it can't be blank",
        MasterProblemKind.TooLong => "it is longer than {1} characters",
        MasterProblemKind.ControlCharacter => "it can't hold line breaks, tabs or other control characters",
        MasterProblemKind.NoNumber => "'{0}' is not a number; write it like 1234.5",
        MasterProblemKind.NotWhole => "'{0}' is not a whole number",
        MasterProblemKind.TooFine => "'{0}' has more than {1} decimals; round it",
        MasterProblemKind.TooLarge => "'{0}' is more than {1}; check the unit",
        MasterProblemKind.Negative => "'{0}' is negative",
        MasterProblemKind.Zero => "it is more than 0; leave it blank when any quantity will do",
        MasterProblemKind.NoRank => "'{0}' is not a rank; write one or two letters",
        MasterProblemKind.NoFlag => "'{0}' is neither true nor false",
        MasterProblemKind.Unknown => "'{0}' is not known; add it first",
        MasterProblemKind.Taken => "there is another '{0}'",
        MasterProblemKind.Several => "several have '{0}', so none is meant; change them one by one",
        MasterProblemKind.Same => "a lane leads to another warehouse than it comes from",
        MasterProblemKind.NoName => "the value '{0}' has no name",
        MasterProblemKind.NameTwice => "'{0}' is there twice",
        MasterProblemKind.NameKnown => "'{0}' has a field of its own",
        MasterProblemKind.DataTooLarge => "all together it is more than {1} KiB",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, null),
    };
}
