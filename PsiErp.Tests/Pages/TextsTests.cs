using System.Text.RegularExpressions;
using System.Xml.Linq;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Files;
using PsiErp.Import;
using PsiErp.Masters;
using PsiErp.Moves;
using PsiErp.Pages.Admin.Users;
using PsiErp.Pages.Sessions;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Tests.Pages;

/// <summary>Every text of the screens exists in both languages, and no other does.</summary>
public sealed partial class TextsTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "PsiErp");
    private static readonly SortedDictionary<string, string> English = Load("Texts.resx");
    private static readonly SortedDictionary<string, string> Japanese = Load("Texts.ja.resx");

    [Fact]
    public void English_AndJapanese_HaveTheSameTexts() => Assert.Equal(English.Keys, Japanese.Keys);

    [Fact]
    public void Texts_OfBothLanguages_TakeTheSameArguments()
    {
        foreach (var (key, text) in English.Where(pair => !pair.Key.StartsWith("Csv.", StringComparison.Ordinal)))
            Assert.True(Arguments(text).SetEquals(Arguments(Japanese[key])), key);
    }

    [Fact]
    public void Texts_AreNotBlank() =>
        Assert.All(English.Concat(Japanese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));

    [Fact]
    public void Texts_ThatScreensUse_AreThere() => Assert.Empty(UsedKeys().Except(English.Keys));

    [Fact]
    public void Texts_ThatNothingUses_AreGone() => Assert.Empty(English.Keys.Except(UsedKeys()));

    private static HashSet<string> UsedKeys() =>
    [
        .. from folder in new[] { "Pages", "Plan" }
           from file in Directory.EnumerateFiles(Path.Combine(Sources, folder), "*.cs*", SearchOption.AllDirectories)
           from Match quoted in Quoted().Matches(File.ReadAllText(file))
           where English.ContainsKey(quoted.Groups[1].Value) || IsLookedUp(quoted)
           select quoted.Groups[1].Value,
        .. PsiMetric.Standard.Select(metric => $"Metric.{metric.Name}"), $"Metric.{MetricRow.Adjustment}",
        .. Enum.GetNames<Bucket>().Select(name => $"Bucket.{name}"),
        .. SnakeName.All<SeriesAlert>().Select(name => $"AlertRule.{name}"),
        .. Enum.GetNames<SeriesAlert>().Select(name => $"SeriesAlert.{name}"),
        .. Enum.GetNames<DataGaps>().Where(name => name != nameof(DataGaps.None)).Select(name => $"DataGap.{name}"),
        .. Enum.GetNames<Snoozed>().Select(name => $"Snoozed.{name}"),
        .. Enum.GetNames<SnoozeProblem>().Select(name => $"Snooze.{name}"),
        .. Enum.GetNames<ViewProblem>().Select(name => $"Views.{name}"),
        .. Enum.GetNames<ImportMode>().SelectMany(name => new[] { $"Mode.{name}", $"ModeHint.{name}" }),
        .. Enum.GetNames<UserDeed>().SelectMany(name => new[] { $"Users.{name}", $"UsersHint.{name}" }),
        .. Enum.GetNames<PsiErp.Pages.Masters.RankChoice>().Select(name => $"RankChoice.{name}"),
        .. Enum.GetNames<AuditKind>().Select(name => $"AuditKind.{name}"),
        .. Enum.GetNames<AuditDetail>().Select(name => $"AuditDetail.{name}"),
        .. Enum.GetNames<AuditFact>().Select(name => $"AuditFact.{name}"),
        .. Enum.GetNames<CredentialProblem>().Select(name => $"Credential.{name}"),
        .. Enum.GetNames<CsvProblemCode>().Select(name => $"Csv.{name}"),
        .. Enum.GetNames<SkipReason>().Select(name => $"Skip.{name}"),
        .. Enum.GetNames<BaseVersionStatus>().Select(name => $"ImportStatus.{name}"),
        .. new[] { "taken", "undone", "redone", "discarded", "known", "agreed", "nothing" }.Select(done => $"Imports.Done.{done}"),
        .. MasterKinds.All.SelectMany(kind => new[] { "Kind", "New", "One", "Advice", "Deleted" }.Select(what => $"Master{what}.{kind}")),
        "MasterKind.calendar", "MasterKind.policy",
        .. MasterColumns.Labels.Select(label => $"MasterColumn.{label}"),
        .. Enum.GetNames<MasterProblemKind>().Select(name => $"MasterProblem.{name}"),
        .. Enum.GetNames<MasterUseKind>().Select(name => $"MasterUse.{name}"),
        .. new[] { "TakeFromOtherMain", "AllowOverfill", "RoundingMode", "FairShareMode", "DeficitBasis" }
            .SelectMany(name => new[] { $"Policy.{name}", $"PolicyHint.{name}" }),
        .. SnakeName.All<RoundingMode>().Select(mode => $"Policy.RoundingMode.{mode}"),
        .. SnakeName.All<FairShareMode>().Select(mode => $"Policy.FairShareMode.{mode}"),
        .. SnakeName.All<DeficitBasis>().Select(basis => $"Policy.DeficitBasis.{basis}"),
        .. Enum.GetNames<ProposalMode>().Select(name => $"Proposals.Mode.{name}"),
        .. Enum.GetNames<MoveMethod>().Select(name => $"Proposals.Method.{name}"),
        .. Enum.GetNames<ProductionAim>().Select(name => $"Proposals.Aim.{name}"),
        .. Enum.GetNames<UnmetReason>().Select(name => $"Proposals.Reason.{name}"),
        .. Enum.GetNames<TransferPlanStatus>().Select(name => $"Proposals.Status.{name}"),
        .. MoveForm.Inputs.Select(name => $"MoveField.{name}"),
        .. Enum.GetNames<MoveFlaw>().Select(name => $"MoveFlaw.{name}"),
        .. Enum.GetNames<ChangeKind>().Select(name => $"ChangeKind.{name}"),
        .. GridReference.All.Select(row => $"Metric.{row.Metric}"), .. GridReference.Choices.Select(choice => $"GridRows.{choice}"),
        .. PlanAction.OfSeries.Select(kind => $"Action.{kind}"),
        .. new[] { "Scale", "Add", "Set", "Shift", "Spread" }.Select(kind => $"GridAction.Number.{kind}"),
        .. Enum.GetNames<CoverEnd>().Select(name => $"StockReport.{name}"),
        .. ReadingForm.Fields.Select(field => $"Field.{field}"),
        .. new[] { "File", "Understand", "Review", "Done" }.Select(step => $"Import.Step.{step}"),
        .. Enum.GetNames<DateOrder>().Select(order => $"Import.Order.{order}"),
        .. Enum.GetNames<ImportWarningKind>().Select(name => $"Warning.{name}"),
    ];

    /// <summary>Whether the quoted text is the first argument of a lookup.</summary>
    private static bool IsLookedUp(Match quoted) => quoted.Value.StartsWith("T[", StringComparison.Ordinal)
        || quoted.Value.StartsWith("texts[", StringComparison.Ordinal);

    private static SortedDictionary<string, string> Load(string file) => new(
        XDocument.Load(Path.Combine(Sources, "Resources", file)).Root!.Elements("data")
            .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value),
        StringComparer.Ordinal);

    private static HashSet<string> Arguments(string text) => [.. Argument().Matches(text).Select(argument => argument.Value)];

    [GeneratedRegex("""(?:\bT\[|\btexts\[)?"([A-Za-z]+(?:\.[A-Za-z_]+)*)"[\],: ?);\n]""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Argument();
}
