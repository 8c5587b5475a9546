using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using PsiErp.Plan;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

public abstract class ExportTests(PsiApp app)
{
    [Fact]
    public async Task Export_Csv_UploadsAgainToTheSamePlan()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("'=A", "2026-12-01", "1.5", "2", "10", safety: "3", standard: "4"), Row("'=A", "2026-12-02", "", "7"),
                Row("B", "2026-12-02"));
        await client.Apply(session, new
        {
            sku_code = "=A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-02",
            inbound_qty = 8
        });

        var file = await client.GetByteArrayAsync($"/api/psi/{session}/export?format=csv");

        Assert.Contains("\n'=A,", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var copy = await client.CreateSession();
        using var answer = await client.Upload(copy, file);
        Assert.Equal((await client.GetJson($"/api/psi/{session}/daily")).ToJsonString(), (await client.GetJson($"/api/psi/{copy}/daily"))
            .ToJsonString());
    }

    [Fact]
    public async Task Export_DefaultSeriesOnly_IsTheDailyFormat()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var upload = await client.Upload(session, "date,production,sales,inventory\n2026-12-01,1,2,3\n");

        var file = await client.GetStringAsync($"/api/psi/{session}/export");

        Assert.Equal("date,production,sales,inventory\r\n2026-12-01,1,2,3\r\n", file.TrimStart('\uFEFF'));
    }

    [Fact]
    public async Task Export_Xlsx_IsASheetOfTheSameRows()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1.5", "2", "10"), Row("B", "2026-12-02", "3"));

        using var file = new MemoryStream(await client.GetByteArrayAsync($"/api/psi/{session}/export?format=xlsx"));

        var rows = file.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(["A", "B"], rows.Select(row => row["sku_code"]));
        Assert.Equal(1.5, Convert.ToDouble(rows[0]["inbound_qty"]));
        Assert.Equal(WideHeader.Trim().Split(','), rows[0].Keys);
    }

    [Fact]
    public async Task Export_XlsxIntoAnotherSession_IsTheSamePlan_WhateverTheNumbers()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("=1+1", "2026-12-01", inbound: "0.000001", anchor: "123456789.123456"),
            Row("A<&漢", "2026-12-02", outbound: "99999999999.999999"));
        var workbook = await client.GetByteArrayAsync($"/api/psi/{session}/export?format=xlsx");
        var other = await client.CreateSession("Again");

        using var answer = await client.Upload(other, workbook);

        Assert.Equal(
            (await client.GetJson($"/api/psi/{session}/daily")).ToJsonString(),
            (await client.GetJson($"/api/psi/{other}/daily")).ToJsonString());
    }

    [Fact]
    public async Task Export_Xlsx_GoesOutWhileItIsMade()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"));
        await using var scope = app.Services.CreateAsyncScope();
        // Takes bytes only in their order, so that nobody can keep half a million rows to put in later
        await using var oneWay = new GZipStream(Stream.Null, CompressionLevel.NoCompression);

        await scope.ServiceProvider.GetRequiredService<PlanExport>()
            .WriteXlsxAsync(session, new SeriesSelection(), oneWay, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EditsExport_WithAudit_SaysWhoAndWhen()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession("=Plan");
        await client.Apply(session, new { sku_code = "A", warehouse_name = "W", channel = "C", date = "2026-12-01", outbound_qty = 2.50m });

        var plain = await client.GetStringAsync($"/api/psi-edits/{session}/export");
        var audited = await client.GetStringAsync($"/api/psi-edits/{session}/export?include_audit=true");

        Assert.EndsWith("\r\n'=Plan,2026-12-01,A,W,C,,2.5,\r\n", plain, StringComparison.Ordinal);
        Assert.Contains($",{client.Username},{client.Username},20", audited, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "session_title,date,")]
    [InlineData("?bom=false", "session_title,date,")]
    [InlineData("?bom=true", "\uFEFFsession_title,date,")]
    public async Task EditsExport_MarkOnRequest_IsCalledAfterTheSessionsId(string query, string start)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession("計画 / Demo plan");

        using var answer = await client.GetAsync($"/api/psi-edits/{session}/export{query}", TestContext.Current.CancellationToken);

        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(start, Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Equal($"psi-edits-{session}.csv", answer.Content.Headers.ContentDisposition?.FileName);
    }

    public sealed class OnSqlite(SqliteApp app) : ExportTests(app);

    public sealed class OnPostgres(PostgresApp app) : ExportTests(app);
}
