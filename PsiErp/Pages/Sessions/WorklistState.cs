using Microsoft.AspNetCore.Http.Extensions;
using PsiErp.Plan;
using PsiErp.Web;

namespace PsiErp.Pages.Sessions;

/// <summary>What the worklist shows, as its address says it.</summary>
public sealed class WorklistState
{
    public const string Sort = "sort";
    public const string PageNumber = "p";
    public const string GroupBy = "group_by";
    public const string ColumnNames = "columns";

    /// <summary>The id of the view that the address comes from.</summary>
    public const string ViewId = "view";

    private const string Snoozed = "snoozed";

    /// <summary>Filters that the more of them are shown under, with their labels.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> Further =
    [
        ("sku_code", "Worklist.Sku"), ("category_1", "Worklist.CategoryBroad"), ("category_2", "Worklist.CategoryMiddle"),
        ("category_3", "Worklist.CategoryFine"), ("region", "Worklist.Region"), ("fw_rank", "Worklist.FwRank"),
        ("ss_rank", "Worklist.SsRank"),
    ];

    /// <summary>Filters that are no texts, with their labels.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> Limits =
    [
        ("stock_out_before", "Worklist.StockOutBefore"), ("more_than_days", "Worklist.MoreThanDays"),
        ("more_than_units", "Worklist.MoreThanUnits"),
    ];

    /// <summary>What changes how the list looks, but not what is in it.</summary>
    private static readonly string[] Looks = [Sort, GroupBy, ColumnNames, ViewId];

    private readonly Dictionary<string, string> _values;

    private WorklistState(string path, Dictionary<string, string> values) => (Path, _values) = (path, values);

    /// <summary>Where the worklist is.</summary>
    public string Path { get; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsFiltered => Names.Any(_values.ContainsKey);

    /// <summary>What the address asks for; what it says wrongly is left out. What is put off is hidden unless it is asked for.</summary>
    public SeriesSelection Selection =>
        SeriesSelectionQuery.Of(name => this[name] ?? (name == Snoozed ? "hide" : null)).ToSelection(new QueryText());

    /// <summary>Whether a row is a SKU rather than a series.</summary>
    public bool IsBySku => this[GroupBy] == "sku";

    /// <summary>In which order; the most urgent first when nothing is said.</summary>
    public SeriesOrder Order
    {
        get
        {
            var order = SeriesOrder.Of(this[Sort] ?? SeriesOrder.Alert);
            var known = IsBySku ? SkuWorklist.Columns : SeriesOrder.Columns;
            return known.Contains(order.Column) ? order : SeriesOrder.Of(SeriesOrder.Alert);
        }
    }

    /// <summary>The columns that are shown, in the order of the table.</summary>
    public IReadOnlyList<WorklistColumn> Columns => WorklistColumn.Chosen(this[ColumnNames], IsBySku);

    /// <summary>The view that the address comes from, if it says one.</summary>
    public Guid? View => Guid.TryParse(this[ViewId], out var id) ? id : null;

    /// <summary>The page, from 1 on.</summary>
    public int Page => int.TryParse(this[PageNumber], out var page) && page > 0 ? page : 1;

    /// <summary>The value of a parameter, or null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads an address.</summary>
    /// <param name="path">That of the page.</param>
    /// <param name="query">Its parameters; one that is repeated is taken as a list.</param>
    public static WorklistState Of(string path, IQueryCollection query) => new(path, Looks.Append(PageNumber)
        .Concat(SeriesSelectionQuery.Names)
        .Where(name => !string.IsNullOrWhiteSpace(query[name]))
        .ToDictionary(name => name, name => query[name].ToString()));

    /// <summary>The address with other values, from its first page on; null takes one away.</summary>
    public string With(params (string Name, string? Value)[] changes) => Path + QueryOf(Looks.Concat(Names), changes);

    /// <summary>The address of another page of the list.</summary>
    public string ToPage(int page) =>
        Path + QueryOf(Names.Concat(Looks).Append(PageNumber), (PageNumber, page > 1 ? $"{page}" : null));

    /// <summary>The address without any filter.</summary>
    public string Cleared => Path + QueryOf([Sort, GroupBy, ColumnNames]);

    /// <summary>The address of what a view shows.</summary>
    public string Of(string query, Guid view) => $"{Path}?{(query.Length == 0 ? "" : query + "&")}{ViewId}={view}";

    /// <summary>The parameters that an export takes.</summary>
    public string ExportQuery(string format) =>
        QueryOf(Names.Append(Sort).Append(GroupBy), (Snoozed, this[Snoozed] ?? "hide"), ("format", format));

    /// <summary>This address.</summary>
    public string Current => ToPage(Page);

    /// <summary>The filters alone.</summary>
    public string FilterQuery => QueryOf(Names);

    /// <summary>Everything but the page.</summary>
    public string FullQuery => QueryOf(Names.Concat(Looks));

    /// <summary>What a view keeps of it.</summary>
    public string ViewQuery => QueryOf(Names.Concat([Sort, GroupBy, ColumnNames])).TrimStart('?');

    /// <summary>All of it but the page in one text, for the address of a grid that is opened from it.</summary>
    public string AsList => FullQuery is { Length: > 0 } query ? query[1..] : $"{Sort}={SeriesOrder.Alert}";

    /// <summary>The parameters that say what may be chosen, after those of a handler.</summary>
    public string ChoicesQuery => FullQuery is { Length: > 0 } query ? $"&{query[1..]}" : "";

    /// <summary>All parameters but some, for the hidden fields of a form that sets those.</summary>
    public IEnumerable<KeyValuePair<string, string>> Except(params string[] names) =>
        _values.Where(pair => pair.Key != PageNumber && !names.Contains(pair.Key));

    private static IEnumerable<string> Names => SeriesSelectionQuery.Names;

    private string QueryOf(IEnumerable<string> names, params (string Name, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var name in names.Where(name => changes.All(change => change.Name != name)))
        {
            if (this[name] is { } value) query.Add(name, value);
        }
        foreach (var (name, value) in changes)
        {
            if (value is not null) query.Add(name, value);
        }
        return query.ToString();
    }
}
