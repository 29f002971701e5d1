using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// Begins the generations of several requests, each after what its prompt shares with others was read.
/// </summary>
internal sealed class GenerationPlan : IDisposable
{
    private readonly GenerationTools _tools;
    private readonly int _maxWidth;

    // What can begin, from the last on.
    private readonly Stack<(PromptTree Tree, SharedPrefix? Prefix)> _ready = [];

    /// <param name="jobs">The requests; none is fine. None has more beams than <paramref name="maxWidth"/>.</param>
    /// <param name="tools">What generations share.</param>
    /// <param name="maxWidth">The most sequences of one request at a time.</param>
    public GenerationPlan(IReadOnlyCollection<GenerationJob> jobs, GenerationTools tools, int maxWidth)
    {
        (_tools, _maxWidth) = (tools, maxWidth);
        RequestCount = jobs.Count;
        if (jobs.Count > 0)
        {
            Push(PromptTree.Of(jobs), prefix: null);
        }
    }

    public int RequestCount { get; }

    /// <param name="room">The most sequences that it may need.</param>
    /// <returns>A generation, or null where none can begin now.</returns>
    public IGeneration? Next(int room)
    {
        if (!_ready.TryPeek(out (PromptTree Tree, SharedPrefix? Prefix) next) || WidthOf(next.Tree) > room)
        {
            return null;
        }

        _ready.Pop();
        return Begin(next.Tree, next.Prefix?.Next() ?? _tools.Begin());
    }

    public void Dispose()
    {
        foreach ((_, SharedPrefix? prefix) in _ready)
        {
            prefix?.Dispose();
        }
    }

    private IGeneration Begin(PromptTree tree, ICausalSequence sequence) => tree.Job switch
    {
        null => new PrefixGeneration(tree.TokenIds, sequence, read => Push(tree, read)),
        { Options.Beams: > 1 } job => new BeamGeneration(job, _tools, sequence),
        { } job => new SampledGeneration(job, _tools, sequence, _maxWidth),
    };

    private int WidthOf(PromptTree tree) => tree.Job switch
    {
        null => 1,
        { Options.Beams: > 1 } job => job.Options.Beams,
        { } job => Math.Min(job.TextCount, _maxWidth),
    };

    private void Push(PromptTree tree, ICausalSequence? prefix)
    {
        PromptTree[] children = [.. tree.Children];
        SharedPrefix? shared = prefix is null ? null : new SharedPrefix(prefix, children.Length);
        Array.ForEach(children, child => _ready.Push((child, shared)));
    }
}
