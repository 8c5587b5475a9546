using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>The column of days. The order of the numbers in a date is looked for only where a date may be several.</summary>
internal sealed class DateColumn
{
    private const int FirstLikelyYear = 1950;

    private readonly int _index;
    private readonly DateOnly _everywhere;
    private readonly Func<DateOrder?> _findOrder;
    private DateOrder? _order;
    private bool _isOrderKnown;
    private readonly SheetText? _sheet;

    public DateColumn(PlanHeader header, PlanReading reading)
    {
        _index = header.IndexOf(PlanColumns.Date);
        (_order, _isOrderKnown, _findOrder) = (reading.Options.Dates, reading.Options.Dates is not null, reading.FindDateOrder);
        _sheet = reading.Sheet;
        if (reading.Options.ValueOf(PlanColumns.Date) is { } text) _ = DateText.Read(Encoding.UTF8.GetBytes(text), null, out _everywhere);
    }

    /// <summary>The cell as it stands; blank when the file has no such column.</summary>
    public ReadOnlySpan<byte> Cell(CsvReader csv) => _index < 0 ? default : csv.GetSpan(_index);

    /// <summary>The day of the current record; the default when refused.</summary>
    public DateOnly Read(CsvReader csv, CsvProblemList problems)
    {
        if (_index < 0) return _everywhere;

        var cell = csv.GetSpan(_index);
        var isNumber = _sheet is not null && csv.GetRawSpan(_index) is not [(byte)'"', ..];
        if (isNumber && ReadSerial(ref cell, csv, problems, out var day)) return day;
        var refusal = DateText.Read(cell, _order, out var date);
        if (refusal == CsvProblemCode.DateOrderUntold && !_isOrderKnown)
        {
            (_order, _isOrderKnown) = (_findOrder(), true);
            refusal = DateText.Read(cell, _order, out date);
        }
        if (refusal is { } code)
            problems.Add(csv.LineNumber, PlanColumns.Date, code, Encoding.UTF8.GetString(cell), Expected(code));
        return date;
    }

    /// <summary>A number of a sheet is a day, unless it looks like one in another way: <c>20260105</c>.</summary>
    private bool ReadSerial(ref ReadOnlySpan<byte> cell, CsvReader csv, CsvProblemList problems, out DateOnly date)
    {
        date = default;
        var isShown = cell is [SheetText.SerialMark, ..];
        cell = SheetText.NumberOf(cell);
        if (SheetSerial.Read(cell, _sheet!.Is1904) is not var (day, second)) return false;
        // What nobody shows as a day may be a year, or a number of another column
        CsvProblemCode? code = !isShown && day.Year < FirstLikelyYear ? CsvProblemCode.DateFormat
            : second > 0 ? CsvProblemCode.DateWithTime
            : !DateText.IsInRange(day) ? CsvProblemCode.DateOutOfRange
            : null;
        if (code is null) date = day;
        else problems.Add(csv.LineNumber, PlanColumns.Date, code.Value, Encoding.UTF8.GetString(cell), Expected(code.Value));
        return true;
    }

    private string Expected(CsvProblemCode code) =>
        code != CsvProblemCode.DateOtherOrder ? PlanRowParser.Limit(code) : _order switch
        {
            DateOrder.DayMonthYear => "dmy",
            DateOrder.MonthDayYear => "mdy",
            _ => "ymd",
        };
}
