using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Measuring;

/// <summary>A run that tells how far it is, and that whoever interrupts it still gets what there is.</summary>
internal static class Measurement
{
    /// <returns>The run; where it was interrupted, what was there by then.</returns>
    public static async Task<EvaluationRun> RunAsync(
        Evaluator evaluator,
        IReadOnlyList<EvaluationTask> tasks,
        string folder,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        var progress = LiveProgress.On(error);
        try
        {
            return await evaluator.RunAsync(tasks, folder, progress, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return evaluator.Read(tasks, folder);
        }
        finally
        {
            progress?.Clear();
        }
    }
}
