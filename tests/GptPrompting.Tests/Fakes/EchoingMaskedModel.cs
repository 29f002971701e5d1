using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A masked model whose logits at a place are 1 for each token that it sees there or beside it, so that the numbers
/// tell what was hidden.
/// </summary>
internal sealed class EchoingMaskedModel(int vocabularySize) : IMaskedModel
{
    public int VocabularySize => vocabularySize;

    public int ContextLength => 512;

    public List<TokenBatch> Batches { get; } = [];

    public float[] Read(TokenBatch batch, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Batches.Add(batch);
        float[] logits = new float[rows.Count * vocabularySize];
        foreach ((int i, int row) in rows.Index())
        {
            int first = row / batch.Length * batch.Length;
            for (int place = Math.Max(first, row - 1); place <= Math.Min(first + batch.Length - 1, row + 1); place++)
            {
                logits[(i * vocabularySize) + (int)batch.TokenIds[place]] = 1;
            }
        }

        return logits;
    }

    public void Dispose()
    {
    }
}
