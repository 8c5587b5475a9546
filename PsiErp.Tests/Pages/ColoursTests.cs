using System.Globalization;
using System.Text.RegularExpressions;

namespace PsiErp.Tests.Pages;

/// <summary>
/// Text can be read on every ground that it stands on, in either scheme, whatever day it is: pages show some of these pairs on some
/// days only, such as a nought in today's column.
/// </summary>
public sealed partial class ColoursTests
{
    /// <summary>WCAG 2.2, 1.4.3.</summary>
    private const double Enough = 4.5;

    private static readonly string[] Grounds = ["page", "surface", "raised", "today", "weekend"];

    private static readonly Dictionary<string, string[]> Colours = Token().Matches(Repository.Read("wwwroot-src/css/tokens.css"))
        .ToDictionary(token => token.Groups[1].Value, token => new[] { token.Groups[2].Value, token.Groups[3].Value });

    public static TheoryData<string, string> Pairs =>
    [
        .. from text in new[] { "text", "muted", "faint", "accent", "out", "short", "over", "theirs" }
           from ground in Grounds
           select (text, ground),
        .. from signal in new[] { "out", "short", "over", "theirs" } select (signal, $"{signal}-soft"),
        ("accent", "accent-soft"), ("text", "accent-soft"), ("on-accent", "accent"),
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_OnItsGround_HasEnoughContrast(string text, string ground)
    {
        for (var scheme = 0; scheme < 2; scheme++)
        {
            double[] lights = [LightOf(Colours[text][scheme]), LightOf(Colours[ground][scheme])];
            Assert.InRange((lights.Max() + 0.05) / (lights.Min() + 0.05), Enough, 21);
        }
    }

    /// <summary>Relative luminance.</summary>
    private static double LightOf(string colour)
    {
        var (red, green, blue) = (PartOf(0), PartOf(2), PartOf(4));
        return (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);

        double PartOf(int at)
        {
            var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex("--([a-z-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)")]
    private static partial Regex Token();
}
