using System.Collections;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>Results made when they are asked for, which says how many of them somebody has kept.</summary>
/// <param name="count">How many.</param>
/// <param name="make">Makes a result of its place.</param>
internal sealed class FleetingResults(int count, Func<int, SampleResult> make) : IEnumerable<SampleResult>
{
    private const int Step = 250;

    /// <summary>
    /// The most results of which tokens or the prompt's hash, which no copy goes without, were still in memory.
    /// </summary>
    public int MostKept { get; private set; }

    public int Enumerations { get; private set; }

    public IEnumerator<SampleResult> GetEnumerator()
    {
        Enumerations++;
        var tokens = new List<WeakReference>();
        var hashes = new List<WeakReference>();
        for (int i = 0; i < count; i++)
        {
            yield return Watched(i, tokens, hashes);
            if (i % Step == Step - 1)
            {
                GC.Collect();
                MostKept = Math.Max(MostKept, Math.Max(Alive(tokens), Alive(hashes)));
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SampleResult Watched(int i, List<WeakReference> tokens, List<WeakReference> hashes)
    {
        SampleResult result = make(i);
        result = result with { Tokens = [.. result.Tokens], PromptHash = $"hash of {i}" };
        tokens.Add(new WeakReference(result.Tokens));
        hashes.Add(new WeakReference(result.PromptHash));
        return result;
    }

    private static int Alive(List<WeakReference> references) => references.Count(each => each.IsAlive);
}
