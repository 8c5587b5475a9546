using System.IO.Compression;
using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

/// <summary>Files that are no tables get a sentence that says what they are.</summary>
public sealed class FileKindTests
{
    private static readonly byte[] OldWorkbook = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]];

    public static TheoryData<string, byte[], CsvProblemCode, string> Files => new()
    {
        { "plan.xls", OldWorkbook, CsvProblemCode.OldWorkbook, ".xls" },
        { "locked.xlsx", [.. OldWorkbook, .. Encoding.Unicode.GetBytes("EncryptedPackage")], CsvProblemCode.Encrypted, "password" },
        {
            "locked-large.xlsx", [.. OldWorkbook[..8], .. new byte[65_520], .. Encoding.Unicode.GetBytes("EncryptedPackage")],
            CsvProblemCode.Encrypted, "password"
        },
        { "plan.zip", Zip("plan.csv"), CsvProblemCode.ZipArchive, "unpack it" },
        { "plan.ods", Zip("mimetype", "content.xml"), CsvProblemCode.OtherFormat, "OpenDocument" },
        { "plan.xlsb", Zip("xl/workbook.bin"), CsvProblemCode.OtherFormat, "xlsb" },
        { "cut.zip", Zip("plan.csv")[..40], CsvProblemCode.DamagedPacking, "damaged" },
        { "html.xls", "<html><body><table><tr><td>date</td></tr></table>"u8.ToArray(), CsvProblemCode.OtherFormat, "HTML" },
        { "xml.xls", "\uFEFF<?xml version=\"1.0\"?><Workbook/>"u8.ToArray(), CsvProblemCode.OtherFormat, "XML" },
        { "plan.json", "[{\"date\":\"2024-01-05\"}]"u8.ToArray(), CsvProblemCode.OtherFormat, "JSON" },
        { "plan.pdf", "%PDF-1.7\n1 0 obj\n"u8.ToArray(), CsvProblemCode.OtherFormat, "PDF" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_WhatIsNoTable_IsRefusedByItsName(string name, byte[] bytes, CsvProblemCode code, string sentence)
    {
        var problem = Assert.Single(CsvText.Read(bytes).Problems);

        Assert.True(problem.Code == code, $"{name}: {problem.Message}");
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
    }

    private static byte[] Zip(params string[] names)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("date,production,sales\n"u8);
            }
        return bytes.ToArray();
    }
}
