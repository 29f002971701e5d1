namespace GptPrompting.Models;

/// <summary>What every <see cref="ICausalSequence"/> accepts.</summary>
internal static class SequenceLimits
{
    /// <exception cref="ArgumentException">
    /// No token, too many tokens or rows, or an id outside the vocabulary.
    /// </exception>
    public static void Check(ICausalModel model, int length, ReadOnlySpan<int> tokenIds, int rows)
    {
        if (tokenIds.IsEmpty)
        {
            throw new ArgumentException("There is no token to read.", nameof(tokenIds));
        }

        if (length + tokenIds.Length > model.ContextLength)
        {
            throw new ArgumentException(
                $"The sequence would have {length + tokenIds.Length} tokens; "
                + $"the model reads at most {model.ContextLength}.",
                nameof(tokenIds));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, tokenIds.Length);
        if ((long)rows * model.VocabularySize > Array.MaxLength)
        {
            throw new ArgumentException($"{rows} rows of {model.VocabularySize} logits are wanted at once; "
                + $"at most {Array.MaxLength / model.VocabularySize} rows can be.", nameof(rows));
        }

        foreach (int id in tokenIds)
        {
            if ((uint)id >= (uint)model.VocabularySize)
            {
                throw new ArgumentException(
                    $"Token id {id} is outside the vocabulary; ids are 0 to {model.VocabularySize - 1}.",
                    nameof(tokenIds));
            }
        }
    }

    /// <exception cref="ArgumentException">A sequence comes twice.</exception>
    public static void CheckDistinct(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 1; i < reads.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (reads[i].Sequence == reads[j].Sequence)
                {
                    throw new ArgumentException("A sequence comes twice in one call.", nameof(reads));
                }
            }
        }
    }
}
