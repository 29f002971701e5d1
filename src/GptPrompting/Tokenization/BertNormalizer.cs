using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// The <c>BertNormalizer</c> (Devlin et al. 2018): drops control characters, makes all white space spaces, puts spaces
/// around ideographs, strips accents, and writes in lower case, each where asked for.
/// </summary>
internal sealed class BertNormalizer : INormalizer
{
    public bool CleansText { get; init; }

    public bool SeparatesIdeographs { get; init; }

    public bool StripsAccents { get; init; }

    public bool Lowercases { get; init; }

    public string Normalize(string text)
    {
        text = CleansText ? Clean(text) : text;
        text = SeparatesIdeographs ? SeparateIdeographs(text) : text;
        text = StripsAccents
            ? CharacterNormalization.StripAccents(new UnicodeFormNormalizer(NormalizationForm.FormD).Normalize(text))
            : text;
        return Lowercases ? CharacterNormalization.Lowercase(text) : text;
    }

    private static string Clean(string text)
    {
        string kept = CharacterNormalization.Filter(text, IsDropped);
        return string.Create(kept.Length, kept, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsWhiteSpace(source[i]) ? ' ' : source[i];
            }
        });
    }

    private static bool IsDropped(Rune rune) => rune.Value is 0 or 0xFFFD
        || (rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    private static string SeparateIdeographs(string text)
    {
        if (!text.EnumerateRunes().Any(rune => IsIdeograph(rune.Value)))
        {
            return text;
        }

        var spaced = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string space = IsIdeograph(rune.Value) ? " " : "";
            spaced.Append(space).Append(rune).Append(space);
        }

        return spaced.ToString();
    }

    // BERT's own list of blocks.
    private static bool IsIdeograph(int point) => point is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F)
        or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
