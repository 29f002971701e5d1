using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What a page's table needs of a result: its numbers, and the beginnings of its texts.</summary>
/// <param name="Place">The result's place among all results, as they came.</param>
/// <param name="Numbers">The numbers.</param>
/// <param name="Target">The right answer, as far as any row shows it.</param>
/// <param name="Output">What the model answered, as far as any row shows it; null for nothing.</param>
internal sealed record SampleRow(int Place, ResultNumbers Numbers, string Target, string? Output)
{
    // Cut again to fewer characters it gives what the whole text would.
    private const int LongestPreview = 100;

    public static SampleRow Of(int place, SampleResult result, SharedTexts shared) => new(
        place,
        ResultNumbers.Of(result, shared),
        shared.Of(PageText.Cut(result.Target, LongestPreview)),
        shared.OfAny(PageText.Answer(result, LongestPreview)));
}
