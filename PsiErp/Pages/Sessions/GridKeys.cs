namespace PsiErp.Pages.Sessions;

/// <summary>What keys do, by the texts that say it: for the sheets of keys and the help.</summary>
public static class GridKeys
{
    /// <summary>In the grid.</summary>
    public static readonly (string Keys, string Text)[] All =
    [
        ("← ↑ → ↓", "Keys.Move"), ("Ctrl+←→", "Keys.Edge"), ("Home · End", "Keys.Row"), ("Ctrl+Home · Ctrl+End", "Keys.Corners"),
        ("PageUp · PageDown", "Keys.Screen"), ("Alt+PageUp · Alt+PageDown", "Keys.Sideways"), ("Enter · Tab", "Keys.Step"),
        ("Ctrl+Backspace", "Keys.Back"), ("t", "Keys.Today"), ("i", "Keys.Story"), ("Shift+←→", "Keys.Extend"), ("Shift+F8", "Keys.Keep"),
        ("Ctrl+Space", "Keys.Column"), ("Shift+Space", "Keys.Line"), ("Ctrl+A", "Keys.Everything"), ("0–9", "Keys.Type"),
        ("+10 · -5 · *1.1 · 10%", "Keys.Relative"), ("F2", "Keys.Edit"), ("Shift+F2", "Keys.Comment"), ("Esc", "Keys.Cancel"),
        ("Del", "Keys.Imported"), ("Ctrl+Enter", "Keys.Fill"), ("Ctrl+C · Ctrl+X · Ctrl+V", "Keys.Clipboard"),
        ("Ctrl+D · Ctrl+R", "Keys.FillOn"), ("a", "Keys.Act"), ("Ctrl+Z · Ctrl+Y", "Keys.Undo"), ("Shift+F10", "Keys.Menu"),
        ("Alt+↑ · Alt+↓", "Keys.Fold"), ("Ctrl+F · /", "Keys.Find"), ("[ · ]", "Keys.Neighbours"), ("?", "Keys.All"),
    ];

    /// <summary>In the worklist.</summary>
    public static readonly (string Keys, string Text)[] Worklist =
    [
        ("j · k", "Keys.Rows"), ("Enter", "Keys.Open"), ("x", "Keys.Select"), ("a", "Keys.Alerts"), ("/", "Keys.Search"),
    ];
}
