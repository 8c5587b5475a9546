using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Demo;
using PsiErp.Planning;

namespace PsiErp.Pages.Help;

/// <summary>The first hour, what files may look like, how figures come about, and the keys.</summary>
public sealed class IndexModel(HelpText help, DemoSession demo) : PageModel
{
    /// <summary>How figures follow from one another: the figure, and what it is made of, by the names of the grid's rows.</summary>
    public static readonly (string Figure, string[] Terms)[] Formulas =
    [
        ("stock_closing", ["", "stock_at_anchor", "+", "inbound_qty", "−", "outbound_qty", "+", "channel_move", "+", "adjustment"]),
        ("net_flow", ["", "inbound_qty", "−", "outbound_qty", "+", "channel_move"]),
        ("movable_stock", ["", "stock_closing", "−", "safety_stock"]),
        ("gap", ["", "stock_at_anchor", "−", "stdstock"]),
    ];

    /// <summary>The alerts, the gravest first.</summary>
    public static IEnumerable<SeriesAlert> Alerts => Enum.GetValues<SeriesAlert>().Where(alert => alert != SeriesAlert.None);

    /// <summary>Forms of tomorrow's extract, and the texts that say what each is.</summary>
    public static IEnumerable<(string Form, string Text)> Files =>
        [("csv", "Help.File.csv"), ("cp932", "Help.File.japanese"), ("semicolon", "Help.File.semicolon"), ("xlsx", "Help.File.xlsx")];

    /// <summary>The walk.</summary>
    public HtmlString Walk { get; private set; } = HtmlString.Empty;

    /// <summary>Whether there is a demo to walk through.</summary>
    public bool HasDemo { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var session = await demo.FindAsync(ct);
        HasDemo = session is not null;
        Walk = help.Walk(session?.Id, AccessRules.MayChange(User) ? "/sessions/demo" : "/sessions");
    }
}
