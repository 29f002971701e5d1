using GptPrompting.Scoring;

namespace GptPrompting.Evaluation;

/// <summary>Scores the answer of one sample: loss and exact match from a single pass of the model.</summary>
/// <remarks>
/// The scored continuation is a space, the target and a line end. The loss leaves the line end out, the exact match
/// does not. That needs the line end to be a token of its own, which is checked: a model whose tokenizer joins it to
/// the answer gives a failure and no number.
/// </remarks>
public static class AnswerScorer
{
    private const string LineEnd = "\n";

    /// <summary>
    /// Scores a sample whose prompt with <paramref name="shots"/> demonstrations is <paramref name="prompt"/>.
    /// </summary>
    /// <returns>A result with numbers, or with a reason where the model refused the text or joined tokens.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ShotsResult Score(
        ShotsSample sample,
        int shots,
        string prompt,
        ContinuationScorer scorer,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(scorer);
        try
        {
            ContinuationScore score = scorer(prompt, Continuation(sample), cancellationToken);
            return FromScore(sample, shots, score);
        }
        catch (ArgumentException exception)
        {
            return Failed(sample, shots, exception.Message);
        }
    }

    /// <summary>What is scored behind the prompt.</summary>
    internal static string Continuation(ShotsSample sample) => " " + sample.Target + LineEnd;

    /// <summary>The result of a score of <see cref="Continuation"/>.</summary>
    internal static ShotsResult FromScore(ShotsSample sample, int shots, ContinuationScore score)
    {
        TokenScore last = score.Tokens[^1];
        if (last.Text != LineEnd || score.Tokens.Count < 2)
        {
            return Failed(
                sample,
                shots,
                $"The line end after the answer is not a token of its own; the last token is '{last.Text}'.");
        }

        TokenScore[] answer = [.. score.Tokens.SkipLast(1)];
        double loss = -answer.Average(token => token.LogProbability);
        return double.IsFinite(loss)
            ? NewResult(sample, shots) with
            {
                Loss = loss,
                IsExactMatch = score.IsGreedy,
                Tokens = answer,
                IsBoundaryMerged = score.IsBoundaryMerged,
            }
            : Failed(sample, shots, "A token of the answer has probability 0, so there is no finite loss.");
    }

    internal static ShotsResult Failed(ShotsSample sample, int shots, string reason) =>
        NewResult(sample, shots) with { FailureReason = reason };

    private static ShotsResult NewResult(ShotsSample sample, int shots) =>
        new() { SampleId = sample.Id, Task = sample.Task, Shots = shots };
}
