using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Measuring;

/// <summary>Finds options that would measure nothing, for any task of a run.</summary>
internal static class IdleOptions
{
    /// <exception cref="ArgumentException">An option is for none of the tasks; the message says for which.</exception>
    public static void Check(EvaluatorOptions options, IReadOnlyList<EvaluationTask> tasks)
    {
        int MostShots(EvaluationTask task) => (options.Shots ?? task.Shots).DefaultIfEmpty().Max();
        bool HasLosses(EvaluationTask task) => task.Request is RequestKind.LogLikelihood or RequestKind.MultipleChoice;

        Refuse("--shots is for tasks with prompts, not for rolling ones",
            options.Shots is not null && tasks.All(task => task.Request == RequestKind.Rolling));
        Refuse("--influence is for tasks that score answers behind a demonstration or more",
            options.MeasuresInfluence && !tasks.Any(task => HasLosses(task) && MostShots(task) > 0));
        Refuse("--orders is for tasks that score answers behind two demonstrations or more",
            options.Orders > 0 && !tasks.Any(task => HasLosses(task) && MostShots(task) > 1));
        Refuse("--calibrate is for multiple_choice tasks",
            options.Calibrates && !tasks.Any(task => task.Request == RequestKind.MultipleChoice));
    }

    private static void Refuse(string reason, bool isIdle)
    {
        if (isIdle)
        {
            throw new ArgumentException($"{reason}; there is none in this run.");
        }
    }
}
