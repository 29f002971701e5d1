namespace GptPrompting.Generation;

/// <summary>Memory that choosing a token needs for a moment; one for all texts that one thread generates.</summary>
internal sealed class Scratch
{
    private float[] _row = [];
    private int[] _counts = [];
    private Candidate[] _candidates = [];
    private Candidate[] _sorted = [];

    public TopSelection Top { get; } = new();

    /// <summary>One row of logits that may be changed.</summary>
    public Span<float> Row(int length) => Grown(ref _row, length).AsSpan(0, length);

    /// <summary>One number for each token id, 0; whoever changes them sets them back.</summary>
    public int[] Counts(int length) => Grown(ref _counts, length);

    public Candidate[] Candidates(int length) => Grown(ref _candidates, length);

    public Candidate[] Sorted(int length) => Grown(ref _sorted, length);

    private static T[] Grown<T>(ref T[] memory, int length)
    {
        if (memory.Length < length)
        {
            memory = new T[length];
        }

        return memory;
    }
}
