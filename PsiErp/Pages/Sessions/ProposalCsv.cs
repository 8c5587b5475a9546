using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Moves;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>All lines of a draft as a file, with what each does.</summary>
internal sealed class ProposalCsv(ProposalDrafts drafts, TransferPlan plan, string name) : ActionResult
{
    private static readonly string[] Columns =
    [
        "kind", "chosen", "sku_code", "sku_name", "from_warehouse", "from_channel", "to_warehouse", "to_channel", "qty", "leaves_on",
        "arrives_on", "alert_before", "alert_before_on", "alert_after", "alert_after_on", "cost", "reason",
    ];

    /// <inheritdoc/>
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        var ct = context.HttpContext.RequestAborted;
        await TableWriter.WriteCsvAsync(response.Body, Columns, RowsAsync(ct), ct);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var sku in drafts.AllAsync(plan, ct))
        {
            var title = sku.Stock.Series.Select(one => one.Series.SkuName).FirstOrDefault(known => known is not null) ?? "";
            foreach (var move in sku.Moves)
            {
                var line = move.Line;
                yield return
                [
                    "move", Word(!line.IsLeftOut), line.SkuCode, title, line.FromWarehouse, line.FromChannel, line.ToWarehouse,
                    line.ToChannel, Number(line.Qty), $"{move.Leaves:O}", $"{move.Arrives:O}", .. Alerts(move.Before, move.After),
                    move.Terms.IsKnown ? Number(move.Terms.CostOf(line.Qty)) : "", line.Reason ?? "",
                ];
            }
            foreach (var make in sku.Made)
            {
                var line = make.Line;
                yield return
                [
                    "make", Word(!line.IsLeftOut), line.SkuCode, title, "", "", line.WarehouseName, line.Channel, Number(line.Qty), "",
                    $"{line.Date:O}", .. Alerts(make.Before, make.After), "", line.NeededOn is { } needed ? $"needed on {needed:O}" : "",
                ];
            }
        }
    }

    private static string Word(bool yes) => yes ? "true" : "false";

    private static string Number(decimal value) => Quantity.Normalize(value).ToString(CultureInfo.InvariantCulture);

    private static string[] Alerts(FirstAlert before, FirstAlert after) => [Name(before), Day(before), Name(after), Day(after)];

    private static string Name(FirstAlert alert) => alert.Alert == Alert.None ? "" : SnakeName.Of(alert.Alert);

    private static string Day(FirstAlert alert) => alert.Alert == Alert.None ? "" : $"{alert.Date:O}";
}
