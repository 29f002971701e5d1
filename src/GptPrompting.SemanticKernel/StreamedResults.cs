using System.Runtime.CompilerServices;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.SemanticKernel;

/// <summary>Updates of a streaming call, each computed on another thread, with the usage of all at the end.</summary>
internal static class StreamedResults
{
    /// <param name="call">Is told of updates and of the end.</param>
    /// <param name="start">Begins to generate.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Each update with its result's index; the last one has the usage.</returns>
    public static async IAsyncEnumerable<(int Result, CompletionUpdate Update, UsageDetails? Usage)> ReadAsync(
        ModelCall call,
        Func<IEnumerable<BatchUpdate>> start,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IEnumerator<BatchUpdate> updates =
            await call.RunAsync(() => start().GetEnumerator(), cancellationToken).ConfigureAwait(false);
        int outputTokens = 0;
        var finishReasons = new List<string?>();
        bool goesOn = await call.RunAsync(updates.MoveNext, cancellationToken).ConfigureAwait(false);
        while (goesOn)
        {
            (int _, int result, CompletionUpdate update) = updates.Current;
            outputTokens += update.TokenIds.Count;
            call.Chunk();
            if (update.FinishReason is null)
            {
                yield return (result, update, null);
                goesOn = await call.RunAsync(updates.MoveNext, cancellationToken).ConfigureAwait(false);
                continue;
            }

            // Whether the end of a result is the end of all shows only afterwards; any other step is told at once.
            finishReasons.Add(update.FinishReason.ToString());
            goesOn = await call.RunAsync(updates.MoveNext, cancellationToken).ConfigureAwait(false);
            UsageDetails? usage = goesOn ? null : ResultMetadata.Usage(update.Usage!, outputTokens);
            if (usage is not null)
            {
                call.Complete(usage, finishReasons);
            }

            yield return (result, update, usage);
        }
    }
}
