namespace PsiErp.Bench;

/// <summary>The worklist of a session of that size, with any filter and in any order.</summary>
internal static class Listing
{
    private const int WarmUps = 5;
    private const int Rounds = 5;

    private static readonly string[] Filters =
    [
        "", "alert=stock_out", "alert=shortage", "alert=over", "alert=surplus_order", "alert=data", "alert=none", "alert=edited",
        "alert=stock_out,shortage&more_than_days=5", "more_than_units=20", "q=sku-0001", "warehouse_name==東京DC", "channel==EC",
        "sku_code=SKU-0012&alert=over", "new=true", "snoozed=only",
    ];

    private static readonly string[] Orders =
    [
        "alert", "-alert", "sku_code", "-lowest_stock", "days_of_supply", "-total_inbound", "warehouse_name", "-closing", "stock_out_date",
    ];

    /// <summary>What no column of the database holds, so that every series is looked at.</summary>
    private static readonly string[] OrdersByFigure = ["stock_as_of", "-alert_days", "-alert_units", "-stock_value"];

    private static readonly string[] OrdersOfSkus = ["alert", "-closing", "lowest_stock"];
    private static readonly string[] Sums = ["figures", "totals"];

    /// <summary>One for all lists: the same change again would be none.</summary>
    private static readonly Random Changes = new(6);

    public static async Task Measure(Report report, Client client, string session, PlanFile plan)
    {
        // Without it the page's address means the prototype's route of the same path
        client.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var pages = Filters.SelectMany(filter => Orders.Select(order => $"/sessions/{session}?{filter}&sort={order}")).ToList();
        var (first, again, largest) = await Times(client, session, plan, pages);
        report.AtMost("worklist page, any filter and order, median", Report.Median(again), 25, "ms");
        report.AtMost("worklist page, any filter and order, 95 %", Report.Percentile(again, 0.95), 60, "ms");
        report.AtMost("worklist page, compressed", largest / 1024.0, 60, "KB");
        report.Note("worklist page, first after a change, median", Report.Median(first), "ms");
        report.Note("worklist page, first after a change, 95 %", Report.Percentile(first, 0.95), "ms");

        var figures = OrdersByFigure.Select(order => $"/sessions/{session}?sort={order}").ToList();
        var byFigure = await Times(client, session, plan, figures);
        report.Note("worklist page by a figure, median", Report.Median(byFigure.Again), "ms");
        report.Note("worklist page by a figure, first after a change", Report.Median(byFigure.First), "ms");

        var skus = OrdersOfSkus.Select(order => $"/sessions/{session}?group_by=sku&sort={order}").ToList();
        var bySku = await Times(client, session, plan, skus);
        report.Note("worklist by SKU, median", Report.Median(bySku.Again), "ms");
        report.Note("worklist by SKU, first after a change, median", Report.Median(bySku.First), "ms");
        foreach (var what in Sums)
        {
            var times = await Times(client, session, plan, [$"/api/psi/{session}/{what}"]);
            report.AtMost($"{what}, median", Report.Median(times.Again), 150, "ms");
            report.AtMost($"{what}, first after a change, median", Report.Median(times.First), 150, "ms");
        }
    }

    /// <summary>Each path after a change of the session, when nothing that the server keeps holds any more, and once more.</summary>
    private static async Task<(List<double> First, List<double> Again, long Largest)> Times(
        Client client, string session, PlanFile plan, List<string> paths)
    {
        var (first, again, largest) = (new List<double>(), new List<double>(), 0L);
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var path in paths.Take(20)) await client.Get(path, "br, gzip");
        }
        for (var round = 0; round < Rounds; round++)
        {
            // One client's limit of answers at a time is not what is measured
            var some = paths.Count <= 40 ? paths : [.. paths.Where((_, at) => at % Rounds == round)];
            foreach (var path in some)
            {
                await client.Edit(session, PlanFile.Cell(Changes, plan.Skus), Changes.Next(1000));
                first.Add((await client.Get(path, "br, gzip")).Milliseconds);
                var (milliseconds, bytes) = await client.Get(path, "br, gzip");
                again.Add(milliseconds);
                largest = Math.Max(largest, bytes);
            }
        }
        return (first, again, largest);
    }
}
