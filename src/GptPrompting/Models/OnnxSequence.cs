using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// One sequence and its key-value cache: the present of a run becomes the past of the next by handing the tensors over.
/// </summary>
internal sealed class OnnxSequence(OnnxModel model) : ICausalSequence
{
    private readonly RunOptions _runOptions = new();
    private PassOutput? _output;
    private int _rows;
    private KeyValueCache? _past;
    private bool _disposed;

    public int Length { get; private set; }

    public ReadOnlySpan<float> Logits => _output is null ? [] : _output.Logits(0, _rows);

    public ReadOnlySpan<float> Read(ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SequenceLimits.Check(model, Length, tokenIds, rows);
        try
        {
            (PassOutput output, KeyValueCache? present) =
                model.Graph.Run(Pass(tokenIds, rows), _runOptions, cancellationToken);
            Keep(output, rows, present!);
        }
        finally
        {
            _runOptions.Terminate = false;
        }

        Length += tokenIds.Length;
        return Logits;
    }

    public ICausalSequence Fork(int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        model.Graph.CheckOpen();
        return new OnnxSequence(model)
        {
            Length = length,
            _past = length == 0 ? null : length == Length ? _past!.Share() : _past!.Prefix(length),
        };
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _output?.Release();
        _past?.Release();
        _runOptions.Dispose();
    }

    private ForwardPass Pass(ReadOnlySpan<int> tokenIds, int rows)
    {
        long[] ids = new long[tokenIds.Length];
        long[] positions = new long[tokenIds.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = tokenIds[i];
            positions[i] = Length + i;
        }

        long[] mask = new long[Length + ids.Length];
        Array.Fill(mask, 1);
        return new ForwardPass
        {
            BatchSize = 1,
            Length = ids.Length,
            TokenIds = ids,
            Positions = positions,
            Mask = mask,
            Past = _past,
            Rows = [.. Enumerable.Range(ids.Length - rows, rows)],
        };
    }

    private void Keep(PassOutput output, int rows, KeyValueCache present)
    {
        _output?.Release();
        _past?.Release();
        (_output, _rows, _past) = (output, rows, present);
    }
}
