using System.Runtime.CompilerServices;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Answers many requests, a few at a time.</summary>
internal static class SideBySide
{
    /// <param name="count">How many requests there are.</param>
    /// <param name="width">How many are under way at most.</param>
    /// <param name="answer">Answers the one with an index.</param>
    /// <param name="cancellationToken">Ends the enumeration, and what is under way.</param>
    /// <returns>
    /// Each index with its answer, as they come. Who stops enumerating ends what is under way; who pauses starts
    /// nothing new.
    /// </returns>
    public static async IAsyncEnumerable<(int Index, T Reply)> RunAsync<T>(
        int count,
        int width,
        Func<int, CancellationToken, Task<T>> answer,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new List<Task<(int, T)>>(width);
        int next = 0;
        try
        {
            while (next < count || underWay.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (next < count && underWay.Count < width)
                {
                    underWay.Add(AnswerAsync(next++, answer, stopping.Token));
                }

                Task<(int, T)> done = await Task.WhenAny(underWay);
                underWay.Remove(done);
                yield return await done;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<(int, T)> AnswerAsync<T>(
        int index, Func<int, CancellationToken, Task<T>> answer, CancellationToken cancellationToken) =>
        (index, await answer(index, cancellationToken));
}
