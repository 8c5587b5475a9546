using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Sessions;

/// <summary>Copies the plan of one session into another, without fetching it.</summary>
internal static class SessionContent
{
    /// <summary>
    /// Copies series, base data and edits. Each statement reads one session's contiguous range of the primary key.
    /// </summary>
    public static async Task CopyAsync(PsiDb db, Guid from, Guid to, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO psi_skus (session_id, sku_code, search_key) SELECT {to}, sku_code, search_key FROM psi_skus WHERE session_id = {from}",
            ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO psi_series (session_id, series_no, sku_code, warehouse_name, channel, sku_name, category_1, category_2,
                category_3, fw_rank, ss_rank, search_key, first_date, last_date, days, opening, total_production, total_sales,
                closing, lowest_stock, lowest_date, stock_out_date, shortage_date, over_date, days_of_supply,
                days_of_supply_beyond)
            SELECT {to}, series_no, sku_code, warehouse_name, channel, sku_name, category_1, category_2,
                category_3, fw_rank, ss_rank, search_key, first_date, last_date, days, opening, total_production, total_sales,
                closing, lowest_stock, lowest_date, stock_out_date, shortage_date, over_date, days_of_supply,
                days_of_supply_beyond
            FROM psi_series WHERE session_id = {from}
            """,
            ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO psi_base (session_id, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing,
                safety_stock, stdstock)
            SELECT {to}, series_no, date, stock_at_anchor, inbound_qty, outbound_qty, stock_closing, safety_stock, stdstock
            FROM psi_base WHERE session_id = {from}
            """,
            ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO psi_edits (id, session_id, series_no, date, inbound_qty, outbound_qty, safety_stock, created_at,
                updated_at, created_by, updated_by)
            SELECT gen_random_uuid(), {to}, series_no, date, inbound_qty, outbound_qty, safety_stock, created_at,
                updated_at, created_by, updated_by
            FROM psi_edits WHERE session_id = {from}
            """,
            ct);
    }
}
