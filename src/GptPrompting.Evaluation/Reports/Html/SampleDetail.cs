using GptPrompting.Evaluation.Results;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What a page shows of a result that somebody looks into, as short as the page has it.</summary>
internal sealed class SampleDetail
{
    /// <summary>A document of a million tokens is not to drive all other samples out of the page.</summary>
    public const int MostTokens = 2000;

    private const int MostCharacters = 8000;

    private SampleDetail(SampleResult result, SharedTexts shared)
    {
        TokenScore[] tokens = [.. result.Tokens.Take(MostTokens)];
        Target = PageText.Cut(result.Target, MostCharacters);
        Output = PageText.Answer(result, MostCharacters);
        Tokens = [.. tokens.Select(token => shared.Of(token.Text))];
        LogProbabilities = [.. tokens.Select(token => Math.Round(token.LogProbability, 4))];
        TokenCount = result.Tokens.Count;
        Choices = shared.Of([.. result.Choices.Select(choice => choice.Text)]);
        ChoiceNumbers =
        [
            .. result.Choices.Select(choice => (PageText.Short(choice.LogLikelihood), choice.TokenCount)),
        ];
        Shown = shared.Of(result.Shown);
        Demonstrations = [.. result.Demonstrations.Select(demonstration => PageText.Short(demonstration.Loss))];
    }

    public string Target { get; }

    public string? Output { get; }

    public string[] Tokens { get; }

    public double[] LogProbabilities { get; }

    /// <summary>How many tokens there are, in the page or not.</summary>
    public int TokenCount { get; }

    public IReadOnlyList<string> Choices { get; }

    public (double LogLikelihood, int TokenCount)[] ChoiceNumbers { get; }

    public IReadOnlyList<string> Shown { get; }

    public double[] Demonstrations { get; }

    public static SampleDetail Of(SampleResult result, SharedTexts shared) => new(result, shared);
}
