using System.Text;

namespace GptPrompting.Generation.Constraints;

/// <summary>Patterns that are one text only.</summary>
internal static class PlainText
{
    /// <returns>The text in UTF-8, or null where the pattern is more than one text.</returns>
    public static byte[]? Of(Pattern pattern)
    {
        switch (pattern)
        {
            case Pattern.Texts { Alternatives: [byte[] only] }:
                return only;
            case Pattern.Characters { Set.IsSingle: true } single:
                return Encoding.UTF8.GetBytes(new Rune(single.Set.First).ToString());
            case Pattern.Sequence sequence:
                byte[]?[] parts = [.. sequence.Items.Select(Of)];
                return parts.All(part => part is not null) ? [.. parts.SelectMany(part => part!)] : null;
            default:
                return null;
        }
    }
}
