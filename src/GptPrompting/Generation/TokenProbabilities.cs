using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Log-probabilities by the model's own logits.</summary>
/// <param name="topCount">How many most likely tokens are told of each place.</param>
/// <param name="tools">What generations share.</param>
internal sealed class TokenProbabilities(int topCount, GenerationTools tools)
{
    /// <summary>The logarithm of one token's probability.</summary>
    public static double Of(ReadOnlySpan<float> logits, int tokenId) => logits[tokenId] - Normalizer(logits);

    /// <summary>What turns a logit into a log-probability.</summary>
    public static double Normalizer(ReadOnlySpan<float> logits) =>
        Logits.LogSumExp(logits, logits[Logits.IndexOfMax(logits)]);

    /// <param name="logits">One row, [vocabulary size].</param>
    /// <param name="tokenId">The token that stands there.</param>
    public TokenLogProbability At(ReadOnlySpan<float> logits, int tokenId)
    {
        double normalizer = Normalizer(logits);
        return Token(tokenId, logits[tokenId] - normalizer) with { Top = TopOf(logits, normalizer) };
    }

    /// <summary>The first token of a prompt.</summary>
    public TokenLogProbability First(int tokenId) => Token(tokenId, null);

    private TokenLogProbability[] TopOf(ReadOnlySpan<float> logits, double normalizer)
    {
        if (topCount == 0)
        {
            return [];
        }

        TopSelection top = tools.Scratch.Top;
        top.Clear(topCount);
        int left = 0;
        for (int id = 0; id < logits.Length; id++)
        {
            if (left < tools.NeverChosen.Length && tools.NeverChosen[left] == id)
            {
                left++;
            }
            else
            {
                top.Offer(logits[id], id);
            }
        }

        top.Sort();
        var tokens = new TokenLogProbability[top.Count];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Token(top.Kept[i].Key, top.Kept[i].Value - normalizer);
        }

        return tokens;
    }

    private TokenLogProbability Token(int id, double? logProbability) =>
        new(id, tools.Texts.TextOf(id), logProbability);
}
