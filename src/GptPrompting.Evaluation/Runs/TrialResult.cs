using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Makes results of what a model replied.</summary>
internal static class TrialResult
{
    /// <param name="prepared">What was asked.</param>
    /// <param name="scores">The replies to its scoring requests, or to its document, in their order.</param>
    /// <param name="generation">The reply to its generating request, where it has one.</param>
    /// <param name="scorer">Adds answers and metrics.</param>
    public static SampleResult From(
        PreparedTrial prepared,
        IReadOnlyList<ScoringReply> scores,
        GenerationReply? generation,
        SampleScorer scorer)
    {
        SampleResult result = Start(prepared);
        if ((prepared.Failure ?? FailureOf(scores) ?? generation?.FailureReason) is { } failure)
        {
            return result with { Failure = failure };
        }

        result = prepared.Trial.Task.Request switch
        {
            RequestKind.MultipleChoice => ChoiceResults.Add(result, prepared, scores),
            RequestKind.Generation => Generated(result, generation!),
            _ => Scored(result, prepared, scores[0]),
        };
        return scorer.Score(prepared.Trial.Sample, result);
    }

    /// <summary>Adds what the reply to the whole prompt says besides the numbers.</summary>
    internal static SampleResult WithPrompt(SampleResult result, ScoringReply reply, IEnumerable<ScoringReply> all)
    {
        ScoringReply[] replies = [.. all];
        return result with
        {
            PromptTokens = reply.ContextTokenCount,
            Demonstrations =
            [
                .. reply.Spans.Where(span => span.TokenCount > 0)
                    .Select(span => new DemonstrationLoss(span.Loss, span.TokenCount)),
            ],
            Warnings =
            [
                .. result.Warnings,
                .. Warning("merged_boundary", replies.Any(each => each.IsBoundaryMerged)),
                .. Warning("merged_demonstration", reply.Spans.Any(span => span.IsBoundaryMerged)),
                .. Warning("unscored_demonstration", reply.Spans.Any(span => span.TokenCount == 0)),
                .. Warning("truncated", replies.Any(each => each.TruncatedTokenCount > 0)),
            ],
        };
    }

    internal static IEnumerable<string> Warning(string name, bool holds) => holds ? [name] : [];

    private static SampleResult Start(PreparedTrial prepared)
    {
        Trial trial = prepared.Trial;
        Sample sample = trial.Sample;
        bool isRolling = trial.Task.Request == RequestKind.Rolling;
        return new SampleResult
        {
            Task = trial.Task.Name,
            Sample = sample.Id,
            Index = sample.Index,
            Group = sample.Group,
            Cluster = sample.Cluster,
            Shots = trial.Shots,
            Seed = trial.Seed,
            Variant = trial.Variant,
            Shown = [.. trial.Demonstrations.Select(each => each.Id)],
            Target = isRolling ? "" : sample.Target,
            Gold = sample.Gold,
            InputCharacters = sample.Input.Length,
            OutputCharacters = isRolling ? sample.Input.Length : sample.Target.Length,
            Warnings = [.. Warning("shows_itself", trial.Demonstrations.Any(
                shown => shown.Input.Trim() == sample.Input.Trim()))],
            DocumentHash = Hashes.OfDocument(sample.Document),
            PromptHash = Hashes.OfText(isRolling ? sample.Input : prepared.Prompt?.Text ?? ""),
            TargetHash = Hashes.OfText(isRolling ? "" : sample.Target),
        };
    }

    private static string? FailureOf(IReadOnlyList<ScoringReply> scores)
    {
        ScoringReply? failed = scores.FirstOrDefault(score => score.FailureReason is not null);
        return failed is not null ? failed.FailureReason
            : scores.Any(score => !double.IsFinite(score.LogLikelihood))
            ? "A token has probability 0, so there is no finite loss."
            : null;
    }

    private static SampleResult Scored(SampleResult result, PreparedTrial prepared, ScoringReply reply)
    {
        SampleResult scored = WithPrompt(result, reply, [reply]);
        string end = prepared.Trial.Task.Request == RequestKind.Rolling ? "" : prepared.Trial.Task.AnswerEnd;
        if (end.Length > 0 && (reply.Tokens.Count < 2 || reply.Tokens[^1].Text != end))
        {
            return scored with
            {
                Failure = "What ends the answer is not a token of its own; the last token is "
                    + $"'{reply.Tokens[^1].Text}'.",
            };
        }

        Scoring.TokenScore[] tokens = [.. end.Length > 0 ? reply.Tokens.SkipLast(1) : reply.Tokens];

        // The harness sums a document's windows in double.
        bool isFloat = prepared.Trial.Plan.IsParity && prepared.Document is null;
        double logLikelihood = Runs.LogLikelihood.Of(tokens, isFloat);
        return scored with
        {
            Tokens = tokens,
            OutputTokens = tokens.Length,
            LogLikelihood = logLikelihood,
            Loss = -logLikelihood / tokens.Length,
            IsGreedy = reply.IsGreedy,
        };
    }

    private static SampleResult Generated(SampleResult result, GenerationReply reply) => result with
    {
        Output = reply.Text,
        PromptTokens = reply.PromptTokenCount,
        OutputCharacters = reply.Text.Length,
        OutputTokens = reply.OutputTokenCount,
        Warnings = [.. result.Warnings, .. Warning("truncated", reply.TruncatedTokenCount > 0)],
    };
}
