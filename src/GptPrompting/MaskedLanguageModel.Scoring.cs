using GptPrompting.Models;
using GptPrompting.Scoring;
using GptPrompting.Tokenization;

namespace GptPrompting;

public sealed partial class MaskedLanguageModel
{
    /// <summary>What the model expects in the place of each mask token of a text.</summary>
    /// <param name="text">A text with one <see cref="MaskToken"/> or more.</param>
    /// <param name="top">How many candidates for each, 1 to the vocabulary size.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One prediction for each mask token, in the text's order.</returns>
    /// <exception cref="ArgumentException">
    /// The text has no mask token or too many tokens, or is no valid Unicode.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is not in its range.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<MaskPrediction> FillMask(
        string text, int top = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (top < 1 || top > VocabularySize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(top), top, $"top is {top}; it must be from 1 to {VocabularySize}.");
        }

        WholeCharacters.Require(text);
        int[] ids = TextLength.Check(Tokenizer.Encode(text, addSpecialTokens: true), ContextLength);
        int[] masks = [.. ids.Index().Where(each => each.Item == _maskId).Select(each => each.Index)];
        if (masks.Length == 0)
        {
            throw new ArgumentException($"The text has no mask token; write {MaskToken} for the word that is to be "
                + "predicted.", nameof(text));
        }

        float[] logits = _model.Read(TokenBatch.Pad([ids], padId: 0), masks, cancellationToken);
        return [.. masks.Select((index, i) =>
            new MaskPrediction(index, Candidates(logits.AsSpan(i * VocabularySize, VocabularySize), top)))];
    }

    /// <summary>
    /// How probable the model finds a text: each of its tokens is hidden in turn and predicted from all others, one
    /// forward pass over a copy for each, several copies at once.
    /// </summary>
    /// <param name="text">The text; not empty.</param>
    /// <param name="masking">What else is hidden while a token is predicted.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The text has no token of its own or too many, or is no valid Unicode; the masking is none of those that there
    /// are.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public MaskedScore Score(
        string text, Masking masking = Masking.Token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Enum.IsDefined(masking))
        {
            throw new ArgumentOutOfRangeException(nameof(masking), masking, $"There is no masking {masking}.");
        }

        WholeCharacters.Require(text);
        (int[] ids, int[] wordOf) = Tokenizer.EncodeWords(text);
        TextLength.Check(ids, ContextLength);
        (int Index, Range Hidden)[] plan = [.. MaskPlan.Of(wordOf, masking)];
        if (plan.Length == 0)
        {
            throw new ArgumentException("The text is empty; nothing is left to score.", nameof(text));
        }

        double[] logProbabilities = MaskedTokenScorer.Score(_model, ids, plan, _maskId, cancellationToken);
        return new MaskedScore
        {
            Masking = masking,
            Tokens = [.. plan.Zip(logProbabilities, (each, logProbability) =>
                new TokenScore(ids[each.Index], Tokenizer.TokenText(ids[each.Index]), logProbability))],
        };
    }

    private TokenScore[] Candidates(ReadOnlySpan<float> logits, int top)
    {
        double normalizer = Logits.LogSumExp(logits, logits[Logits.IndexOfMax(logits)]);
        float[] row = [.. logits];
        return [.. Enumerable.Range(0, row.Length)
            .Where(Tokenizer.HasToken)
            .OrderByDescending(id => row[id])
            .Take(top)
            .Select(id => new TokenScore(id, Tokenizer.TokenText(id), row[id] - normalizer))];
    }
}
