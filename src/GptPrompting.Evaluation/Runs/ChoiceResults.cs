using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Results;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Makes the result of a multiple-choice trial of what a model replied.</summary>
internal static class ChoiceResults
{
    /// <param name="result">The result so far.</param>
    /// <param name="prepared">What was asked.</param>
    /// <param name="scores">The replies, in the order of <see cref="PreparedTrial.Scoring"/>.</param>
    public static SampleResult Add(SampleResult result, PreparedTrial prepared, IReadOnlyList<ScoringReply> scores)
    {
        IReadOnlyList<string> texts = prepared.Trial.Sample.Choices;
        ScoringReply[][] blocks = [.. scores.Chunk(texts.Count)];
        ScoringReply[] plain = blocks[0];
        bool isUnconditional = TrialPreparer.NeedsUnconditional(prepared.Trial);
        double[]? contentFree = MeanProbabilities([.. blocks.Skip(isUnconditional ? 2 : 1)]);
        double[] sums = [.. plain.Select(reply => LogLikelihood.Of(reply.Tokens, prepared.Trial.Plan.IsParity))];
        ScoringReply gold = plain[result.Gold!.Value];
        double goldSum = sums[result.Gold.Value];
        SampleResult prompted = TrialResult.WithPrompt(result, plain[0], plain);
        return prompted with
        {
            Choices =
            [
                .. texts.Select((text, i) => new ChoiceResult
                {
                    Text = text,
                    LogLikelihood = sums[i],
                    TokenCount = plain[i].Tokens.Count,
                    IsGreedy = plain[i].IsGreedy,
                    Unconditional = isUnconditional
                        ? LogLikelihood.Of(blocks[1][i].Tokens, prepared.Trial.Plan.IsParity)
                        : null,
                    ContentFree = contentFree?[i],
                }),
            ],
            Predicted = ChoiceScores.ArgMax(sums),
            Tokens = gold.Tokens,
            OutputTokens = gold.Tokens.Count,
            LogLikelihood = goldSum,
            Loss = -goldSum / gold.Tokens.Count,
            IsGreedy = gold.IsGreedy,
            Warnings =
            [
                .. prompted.Warnings,
                .. TrialResult.Warning("ambiguous_labels", AreAmbiguous(plain)),
            ],
        };
    }

    /// <summary>
    /// Whether the tokens of one choice begin another's, so that the longer one can never be more probable.
    /// </summary>
    private static bool AreAmbiguous(ScoringReply[] replies) => replies.Index().Any(one => replies.Index().Any(other =>
        one.Index != other.Index && other.Item.Tokens.Count >= one.Item.Tokens.Count
        && one.Item.Tokens.Zip(other.Item.Tokens).All(pair => SameToken(pair.First, pair.Second))));

    private static bool SameToken(TokenScore one, TokenScore other) => one.Id == other.Id && one.Text == other.Text;

    /// <returns>Mean over contexts of each choice's probability among the choices; null without contexts.</returns>
    private static double[]? MeanProbabilities(ScoringReply[][] contexts)
    {
        if (contexts.Length == 0)
        {
            return null;
        }

        double[][] each = [.. contexts.Select(replies =>
            ChoiceProbabilities.Of([.. replies.Select(reply => reply.LogLikelihood)]))];
        return [.. Enumerable.Range(0, each[0].Length).Select(i => each.Average(row => row[i]))];
    }
}
