using System.Runtime.ExceptionServices;

namespace GptPrompting.Models;

/// <summary>Reads of one caller that wait to be run, maybe together with those of others.</summary>
internal sealed class ReadCall(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken)
{
    // More tokens than this of one caller fill a pass by themselves.
    private const int MostTokens = 32;

    // Longer reads beside single tokens would be padding for most of the pass.
    private const int LongestRead = 4;

    private readonly int[] _ends = [.. reads.Select(read => read.Sequence.Length + read.TokenIds.Length)];
    private ExceptionDispatchInfo? _error;

    public IReadOnlyList<SequenceRead> Reads => reads;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether it is small enough to share a pass with others.</summary>
    public bool CanJoin { get; } = reads.Count <= MostTokens && reads.All(read => read.TokenIds.Length <= LongestRead);

    /// <summary>Whether some thread has begun to run it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether it has been run, with or without success.</summary>
    public bool IsDone { get; set; }

    /// <summary>Runs what a pass together with others has left undone.</summary>
    public void RunRest(ICausalModel model)
    {
        SequenceRead[] rest = [.. reads.Where((read, i) => read.Sequence.Length != _ends[i])];
        try
        {
            model.Read(rest, cancellationToken);
        }
        catch (Exception e)
        {
            _error = ExceptionDispatchInfo.Capture(e);
        }
    }

    public void ThrowIfFailed() => _error?.Throw();
}
