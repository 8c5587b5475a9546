namespace PsiErp.Data;

/// <summary>What a planner did to change a plan.</summary>
public enum ChangeKind
{
    /// <summary>Set values of cells.</summary>
    Edit,

    /// <summary>Pasted a block of cells.</summary>
    Paste,

    /// <summary>Multiplied values by a percentage.</summary>
    Scale,

    /// <summary>Moved values by some days.</summary>
    Shift,

    /// <summary>Planned production that keeps stock at the safety level.</summary>
    FillToSafety,

    /// <summary>Planned production that brings stock to the standard.</summary>
    FillToStandard,

    /// <summary>Took the values that hold in another session.</summary>
    CopyFrom,

    /// <summary>Took the overrides of a series over from another session.</summary>
    TakeOver,

    /// <summary>Took overrides back that the imported plan agrees with.</summary>
    TakeBack,

    /// <summary>Moved stock, or changed or took back a move.</summary>
    Move,

    /// <summary>Made the lines of a transfer plan stock moves.</summary>
    ApplyPlan,

    /// <summary>Took the stock moves of a transfer plan back.</summary>
    CancelPlan,

    /// <summary>Took another change back.</summary>
    Undo,

    /// <summary>Did a change again that had been taken back.</summary>
    Redo,

    /// <summary>Noted something at cells.</summary>
    Comment,

    /// <summary>Took a note away.</summary>
    CommentRemoved,

    /// <summary>Added a quantity to values.</summary>
    Add,

    /// <summary>Set values to a quantity.</summary>
    Set,

    /// <summary>Spread a total by the weekdays of the last weeks.</summary>
    Spread,

    /// <summary>Planned the averages of the last weeks.</summary>
    Average,

    /// <summary>Ranked SKUs by their sales.</summary>
    Rank,
}

/// <summary>
/// Everything that one action of a planner changed: what the log lists, and what is undone as one. Its cells are the entries of
/// the log that name it. It carries the user's name as text, so that it stays readable when the user is gone.
/// </summary>
public sealed class ChangeSet
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNote = 1000;

    /// <summary>Longest name of a user, in characters.</summary>
    public const int MaxUsername = 150;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }
    public string? Username { get; init; }
    public required ChangeKind Kind { get; init; }

    /// <summary>Why, in the planner's words.</summary>
    public string? Note { get; set; }

    /// <summary>Values that changed.</summary>
    public int Cells { get; set; }

    /// <summary>The SKU that it is about; null when there are several.</summary>
    public string? SkuCode { get; set; }

    /// <summary>Of an undo or redo, the change that it takes back or does again.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>The transfer plan that it applied or took back, or whose change it takes back or does again; null for none.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>The change that took this one back; null while it holds.</summary>
    public Guid? UndoneBy { get; set; }
}
