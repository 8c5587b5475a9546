using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PsiErp.Data;
using PsiErp.Moves;

namespace PsiErp.Pages.Sessions;

/// <summary>A stock move as the form has it.</summary>
public sealed class MoveForm
{
    /// <summary>The names of its inputs.</summary>
    public static readonly string[] Inputs =
    [
        nameof(Sku), nameof(Qty), nameof(FromWarehouse), nameof(FromChannel), nameof(LeavesOn), nameof(ToWarehouse), nameof(ToChannel),
        nameof(ArrivesOn), nameof(Note),
    ];

    public string? Sku { get; set; }
    public string? FromWarehouse { get; set; }
    public string? FromChannel { get; set; }
    public string? ToWarehouse { get; set; }
    public string? ToChannel { get; set; }
    public string? Qty { get; set; }
    public DateOnly? LeavesOn { get; set; }
    public DateOnly? ArrivesOn { get; set; }
    public string? Note { get; set; }

    /// <summary>The texts that say what is wrong, by the name of the input.</summary>
    [BindNever]
    public Dictionary<string, string> Problems { get; } = [];

    /// <summary>What an input shows.</summary>
    public string? TextOf(string name) => name switch
    {
        nameof(Sku) => Sku,
        nameof(FromWarehouse) => FromWarehouse,
        nameof(FromChannel) => FromChannel,
        nameof(ToWarehouse) => ToWarehouse,
        nameof(ToChannel) => ToChannel,
        nameof(Qty) => Qty,
        nameof(LeavesOn) => LeavesOn?.ToString("O", CultureInfo.InvariantCulture),
        nameof(ArrivesOn) => ArrivesOn?.ToString("O", CultureInfo.InvariantCulture),
        _ => Note,
    };

    /// <summary>The move that it asks for; null where something is missing or can't be read.</summary>
    internal MoveOrder? ToOrder()
    {
        var wrong = CellInput.Read(Qty, seen: null, out var qty);
        if (wrong is not null) Problems[nameof(Qty)] = wrong;
        else if (qty is null) Problems[nameof(Qty)] = "Moves.Missing";
        if (LeavesOn is null) Problems[nameof(LeavesOn)] = "Moves.Missing";
        if (Problems.Count > 0) return null;
        var from = new SeriesKey(Tidy(Sku), Tidy(FromWarehouse), Tidy(FromChannel));
        return new MoveOrder(from, Tidy(ToWarehouse), Tidy(ToChannel), LeavesOn!.Value, ArrivesOn, qty!.Value, Note);
    }

    /// <summary>Puts what is wrong beside the inputs.</summary>
    internal void Add(MoveResult.Invalid invalid)
    {
        foreach (var (field, flaw) in invalid.Flaws)
        {
            var name = field == "sku_code" ? nameof(Sku)
                : string.Concat(field.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            Problems.TryAdd(name, $"MoveFlaw.{flaw}");
        }
    }

    private static string Tidy(string? text) => text?.Trim() ?? "";
}
