using System.Runtime.ExceptionServices;

namespace GptPrompting.Models.Layers;

/// <summary>Reads of one caller that wait to be run: short ones maybe together with those of others.</summary>
internal sealed class ReadCall(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken) : IDisposable
{
    // More tokens than this of one caller fill a pass by themselves.
    private const int MostTokens = 32;

    // Longer reads beside single tokens would be padding for most of the pass.
    private const int LongestRead = 4;

    private readonly int[] _ends = [.. reads.Select(read => read.Sequence.Length + read.TokenIds.Length)];
    private readonly ReadTurns _turns = new(reads);
    private ExceptionDispatchInfo? _error;

    public IReadOnlyList<SequenceRead> Reads => reads;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Whether it is small enough to share a pass with others.</summary>
    public bool IsStep { get; } = IsStepOf(reads);

    /// <summary>Whether some thread has begun to run it, or a turn of it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether all of it has been run, with or without success.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether no turn of it is left.</summary>
    public bool HasEnded => IsStep || _turns.IsDone || _error is not null;

    /// <summary>Whether reads are small enough to share a pass with those of others.</summary>
    public static bool IsStepOf(IReadOnlyList<SequenceRead> reads)
    {
        bool isStep = reads.Count <= MostTokens;
        for (int i = 0; i < reads.Count && isStep; i++)
        {
            isStep = reads[i].TokenIds.Length <= LongestRead;
        }

        return isStep;
    }

    /// <summary>Runs what a pass together with others has left undone.</summary>
    public void RunRest(ICausalModel model) => Try(() =>
    {
        SequenceRead[] rest = [.. reads.Where((read, i) => read.Sequence.Length != _ends[i])];
        model.Read(rest, cancellationToken);
    });

    /// <summary>Runs a part of it.</summary>
    public void RunTurn(ICausalModel model, int mostTokens) =>
        Try(() => _turns.Run(model, mostTokens, cancellationToken));

    public void ThrowIfFailed() => _error?.Throw();

    public void Dispose() => _turns.Dispose();

    private void Try(Action run)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            _error = ExceptionDispatchInfo.Capture(e);
        }
    }
}
