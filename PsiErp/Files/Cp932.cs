using System.Text;

namespace PsiErp.Files;

/// <summary>
/// Windows' Japanese code page with all of its extensions. .NET knows the kanji that IBM added by IBM's own codes only; other
/// programs write them by those that NEC selected for them, ED40 to EEFC: 髙 as EEE0.
/// </summary>
internal static class Cp932
{
    private const int SelectedKanji = 360;

    private static readonly Encoding Lenient = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    /// <summary>Decodes, and throws <see cref="DecoderFallbackException"/> instead of guessing.</summary>
    public static readonly Encoding Encoding = Create(new SelectedRows(null));

    /// <summary>Decodes, with <paramref name="bad"/> in the place of what is no character.</summary>
    public static Encoding Marking(char bad) => Create(new SelectedRows(bad));

    /// <summary>The first byte of a character; 0 when the code page does not have it.</summary>
    public static byte LeadOf(char c)
    {
        Span<byte> code = stackalloc byte[2];
        return Lenient.TryGetBytes([c], code, out var length) && length == 2 ? code[0] : (byte)0;
    }

    private static Encoding Create(DecoderFallback fallback) =>
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, fallback)!;

    /// <summary>The code that IBM gave a character of NEC's selection; <see langword="null"/> where there is none.</summary>
    private static byte[]? OfIbm(byte lead, byte trail)
    {
        if (lead is not (0xED or 0xEE) || trail is < 0x40 or 0x7F or > 0xFC) return null;
        var place = Place(lead - 0xED, trail);
        return place switch
        {
            < SelectedKanji => Code(Place(0, 0x5C) + place), // 纊 to 黑
            >= SelectedKanji + 2 and < SelectedKanji + 12 => Code(place - SelectedKanji - 2), // ⅰ to ⅹ
            >= SelectedKanji + 12 and < SelectedKanji + 16 => Code(Place(0, 0x54) + place - SelectedKanji - 12), // ￢ ￤ ＇ ＂
            _ => null,
        };
    }

    /// <summary>A row has 188 cells, which leave out 7F.</summary>
    private static int Place(int row, byte trail) => row * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);

    private static byte[] Code(int place)
    {
        var cell = place % 188;
        return [(byte)(0xFA + place / 188), (byte)(cell + (cell < 0x3F ? 0x40 : 0x41))];
    }

    private sealed class SelectedRows(char? bad) : DecoderFallback
    {
        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(bad);

        private sealed class Buffer(char? bad) : DecoderFallbackBuffer
        {
            private char _next;

            public override int Remaining => _next == 0 ? 0 : 1;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                _next = bytesUnknown is [var lead, var trail] && OfIbm(lead, trail) is { } code ? Lenient.GetString(code)[0]
                    : bad ?? throw new DecoderFallbackException("These bytes are no character of CP932.", bytesUnknown, index);
                return true;
            }

            public override char GetNextChar()
            {
                var next = _next;
                _next = '\0';
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _next = '\0';
        }
    }
}
