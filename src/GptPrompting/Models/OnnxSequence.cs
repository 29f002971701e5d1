using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// One sequence and its key-value cache: the present of a run becomes the past of the next by handing the tensors over.
/// </summary>
internal sealed class OnnxSequence : ICausalSequence
{
    private readonly OnnxModel _model;
    private readonly RunOptions _runOptions = new();
    private OrtValue? _logits;
    private OrtValue[] _past;
    private bool _disposed;

    public OnnxSequence(OnnxModel model)
    {
        _model = model;
        _past = [.. model.Signature.EmptyPast.Select(past =>
            OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, past.Type, past.Shape))];
    }

    public int Length { get; private set; }

    public ReadOnlySpan<float> Read(ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SequenceLimits.Check(_model, Length, tokenIds, rows);
        Keep(Run(tokenIds, cancellationToken));
        Length += tokenIds.Length;

        // Logits [1, s, v]; the rows wanted are the last ones.
        return _logits!.GetTensorDataAsSpan<float>()[^(rows * _model.VocabularySize)..];
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _logits?.Dispose();
        Array.ForEach(_past, value => value.Dispose());
        _runOptions.Dispose();
    }

    private IReadOnlyList<OrtValue> Run(ReadOnlySpan<int> tokenIds, CancellationToken cancellationToken)
    {
        OrtValue[] tokenInputs = TokenInputs(tokenIds);
        try
        {
            IReadOnlyList<OrtValue> outputs = _model.Run([.. tokenInputs, .. _past], _runOptions, cancellationToken);
            _model.CheckLogits(outputs, tokenIds.Length);
            return outputs;
        }
        finally
        {
            Array.ForEach(tokenInputs, value => value.Dispose());
            _runOptions.Terminate = false;
        }
    }

    /// <summary>Ids [1, s], then mask [1, past + s] of ones and positions [1, s] where the graph has them.</summary>
    private OrtValue[] TokenInputs(ReadOnlySpan<int> tokenIds)
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
        List<OrtValue> inputs = [Row(ids)];
        if (_model.Signature.HasMask)
        {
            inputs.Add(Row(mask));
        }

        if (_model.Signature.HasPositions)
        {
            inputs.Add(Row(positions));
        }

        return [.. inputs];
    }

    private static OrtValue Row(long[] values) => OrtValue.CreateTensorValueFromMemory(values, [1, values.Length]);

    private void Keep(IReadOnlyList<OrtValue> outputs)
    {
        _logits?.Dispose();
        Array.ForEach(_past, value => value.Dispose());
        _logits = outputs[0];
        _past = [.. outputs.Skip(1)];
    }
}
