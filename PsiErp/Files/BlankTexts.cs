using System.Text;

namespace PsiErp.Files;

/// <summary>The cells that somebody has said to read as blank, counted.</summary>
internal sealed class BlankTexts(IReadOnlyList<string> texts)
{
    /// <summary>What programs write where they know no number, besides the <see cref="KeyText.IsFailure">failures</see>.</summary>
    private static readonly HashSet<string> Usual = new(StringComparer.OrdinalIgnoreCase)
        { "-", "--", "–", "—", "―", "N/A", "NA", "n.a.", "none", "nil", "*", "?", "なし", "不明", "未定" };

    private readonly byte[][] _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>How many cells were read as blank so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a number is meant to be read as blank; counts it.</summary>
    public bool Take(ReadOnlySpan<byte> cell)
    {
        foreach (var text in _texts)
            if (Ascii.EqualsIgnoreCase(cell, text) || cell.SequenceEqual(text))
            {
                Count++;
                return true;
            }
        return false;
    }

    /// <summary>The rule for a text that may be meant to be read as blank. It is not counted: texts are read once for many rows.</summary>
    public TextRule Rule(TextRule rule) => texts.Count == 0 ? rule : (cell, out text) =>
    {
        text = null;
        return texts.Contains(cell.Trim(), StringComparer.OrdinalIgnoreCase) ? null : rule(cell, out text);
    };

    /// <summary>Whether a cell that is no number says that there is none.</summary>
    public static bool IsLikely(string cell) =>
        FullWidth.Fold(cell).Trim() is var text && (Usual.Contains(text) || KeyText.IsFailure(text));

    /// <summary>The value of <c>blank=</c> that takes a cell, and what stands beside it most often.</summary>
    public static string ProposalFor(string cell) => cell is "#N/A" or "-" or "NULL" ? "#N/A,-,NULL" : $"#N/A,-,NULL,{cell}";
}
