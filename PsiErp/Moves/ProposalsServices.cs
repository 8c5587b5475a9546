namespace PsiErp.Moves;

/// <summary>Proposals of what to send and what to make.</summary>
internal static class ProposalsServices
{
    /// <summary>Registers what finds, keeps and applies them.</summary>
    public static IServiceCollection AddProposals(this IServiceCollection services) => services
        .AddScoped<SkuStocks>().AddScoped<Proposals>().AddScoped<ProposalDrafts>().AddScoped<ProposalApply>();
}
