using PsiErp.Data;

namespace PsiErp.Import;

/// <summary>How taking over, undoing or redoing an import ended.</summary>
public abstract record TakeOver
{
    private TakeOver()
    {
    }

    /// <summary>The session has changed.</summary>
    /// <param name="Import">The import that was taken over, or is current now; the first version after the first import's undo.</param>
    public sealed record Done(BaseVersion Import) : TakeOver;

    /// <summary>There is no such session or import.</summary>
    public sealed record NotFound : TakeOver;

    /// <summary>Its time to be taken over has passed.</summary>
    public sealed record Expired : TakeOver;

    /// <summary>Another import became current since it was read; it can be read against that.</summary>
    public sealed record Overtaken : TakeOver;

    /// <summary>It does not wait to be taken over: it was already.</summary>
    public sealed record NotWaiting : TakeOver;

    /// <summary>Nothing is kept to go back, or forward, to.</summary>
    public sealed record NothingKept : TakeOver;
}
