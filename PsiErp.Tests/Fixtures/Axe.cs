using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PsiErp.Tests.Fixtures;

/// <summary>axe-core in a page, put there once however often it runs.</summary>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What keeps people with assistive technology from using the page as it is now.</summary>
    /// <param name="page">The page; its content security policy must be bypassed.</param>
    /// <param name="rules">Those that are looked at; none for all.</param>
    public static async Task<string[]> SeriousProblems(this IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(
            """
            async (rules) => {
              const found = await axe.run(document, {
                resultTypes: ['violations'],
                ...(rules.length > 0 ? { runOnly: { type: 'rule', values: rules } } : {}),
              });
              return found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, nodes }) => `${id} at ${nodes[0].html}`);
            }
            """,
            rules);
    }
}
