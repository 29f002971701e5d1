using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Renders the prompts of trials and writes their requests.</summary>
internal sealed class TrialPreparer(EvaluatorOptions options)
{
    public PreparedTrial Prepare(Trial trial, CancellationToken cancellationToken)
    {
        if (trial.Task.Request == RequestKind.Rolling)
        {
            return new PreparedTrial
            {
                Trial = trial,
                Prompt = new PromptText("", []),
                Document = trial.Sample.Input,
            };
        }

        try
        {
            PromptText prompt = trial.Task.Prompt.Render(trial.Sample, trial.Demonstrations, cancellationToken);
            return trial.Task.Request == RequestKind.Generation
                ? new PreparedTrial { Trial = trial, Prompt = prompt, Generating = Generating(trial, prompt.Text) }
                : new PreparedTrial
                {
                    Trial = trial,
                    Prompt = prompt,
                    Scoring = [.. Scoring(trial, prompt, cancellationToken)],
                };
        }
        catch (PromptFormatException e)
        {
            return new PreparedTrial { Trial = trial, Failure = e.Message };
        }
    }

    /// <summary>Whether a task's choices are also scored without their prompt.</summary>
    public static bool NeedsUnconditional(Trial trial) => trial.IsPlain
        && trial.Task.Request == RequestKind.MultipleChoice
        && trial.Task.Metrics.Contains(MetricCatalog.MutualInformation, StringComparer.Ordinal);

    private static bool NeedsContentFree(Trial trial) => trial.IsPlain
        && trial.Task.Request == RequestKind.MultipleChoice
        && trial.Task.Metrics.Contains(MetricCatalog.Calibrated, StringComparer.Ordinal);

    private IEnumerable<ScoringRequest> Scoring(Trial trial, PromptText prompt, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> answers = trial.Task.Request == RequestKind.MultipleChoice
            ? trial.Sample.Choices
            : [trial.Sample.Target + trial.Task.AnswerEnd];
        foreach ((int i, string answer) in answers.Index())
        {
            yield return new ScoringRequest(prompt.Text, Continuation(trial.Task, prompt.Text, answer))
            {
                Spans = i == 0 && trial.IsPlain && options.MeasuresDemonstrations ? prompt.Answers : [],
                Truncates = options.IsParity,
            };
        }

        // As lm-evaluation-harness has it: behind nothing, but with what parts it from the prompt.
        foreach (string answer in NeedsUnconditional(trial) ? answers : [])
        {
            yield return new ScoringRequest("", trial.Task.Prompt.Continuation(prompt.Text, answer));
        }

        foreach (string context in ContentFree(trial, cancellationToken))
        {
            foreach (string answer in answers)
            {
                yield return new ScoringRequest(context, trial.Task.Prompt.Continuation(context, answer))
                {
                    Truncates = options.IsParity,
                };
            }
        }
    }

    // lm-evaluation-harness puts the delimiter before choices, and scores the target of a log-likelihood as it is.
    private string Continuation(EvaluationTask task, string prompt, string answer) => options.IsParity && task is
    {
        Request: RequestKind.LogLikelihood, Prompt: QuestionAnswerPrompt { RequestDelimiter: null },
    }
        ? answer
        : task.Prompt.Continuation(prompt, answer);

    private static IEnumerable<string> ContentFree(Trial trial, CancellationToken cancellationToken) =>
        NeedsContentFree(trial)
            ? trial.Task.ContentFreeInputs
                .Select(input => trial.Task.Prompt.RenderContentFree(
                    trial.Sample, trial.Demonstrations, input, cancellationToken))
                .OfType<string>()
            : [];

    private GeneratingRequest Generating(Trial trial, string prompt)
    {
        GenerationOptions generation = trial.Task.Generation ?? new GenerationOptions();

        // Every sample draws for itself, and the same at every run.
        return new GeneratingRequest(prompt, generation.Temperature == 0
            ? generation
            : generation with { Seed = unchecked((trial.Seed * 1_000_003) + trial.Sample.Index) & int.MaxValue })
        {
            Truncates = options.IsParity,
        };
    }
}
