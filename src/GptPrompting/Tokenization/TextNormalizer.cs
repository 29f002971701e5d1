using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Unicode normalisation before a text is split, form after form.</summary>
internal sealed class TextNormalizer(IReadOnlyList<NormalizationForm> forms)
{
    // .NET refuses this one non-character; nothing composes with it, so the text can be taken apart there.
    private const char Refused = '\uFFFE';

    /// <summary>False in invariant globalisation, where .NET leaves a text as it is.</summary>
    public static bool IsAvailable => "e\u0301".Normalize(NormalizationForm.FormC).Length == 1;

    public string Normalize(string text) => forms.Aggregate(text, (current, form) => current.Contains(Refused)
        ? string.Join(Refused, current.Split(Refused).Select(part => part.Normalize(form)))
        : current.Normalize(form));
}
