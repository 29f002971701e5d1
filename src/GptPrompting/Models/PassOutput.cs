using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>The logits of one <see cref="ForwardPass"/>, which several sequences can share.</summary>
internal sealed class PassOutput(OrtValue logits, int[] rows, int vocabularySize)
{
    private int _users = 1;

    /// <returns>Logits of wanted rows, [count, vocabulary size], from the one with this index among them.</returns>
    public ReadOnlySpan<float> Logits(int first, int count) => count == 0
        ? []
        : logits.GetTensorDataAsSpan<float>().Slice(rows[first] * vocabularySize, count * vocabularySize);

    public PassOutput Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            logits.Dispose();
        }
    }
}
