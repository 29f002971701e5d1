namespace GptPrompting.Generation;

/// <summary>The prompts of several requests as a tree, so that what they share is read once.</summary>
internal sealed class PromptTree
{
    // A read of its own for a shared part costs about as much as reading so many tokens twice.
    private const int LeastSaving = 16;

    private readonly List<PromptTree> _children = [];

    private PromptTree(int length, GenerationJob? job = null) => (Length, Job) = (length, job);

    /// <summary>How many tokens all requests below share; of no meaning for a request itself.</summary>
    public int Length { get; }

    /// <summary>The request, or null where there are several below.</summary>
    public GenerationJob? Job { get; }

    /// <summary>
    /// What goes on from here, those with the most requests below first: taken from the end, few shared parts wait at a
    /// time.
    /// </summary>
    public IEnumerable<PromptTree> Children => _children.OrderByDescending(child => child.RequestCount)
        .ThenByDescending(child => child.FirstRequest);

    private int RequestCount { get; set; } = 1;

    private int FirstRequest { get; set; } = int.MaxValue;

    /// <summary>The first token ids of any request below.</summary>
    public ReadOnlyMemory<int> TokenIds => Job is null ? _children[0].TokenIds[..Length] : Job.PromptIds;

    /// <param name="jobs">At least one.</param>
    /// <returns>The root, which has length 0.</returns>
    public static PromptTree Of(IEnumerable<GenerationJob> jobs)
    {
        GenerationJob[] sorted = [.. jobs];
        Array.Sort(sorted, static (a, b) => Shareable(a).SequenceCompareTo(Shareable(b)));

        // Open are the shared parts of the request before; those longer than what it shares with the next one close.
        var open = new Stack<PromptTree>([new PromptTree(0)]);
        PromptTree last = Leaf(sorted[0]);
        foreach ((GenerationJob before, GenerationJob job) in sorted.Zip(sorted.Skip(1)))
        {
            int shared = Shareable(before).CommonPrefixLength(Shareable(job));
            while (open.Peek().Length > shared)
            {
                open.Peek().Add(last);
                last = open.Pop();
            }

            if (open.Peek().Length < shared)
            {
                open.Push(new PromptTree(shared));
            }

            open.Peek().Add(last);
            last = Leaf(job);
        }

        while (open.TryPop(out PromptTree? parent))
        {
            parent.Add(last);
            last = parent;
        }

        return last;
    }

    private static PromptTree Leaf(GenerationJob job) => new(0, job) { FirstRequest = job.Request };

    // Every request reads its last token itself, for the logits after it, and all of them for the logits of a prompt.
    private static ReadOnlySpan<int> Shareable(GenerationJob job) =>
        job.ScoresPrompt ? [] : job.PromptIds.AsSpan()[..^1];

    private void Add(PromptTree child)
    {
        int saving = (child.Length - Length) * (child._children.Count - 1);
        if (child.Job is null && saving < LeastSaving)
        {
            _children.AddRange(child._children);
        }
        else
        {
            _children.Add(child);
        }

        RequestCount = _children.Sum(each => each.RequestCount);
        FirstRequest = Math.Min(FirstRequest, child.FirstRequest);
    }
}
