using Microsoft.AspNetCore.Mvc;
using PsiErp.Files;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>How a file is to be read, as query parameters. Which field a column is, or which value it has, are further ones.</summary>
internal readonly record struct ReadingQuery(
    [FromQuery(Name = "decimal")]
    [property: WordValue("The sign before decimals; left out, the file tells", "point", "comma", HasDefault = false)] string? Decimal,
    [FromQuery(Name = "dates")]
    [property: WordValue("The order of day, month and year; left out, the file tells", "ymd", "dmy", "mdy", HasDefault = false)]
    string? Dates,
    [FromQuery(Name = "profile")]
    [property: TextValue("The name of a saved way to read files; what else is said here goes before it")] string? Profile,
    [FromQuery(Name = "bad_rows")]
    [property: WordValue("What comes of rows with problems: all are refused, or these are left out and the others read",
        "refuse", "leave_out", HasDefault = false)] string? BadRows,
    [FromQuery(Name = "encoding")]
    [property: WordValue("What the file is written in; left out, the file tells", "utf-8", "utf-16le", "utf-16be", "cp932", "euc-jp",
        "iso-2022-jp", HasDefault = false)] string? Encoding,
    [FromQuery(Name = "header_line")][property: WholeValue(1, "The line of the header; left out, it is looked for")] string? HeaderLine,
    [FromQuery(Name = "blank")]
    [property: TextValue("What is read as blank where a number or a name is expected, by comma: #N/A,-,NULL")] string? Blank,
    [FromQuery(Name = "as_of")]
    [property: TextValue("The day up to which stock figures are counted facts, or none; left out, it stays what it is")] string? AsOf,
    HttpRequest Request)
{
    private const string Column = "column.";
    private const string Value = "value.";


    /// <summary>The parameters that name a field, for the description of the routes.</summary>
    public static readonly FieldParameters[] ByField =
    [
        new("columns", Column, PlanColumns.Tellable, "The header of a field's column: column.sku_code=Artikel"),
        new("values", Value, PlanColumns.Tellable, "The value of a field that no column has: value.warehouse_name=Tokyo"),
    ];

    /// <summary>What they say; what is wrong with them is added to the query's errors.</summary>
    public ReadingOptions Read(QueryText query)
    {
        var options = new ReadingOptions
        {
            DecimalSign = ReadingWords.DecimalOf(query.WordOrNone("decimal", Decimal, ReadingWords.Decimals)),
            Dates = ReadingWords.DatesOf(query.WordOrNone("dates", Dates, ReadingWords.Dates)),
            Encoding = ReadingWords.EncodingOf(query.WordOrNone("encoding", Encoding, ReadingWords.Encodings)),
            LeavesOutBadRows = query.WordOrNone("bad_rows", BadRows, "refuse", "leave_out") == "leave_out",
            AsOf = AsOf == "none" ? default(CountedUntil) : query.Date("as_of", AsOf) is { } day ? new CountedUntil(day) : null,
            HeaderLine = query.Whole("header_line", HeaderLine, 1, 1_000_000),
            Blank = (Blank ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Columns = Fields(Column, query),
            Values = Fields(Value, query),
        };
        CheckValues(options, query);
        return options;
    }

    private Dictionary<string, string> Fields(string prefix, QueryText query)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (name, texts) in Request.Query.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var field = name[prefix.Length..];
            if (!PlanColumns.Tellable.Contains(field))
                query.Errors[name] = [$"'{field}' is no field of a plan; write one of {string.Join(", ", PlanColumns.Tellable)}."];
            else if (texts is not [{ Length: > 0 } text] || string.IsNullOrWhiteSpace(text))
                query.Errors[name] = [$"{name} takes one text, and not a blank one."];
            else if (fields.Keys.Any(other => PlanColumns.WideNameOf(other) == PlanColumns.WideNameOf(field)))
                query.Errors[name] = [$"{name} says the same as another parameter; leave one out."];
            else
                fields.Add(field, text);
        }
        return fields;
    }

    private static void CheckValues(ReadingOptions options, QueryText query)
    {
        foreach (var (field, text) in options.Values)
        {
            if (options.Columns.Keys.Any(other => PlanColumns.WideNameOf(other) == PlanColumns.WideNameOf(field)))
                query.Errors[Value + field] = [$"{field} is both a column and a value; leave one out."];
            else if (FixedValue.Check(field, text) is { } problem)
                query.Errors[Value + field] = [$"{problem.Message}."];
        }
        foreach (var same in options.Columns.GroupBy(told => ColumnNames.Normalize(told.Value)).Where(same => same.Count() > 1))
            query.Errors[Column + same.Last().Key] = [$"'{same.Last().Value}' is the header of {same.First().Key} already."];
    }
}
