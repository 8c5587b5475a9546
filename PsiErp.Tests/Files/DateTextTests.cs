using System.Globalization;
using System.Text;
using PsiErp.Files;

namespace PsiErp.Tests.Files;

public class DateTextTests
{
    [Theory]
    [InlineData("2024-01-05", "2024-01-05")]
    [InlineData("2024/01/05", "2024-01-05")]
    [InlineData("2024/1/5", "2024-01-05")]
    [InlineData("2024-12-1", "2024-12-01")]
    [InlineData(" 2024-2-29 ", "2024-02-29")]
    [InlineData("２０２４／１／５", "2024-01-05")]
    [InlineData("1900-01-01", "1900-01-01")]
    [InlineData("20260105", "2026-01-05")]
    [InlineData("2026.1.5", "2026-01-05")]
    [InlineData("2026年1月5日", "2026-01-05")]
    [InlineData("２０２６年１２月３１日", "2026-12-31")]
    [InlineData("5-Jan-2026", "2026-01-05")]
    [InlineData("2026/1/5 0:00", "2026-01-05")]
    [InlineData("2026-01-05 00:00:00", "2026-01-05")]
    [InlineData("2026-01-05T00:00:00Z", "2026-01-05")]
    [InlineData("20260105 00:00", "2026-01-05")]
    [InlineData("2200-12-31", "2200-12-31")]
    public void Read_CalendarDate_IsTaken(string cell, string expected)
    {
        Assert.Null(DateText.Read(Encoding.UTF8.GetBytes(cell), out var date));
        Assert.Equal(expected, date.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", CsvProblemCode.MissingValue)]
    [InlineData(" 　", CsvProblemCode.MissingValue)]
    [InlineData("2026-02-30", CsvProblemCode.DateNotInCalendar)]
    [InlineData("2025-02-29", CsvProblemCode.DateNotInCalendar)]
    [InlineData("2026-13-01", CsvProblemCode.DateNotInCalendar)]
    [InlineData("2026-00-10", CsvProblemCode.DateNotInCalendar)]
    [InlineData("2026-01-00", CsvProblemCode.DateNotInCalendar)]
    [InlineData("0000-01-01", CsvProblemCode.DateNotInCalendar)]
    [InlineData("1899-12-31", CsvProblemCode.DateOutOfRange)]
    [InlineData("2201-01-01", CsvProblemCode.DateOutOfRange)]
    [InlineData("2026-01/05", CsvProblemCode.DateFormat)]
    [InlineData("05/01/2026", CsvProblemCode.DateFormat)]
    [InlineData("26-01-05", CsvProblemCode.DateFormat)]
    [InlineData("2026013", CsvProblemCode.DateFormat)]
    [InlineData("20260230", CsvProblemCode.DateNotInCalendar)]
    [InlineData("12345678", CsvProblemCode.DateFormat)]
    [InlineData("2026-01-05T15:00:00Z", CsvProblemCode.DateFormat)]
    [InlineData("2026-01-05 12:00", CsvProblemCode.DateFormat)]
    [InlineData("05.01.2026", CsvProblemCode.DateFormat)]
    [InlineData("5-Foo-2026", CsvProblemCode.DateFormat)]
    [InlineData("2026-1-005", CsvProblemCode.DateFormat)]
    [InlineData("2026--1-5", CsvProblemCode.DateFormat)]
    [InlineData("2026-01-5\0", CsvProblemCode.DateFormat)]
    [InlineData("令和8年1月5日", CsvProblemCode.DateFormat)]
    [InlineData("46027", CsvProblemCode.DateFormat)]
    internal void Read_AnythingElse_IsRefusedWithTheReason(string cell, CsvProblemCode code) =>
        Assert.Equal(code, DateText.Read(Encoding.UTF8.GetBytes(cell), out _));
}
