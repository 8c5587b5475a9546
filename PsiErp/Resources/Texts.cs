namespace PsiErp.Resources;

/// <summary>Names the texts of the screens: <c>Texts.resx</c> in English, <c>Texts.ja.resx</c> in Japanese.</summary>
public sealed class Texts;
