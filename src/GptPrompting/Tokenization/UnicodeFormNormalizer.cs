using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>The normalizers <c>NFC</c>, <c>NFD</c>, <c>NFKC</c> and <c>NFKD</c>: one of Unicode's four forms.</summary>
internal sealed class UnicodeFormNormalizer : INormalizer
{
    // .NET refuses this one non-character; nothing composes with it, so the text can be taken apart there.
    private const char Refused = '\uFFFE';

    private readonly NormalizationForm _form;

    /// <exception cref="FormatException">The program runs where .NET leaves a text as it is.</exception>
    public UnicodeFormNormalizer(NormalizationForm form)
    {
        _form = "e\u0301".Normalize(NormalizationForm.FormC).Length == 1
            ? form
            : throw new FormatException($"the normalizer {form} needs a program without InvariantGlobalization");
    }

    public string Normalize(string text) => text.Contains(Refused)
        ? string.Join(Refused, text.Split(Refused).Select(part => part.Normalize(_form)))
        : text.Normalize(_form);
}
