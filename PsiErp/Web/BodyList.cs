using System.Collections.ObjectModel;

namespace PsiErp.Web;

/// <summary>
/// An array of a request's body that remembers one element more than it may have: enough to tell that it is too long, and no
/// more, however long it is.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <param name="max">How many elements it may have.</param>
public abstract class BodyList<T>(int max) : Collection<T>
{
    /// <summary>Whether the body had more elements than it may have.</summary>
    public bool IsTooLong => Count > max;

    /// <inheritdoc/>
    protected override void InsertItem(int index, T item)
    {
        if (Count <= max) base.InsertItem(index, item);
    }
}
