using System.Text;
using System.Xml;

namespace PsiErp.Files;

/// <summary>The texts of a workbook, which its cells name by number. They are kept as bytes, one behind the other.</summary>
internal sealed class SharedTexts
{
    /// <summary>How much a workbook may hold of them, in bytes: all of them are in memory.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly List<int> _ends = [];
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>A text; blank where there is none such.</summary>
    public ReadOnlySpan<byte> this[int number] =>
        number < 0 || number >= _ends.Count ? default : _bytes.AsSpan(Start(number), _ends[number] - Start(number));

    /// <summary>Reads <c>xl/sharedStrings.xml</c>.</summary>
    /// <returns><see langword="false"/> when it holds more than may be kept.</returns>
    public bool TryRead(XmlReader xml)
    {
        var text = new StringBuilder();
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            text.Clear();
            Append(xml, text);
            if (!TryAdd(SheetReader.Unescape(text.ToString()))) return false;
        }
        return true;
    }

    /// <summary>Adds the text of an element, of all its runs but not of how they are pronounced.</summary>
    public static void Append(XmlReader xml, StringBuilder text)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        var isRead = false;
        while ((isRead || xml.Read()) && xml.Depth > depth)
        {
            isRead = false;
            if (xml.NodeType != XmlNodeType.Element) continue;
            isRead = xml.LocalName is "rPh" or "t";
            if (xml.LocalName == "rPh") xml.Skip();
            else if (xml.LocalName == "t") text.Append(xml.ReadElementContentAsString());
        }
    }

    private bool TryAdd(string text)
    {
        var most = _length + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > MaxBytes) return false;
        if (most > _bytes.Length) Array.Resize(ref _bytes, Math.Max(most, _bytes.Length * 2));
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        _ends.Add(_length);
        return true;
    }

    private int Start(int number) => number == 0 ? 0 : _ends[number - 1];
}
