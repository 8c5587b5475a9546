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
    [InlineData("2026-01-05T00:00:00+09:00", "2026-01-05")]
    [InlineData("2026-01-05 12:00:00 AM", "2026-01-05")]
    [InlineData("2200-12-31", "2200-12-31")]
    public void Read_CalendarDate_IsTaken(string cell, string expected)
    {
        Assert.Null(DateText.Read(Encoding.UTF8.GetBytes(cell), null, out var date));
        Assert.Equal(expected, date.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("05/01/2026", DateOrder.DayMonthYear, "2026-01-05")]
    [InlineData("05/01/2026", DateOrder.MonthDayYear, "2026-05-01")]
    [InlineData("5.1.26", DateOrder.DayMonthYear, "2026-01-05")]
    [InlineData("1-5-26", DateOrder.MonthDayYear, "2026-01-05")]
    [InlineData("26/1/5", DateOrder.YearMonthDay, "2026-01-05")]
    [InlineData("1/5/2026 0:00", DateOrder.MonthDayYear, "2026-01-05")]
    [InlineData("1/5/2026 12:00:00 AM", DateOrder.MonthDayYear, "2026-01-05")]
    [InlineData("2026-01-05", DateOrder.DayMonthYear, "2026-01-05")]
    public void Read_InAnOrderThatIsTold_IsTaken(string cell, DateOrder order, string expected)
    {
        Assert.Null(DateText.Read(Encoding.UTF8.GetBytes(cell), order, out var date));
        Assert.Equal(expected, date.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1/13/2026", DateOrder.DayMonthYear, CsvProblemCode.DateOtherOrder)]
    [InlineData("13/1/2026", DateOrder.MonthDayYear, CsvProblemCode.DateOtherOrder)]
    [InlineData("13/1/2026", DateOrder.YearMonthDay, CsvProblemCode.DateOtherOrder)]
    [InlineData("30/2/2026", DateOrder.DayMonthYear, CsvProblemCode.DateNotInCalendar)]
    internal void Read_InAnotherOrder_IsRefused(string cell, DateOrder order, CsvProblemCode code) =>
        Assert.Equal(code, DateText.Read(Encoding.UTF8.GetBytes(cell), order, out _));

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
    [InlineData("05/01/2026", CsvProblemCode.DateOrderUntold)]
    [InlineData("26-01-05", CsvProblemCode.DateOrderUntold)]
    [InlineData("2026013", CsvProblemCode.DateFormat)]
    [InlineData("20260230", CsvProblemCode.DateNotInCalendar)]
    [InlineData("12345678", CsvProblemCode.DateFormat)]
    [InlineData("2026-01-05T15:00:00Z", CsvProblemCode.DateWithTime)]
    [InlineData("2026-01-05 12:00", CsvProblemCode.DateWithTime)]
    [InlineData("05.01.2026", CsvProblemCode.DateOrderUntold)]
    [InlineData("13/14/2026", CsvProblemCode.DateNotInCalendar)]
    [InlineData("1/2/3", CsvProblemCode.DateFormat)]
    [InlineData("noon 12:00", CsvProblemCode.DateFormat)]
    [InlineData("5-Foo-2026", CsvProblemCode.DateFormat)]
    [InlineData("2026-1-005", CsvProblemCode.DateFormat)]
    [InlineData("2026--1-5", CsvProblemCode.DateFormat)]
    [InlineData("2026-01-5\0", CsvProblemCode.DateFormat)]
    [InlineData("令和8年1月5日", CsvProblemCode.DateFormat)]
    [InlineData("46027", CsvProblemCode.DateFormat)]
    internal void Read_AnythingElse_IsRefusedWithTheReason(string cell, CsvProblemCode code) =>
        Assert.Equal(code, DateText.Read(Encoding.UTF8.GetBytes(cell), null, out _));
}
