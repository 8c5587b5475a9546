using System.IO.Compression;
using System.Security;
using System.Text;

namespace PsiErp.Tests.Files;

/// <summary>Workbooks written down in a test, as Excel writes them: cells name shared texts, and formats by a style's number.</summary>
internal sealed class Sheets
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<string> _texts = [];
    private readonly List<(int Id, string? Code)> _formats = [(0, null)];
    private readonly StringBuilder _rows = new();
    private int _row;

    /// <summary>Whether days count from 1904.</summary>
    public bool Is1904 { get; init; }

    /// <summary>A style of a number format by its number.</summary>
    public int Style(int id) => Style(id, null);

    /// <summary>A style of a format of one's own.</summary>
    public int Style(string code) => Style(164 + _formats.Count, code);

    /// <summary>Adds a row: texts are shared, numbers are numbers, <c>(number, style)</c> has a format; null has no cell.</summary>
    public Sheets Row(params object?[] cells)
    {
        _rows.Append($"<row r=\"{++_row}\">");
        for (var i = 0; i < cells.Length; i++)
            _rows.Append(Cell($"{(char)('A' + i)}{_row}", cells[i]));
        _rows.Append("</row>");
        return this;
    }

    /// <summary>Leaves rows out.</summary>
    public Sheets Gap(int rows)
    {
        _row += rows;
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(Is1904 ? 1 : 0)}\"/>"
                + "<sheets><sheet name=\"在庫\" sheetId=\"7\" r:id=\"rId9\"/>"
                + "<sheet name=\"Other\" sheetId=\"8\" r:id=\"rId1\"/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Target=\"worksheets/sheet2.xml\"/>"
                + "<Relationship Id=\"rId9\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts>"
                + string.Concat(_formats.Where(format => format.Code is not null)
                    .Select(format => $"<numFmt numFmtId=\"{format.Id}\" formatCode=\"{SecurityElement.Escape(format.Code)}\"/>"))
                + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
                + string.Concat(_formats.Select(format => $"<xf numFmtId=\"{format.Id}\"/>")) + "</cellXfs></styleSheet>");
            Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(_texts)}</sst>");
            Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{_rows}</sheetData></worksheet>");
            Part("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Main}\"><sheetData/></worksheet>");

            void Part(string name, string xml)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml));
            }
        }
        return bytes.ToArray();
    }

    private int Style(int id, string? code)
    {
        _formats.Add((id, code));
        return _formats.Count - 1;
    }

    private string Cell(string place, object? value) => value switch
    {
        null => "",
        string text when text.StartsWith('<') => $"<c r=\"{place}\"{text[2..]}",
        string text => $"<c r=\"{place}\" t=\"s\"><v>{Shared(text)}</v></c>",
        (int number, int style) => Cell(place, ((double)number, style)),
        (double number, int style) => FormattableString.Invariant($"<c r=\"{place}\" s=\"{style}\"><v>{number:R}</v></c>"),
        _ => FormattableString.Invariant($"<c r=\"{place}\"><v>{value}</v></c>"),
    };

    // With the reading that Excel keeps beside Japanese text
    private int Shared(string text)
    {
        _texts.Add($"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t><rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh></si>");
        return _texts.Count - 1;
    }
}
