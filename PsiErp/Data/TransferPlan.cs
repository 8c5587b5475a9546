namespace PsiErp.Data;

/// <summary>What has become of a transfer plan.</summary>
public enum TransferPlanStatus
{
    /// <summary>It is being worked on.</summary>
    Draft,

    /// <summary>It is agreed on, but not in the plan yet.</summary>
    Confirmed,

    /// <summary>Its lines are stock moves.</summary>
    Applied,

    /// <summary>It is given up, or its moves were taken back.</summary>
    Cancelled,
}

/// <summary>Moves that are proposed for some days of a session: nothing of the plan changes until it is applied.</summary>
public sealed class TransferPlan
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }

    /// <summary>The first day that it looks at, on which its moves leave.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The last day that it looks at.</summary>
    public required DateOnly EndDate { get; init; }

    public required TransferPlanStatus Status { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public Guid? CreatedBy { get; init; }
    public Guid? UpdatedBy { get; set; }

    /// <summary>
    /// Of a plan that was found for the whole horizon, what was asked for and what came of it, as JSON; null for others.
    /// </summary>
    public string? Outcome { get; set; }

    /// <summary>Its lines; their order is <see cref="TransferPlanLine.Position"/>.</summary>
    public ICollection<TransferPlanLine> Lines { get; } = [];

    /// <summary>What is to be made beside its moves.</summary>
    public ICollection<TransferPlanProduction> Production { get; } = [];
}

/// <summary>One move that a transfer plan proposes.</summary>
public sealed class TransferPlanLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }

    /// <summary>Its place among the lines of the plan, from 1.</summary>
    public required int Position { get; init; }

    public required string SkuCode { get; init; }
    public required string FromWarehouse { get; init; }
    public required string FromChannel { get; init; }
    public required string ToWarehouse { get; init; }
    public required string ToChannel { get; init; }

    /// <summary>Units, more than 0.</summary>
    public required decimal Qty { get; init; }

    /// <summary>Whether a person wrote or changed it.</summary>
    public bool IsManual { get; init; }

    /// <summary>Why it is proposed.</summary>
    public string? Reason { get; init; }

    /// <summary>The day on which it leaves; null for the first day of the plan.</summary>
    public DateOnly? LeavesOn { get; init; }

    /// <summary>The day on which it arrives; null for as many days later as the lane takes.</summary>
    public DateOnly? ArrivesOn { get; init; }

    /// <summary>Whether it is not to be applied.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>The series that it takes from.</summary>
    public SeriesKey From => new(SkuCode, FromWarehouse, FromChannel);

    /// <summary>The series that it gives to.</summary>
    public SeriesKey To => new(SkuCode, ToWarehouse, ToChannel);
}

/// <summary>Production that a transfer plan proposes beside its moves.</summary>
public sealed class TransferPlanProduction
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlanId { get; init; }

    /// <summary>Its place among the lines of the plan.</summary>
    public required int Position { get; init; }

    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    /// <summary>The day on which it comes into stock.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Units, more than 0.</summary>
    public required decimal Qty { get; init; }

    /// <summary>The day that would end short without it; null where a person wrote it.</summary>
    public DateOnly? NeededOn { get; init; }

    /// <summary>Whether a person wrote or changed it.</summary>
    public bool IsManual { get; init; }

    /// <summary>Whether it is not to be applied.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>The series that it is for.</summary>
    public SeriesKey Series => new(SkuCode, WarehouseName, Channel);
}
