using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// What changes logits by what was written before: bias, penalties, n-grams, minimum tokens, constraint. The order
/// is that of transformers' list of processors; frequency and presence penalty follow the repetition penalty, as in
/// vLLM.
/// </summary>
/// <param name="options">The options.</param>
/// <param name="neverChosen">Token ids that are never chosen.</param>
/// <param name="ends">Token ids that end a text.</param>
/// <param name="scratch">Holds the changed row.</param>
internal sealed class TokenRules(GenerationOptions options, int[] neverChosen, int[] ends, Scratch scratch)
{
    private readonly bool _changesLogits = neverChosen.Length > 0 || options.LogitBias.Count > 0
        || options.RepetitionPenalty != 1 || options.FrequencyPenalty != 0 || options.PresencePenalty != 0
        || options.Constraint is not null || options.NoRepeatNgramSize > 0 || options.MinOutputTokens > 0;

    private readonly KeyValuePair<int, double>[] _bias = [.. options.LogitBias];

    /// <param name="logits">One row, [vocabulary size], or log-probabilities in its place; not changed.</param>
    /// <param name="tokens">Prompt and output so far.</param>
    /// <param name="promptLength">How many of them are the prompt.</param>
    /// <param name="constraint">What bans tokens last; null where nothing is constrained.</param>
    /// <returns>The row to choose from; valid until the next call that has the same scratch.</returns>
    /// <exception cref="InvalidOperationException">A logit is NaN, or no token is left to choose.</exception>
    /// <exception cref="ConstraintUnmetException">No token is left that the constraint allows.</exception>
    public ReadOnlySpan<float> Apply(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> tokens, int promptLength, ConstraintProgress? constraint = null)
    {
        if (!_changesLogits)
        {
            return logits;
        }

        // Of the model's own row, so that a NaN or an empty row is told from a row that the options empty.
        Logits.IndexOfMax(logits);
        Span<float> row = scratch.Row(logits.Length);
        logits.CopyTo(row);
        ReadOnlySpan<int> output = tokens[promptLength..];
        AddBias(row);
        PenalizeRepetition(row, tokens);
        PenalizeFrequency(row, output);
        BanRepeatedNgrams(row, tokens);
        Ban(row, output.Length < options.MinOutputTokens ? ends : []);
        Ban(row, neverChosen);
        constraint?.Restrict(row);
        return row.ContainsAnyExcept(float.NegativeInfinity)
            ? row
            : throw new InvalidOperationException(
                "The options ban every token: LogitBias, NoRepeatNgramSize and MinOutputTokens leave none to choose.");
    }

    private void AddBias(Span<float> row)
    {
        foreach ((int id, double bias) in _bias)
        {
            row[id] = bias == GenerationOptions.Ban ? float.NegativeInfinity : (float)(row[id] + bias);
        }
    }

    private void PenalizeRepetition(Span<float> row, ReadOnlySpan<int> tokens)
    {
        if (options.RepetitionPenalty == 1)
        {
            return;
        }

        int[] seen = scratch.Counts(row.Length);
        foreach (int id in tokens)
        {
            if (seen[id]++ == 0)
            {
                double penalty = options.RepetitionPenalty;

                // A penalty far below 1 rewards what was seen by more than a logit can hold.
                row[id] = (float)Math.Min(row[id] < 0 ? row[id] * penalty : row[id] / penalty, float.MaxValue);
            }
        }

        Forget(seen, tokens);
    }

    private void PenalizeFrequency(Span<float> row, ReadOnlySpan<int> output)
    {
        if (options.FrequencyPenalty == 0 && options.PresencePenalty == 0)
        {
            return;
        }

        int[] counts = scratch.Counts(row.Length);
        foreach (int id in output)
        {
            counts[id]++;
        }

        foreach (int id in output)
        {
            double penalty = counts[id] == 0 ? 0 : (counts[id] * options.FrequencyPenalty) + options.PresencePenalty;
            row[id] = (float)(row[id] - penalty);
            counts[id] = 0;
        }
    }

    private static void Forget(int[] counts, ReadOnlySpan<int> tokens)
    {
        foreach (int id in tokens)
        {
            counts[id] = 0;
        }
    }

    private void BanRepeatedNgrams(Span<float> row, ReadOnlySpan<int> tokens)
    {
        int before = options.NoRepeatNgramSize - 1;
        if (before < 0 || tokens.Length < before)
        {
            return;
        }

        ReadOnlySpan<int> last = tokens[^before..];
        for (int i = 0; i + before < tokens.Length; i++)
        {
            if (tokens.Slice(i, before).SequenceEqual(last))
            {
                row[tokens[i + before]] = float.NegativeInfinity;
            }
        }
    }

    private static void Ban(Span<float> row, int[] ids)
    {
        foreach (int id in ids)
        {
            row[id] = float.NegativeInfinity;
        }
    }
}
