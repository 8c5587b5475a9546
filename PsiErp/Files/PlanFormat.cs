namespace PsiErp.Files;

/// <summary>Which of the two upload formats a plan file has, told by its header.</summary>
public enum PlanFormat
{
    /// <summary><c>date,production,sales[,inventory]</c>: flows of a day without SKU, warehouse and channel.</summary>
    Daily,

    /// <summary>One row per SKU, warehouse, channel and day, with attributes and stocks.</summary>
    Wide,
}
