using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace GptPrompting.Tokenization;

/// <summary>
/// The decoder <c>ByteFallback</c>: tokens <c>&lt;0xE2&gt;</c> in a row are the bytes of characters; where they are
/// not, each of them is U+FFFD.
/// </summary>
internal sealed class ByteFallbackStage : ITokenStage
{
    private readonly List<byte> _bytes = [];

    public bool IsHolding => _bytes.Count > 0;

    /// <returns>The byte that a token stands for, or null where it is no such token.</returns>
    public static byte? ByteOf(string token) => token is ['<', '0', 'x', _, _, '>']
        && byte.TryParse(
            token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            ? value
            : null;

    public void Append(string token, List<string> output)
    {
        if (ByteOf(token) is byte value)
        {
            _bytes.Add(value);
            return;
        }

        Flush(output);
        output.Add(token);
    }

    public void Flush(List<string> output)
    {
        if (_bytes.Count == 0)
        {
            return;
        }

        byte[] bytes = [.. _bytes];
        _bytes.Clear();
        output.Add(Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : new string('\uFFFD', bytes.Length));
    }

    public string Within(string token) => token;
}
