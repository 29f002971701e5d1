using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// Finds out by trying whether a graph that goes on from a past keeps later tokens from earlier ones: reads two tokens
/// at once and compares with reading the first of them alone.
/// </summary>
internal sealed class CausalProbe(GraphPorts next, int vocabularySize)
{
    // Of the largest logit. A graph without the mask is off by more, and one that is held for such is only slower.
    private const float Tolerance = 1e-3f;

    private readonly Lock _lock = new();
    private bool? _isCausal;

    public bool IsCausal(Func<ForwardPass, RunOptions, IReadOnlyList<OrtValue>> runOnce, RunOptions runOptions)
    {
        lock (_lock)
        {
            return _isCausal ??= next.FixedLength is null && Try(runOnce, runOptions);
        }
    }

    private bool Try(Func<ForwardPass, RunOptions, IReadOnlyList<OrtValue>> runOnce, RunOptions runOptions)
    {
        int last = vocabularySize - 1;
        IReadOnlyList<OrtValue> begun = runOnce(Pass([0], null), runOptions);
        var past = new KeyValueCache([.. begun.Skip(1)], batchSize: 1, slots: 1);
        try
        {
            begun[0].Dispose();
            float[] alone = FirstRow(runOnce(Pass([last / 2], past), runOptions));
            float[] before = FirstRow(runOnce(Pass([last / 2, last], past), runOptions));
            float largest = alone.Max(Math.Abs);
            return alone.Zip(before).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * largest);
        }
        catch (ModelFormatException)
        {
            // It does not run with two tokens at once.
            return false;
        }
        finally
        {
            past.Release();
        }
    }

    private static ForwardPass Pass(long[] ids, KeyValueCache? past)
    {
        int slots = past?.Slots ?? 0;
        return new ForwardPass
        {
            BatchSize = 1,
            Length = ids.Length,
            TokenIds = ids,
            Positions = [.. Enumerable.Range(slots, ids.Length).Select(position => (long)position)],
            Mask = [.. Enumerable.Repeat(1L, slots + ids.Length)],
            Past = past,
            Rows = [0],
        };
    }

    private float[] FirstRow(IReadOnlyList<OrtValue> values)
    {
        foreach (OrtValue present in values.Skip(1))
        {
            present.Dispose();
        }

        PassOutput output = PassOutput.Create(values[0], [0], vocabularySize);
        float[] row = [.. output.Logits(0, 1)];
        output.Release();
        return row;
    }
}
