namespace PsiErp.Tests.Pages;

/// <summary>An app for tests of the grid, whose rows are those of a fresh database: other tests add some.</summary>
public sealed class GridApp(SqliteApp shared) : IAsyncDisposable
{
    public PsiApp App { get; } = shared.WithEmptyDatabase();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
