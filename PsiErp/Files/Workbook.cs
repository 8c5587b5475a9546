using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace PsiErp.Files;

/// <summary>A workbook (.xlsx) as far as its first sheet takes it: texts, formats and what its first day is.</summary>
/// <remarks>
/// Own code, since what decides how a cell is read is the column that it stands in: readers of workbooks turn numbers into dates, and
/// codes into numbers, by the format that a cell happens to have; and they take thrice the time.
/// </remarks>
internal sealed class Workbook : IDisposable
{
    /// <summary>How much it may hold when unpacked, in bytes.</summary>
    public const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;

    // Sheets pack to a twentieth; what packs to less than this is made to fill a disk
    private const int MaxRatio = 200;
    private const long NoBomb = 64 * 1024 * 1024;

    private readonly ZipArchive _zip;
    private readonly List<NumberFormat> _formats = [];
    private Stream? _sheet;

    private Workbook(ZipArchive zip) => _zip = zip;

    /// <summary>Whether its first day is 1 January 1904.</summary>
    public bool Is1904 { get; private set; }

    /// <summary>The name of its first sheet.</summary>
    public string SheetName { get; private set; } = "";

    /// <summary>Its texts.</summary>
    public SharedTexts Texts { get; } = new();

    /// <summary>Why it is not read; <see langword="null"/> when it is.</summary>
    public CsvProblem? Problem { get; private set; }

    /// <summary>Opens the workbook that begins at the stream's position.</summary>
    /// <param name="stream">Seekable; stays open.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="XmlException">As before.</exception>
    public static Workbook Open(Stream stream)
    {
        var packed = stream.Length - stream.Position;
        var workbook = new Workbook(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
        var most = Math.Min(MaxUnpackedBytes, Math.Max(NoBomb, packed * MaxRatio));
        if (workbook._zip.Entries.Sum(entry => entry.Length) > most) workbook.Refuse(most);
        else workbook.ReadParts();
        return workbook;
    }

    /// <summary>The rows of its first sheet. Once.</summary>
    public SheetReader ReadSheet() => new(Xml(_sheet!), this);

    /// <summary>The format of a style.</summary>
    public NumberFormat FormatOf(int style) => style < _formats.Count && style >= 0 ? _formats[style] : NumberFormat.Plain;

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
    }

    private static XmlReader Xml(Stream part) => XmlReader.Create(part, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        CloseInput = true,
    });

    private void Refuse(long most) => Problem = new(1, null, CsvProblemCode.UnpackedTooLarge, Expected: $"{most}");

    private void ReadParts()
    {
        var id = ReadBook();
        ReadFormats();
        using (var texts = Part("xl/sharedStrings.xml"))
            if (texts is not null && !Texts.TryRead(texts)) Refuse(SharedTexts.MaxBytes);
        _sheet = (_zip.GetEntry(PathOf(id)) ?? throw new InvalidDataException("The first sheet is missing.")).Open();
    }

    /// <summary>The id of the first sheet. Sheets of charts are none.</summary>
    private string ReadBook()
    {
        using var book = Part("xl/workbook.xml") ?? throw new InvalidDataException("The list of sheets is missing.");
        while (book.Read())
        {
            if (book.NodeType != XmlNodeType.Element) continue;
            if (book.LocalName == "workbookPr") Is1904 = book.GetAttribute("date1904") is "1" or "true";
            if (book.LocalName != "sheet") continue;
            SheetName = book.GetAttribute("name") ?? "";
            for (var more = book.MoveToFirstAttribute(); more; more = book.MoveToNextAttribute())
                if (book.LocalName == "id") return book.Value;
        }
        throw new InvalidDataException("There is no sheet.");
    }

    private string PathOf(string id)
    {
        using var parts = Part("xl/_rels/workbook.xml.rels") ?? throw new InvalidDataException("The list of parts is missing.");
        while (parts.Read())
            if (parts.NodeType == XmlNodeType.Element && parts.GetAttribute("Id") == id && parts.GetAttribute("Target") is { } target)
                return target.StartsWith('/') ? target[1..] : $"xl/{target}";
        throw new InvalidDataException("The first sheet has no part.");
    }

    private void ReadFormats()
    {
        using var styles = Part("xl/styles.xml");
        if (styles is null) return;
        var own = new Dictionary<int, NumberFormat>();
        var isOfCells = false;
        while (styles.Read())
        {
            if (styles.LocalName == "cellXfs") isOfCells = styles.NodeType == XmlNodeType.Element;
            if (styles.NodeType != XmlNodeType.Element) continue;
            if (styles.LocalName == "numFmt") own[Id(styles)] = NumberFormat.Of(styles.GetAttribute("formatCode") ?? "");
            if (styles.LocalName == "xf" && isOfCells) _formats.Add(own.GetValueOrDefault(Id(styles)) ?? NumberFormat.BuiltIn(Id(styles)));
        }
    }

    private static int Id(XmlReader styles) =>
        int.TryParse(styles.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private XmlReader? Part(string name) => _zip.GetEntry(name) is { } entry ? Xml(entry.Open()) : null;
}
