namespace PsiErp.Masters;

/// <summary>How a change of master data ended.</summary>
/// <typeparam name="T">What it was about.</typeparam>
public abstract record MasterOutcome<T>
{
    private MasterOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Value">As it now is, or was before it went.</param>
    public sealed record Done(T Value) : MasterOutcome<T>;

    /// <summary>There is nothing of that key.</summary>
    public sealed record NotFound : MasterOutcome<T>;

    /// <summary>There is something of that key already.</summary>
    /// <param name="Message">Says so in one sentence.</param>
    public sealed record Taken(string Message) : MasterOutcome<T>;

    /// <summary>It won't do.</summary>
    /// <param name="Errors">What is wrong, by member.</param>
    public sealed record Invalid(Dictionary<string, string[]> Errors) : MasterOutcome<T>;

    /// <summary>Somebody else changed it since it was looked at.</summary>
    /// <param name="Current">As it is.</param>
    public sealed record Stale(T Current) : MasterOutcome<T>;
}
