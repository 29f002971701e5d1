using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// A language model over bytes and a few longer tokens, given by the probabilities of what may follow a token. Where
/// nothing is said, <c>z</c> follows.
/// </summary>
internal sealed class ProbabilityTable
{
    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly float[][] _logits;

    /// <param name="merges">The longer tokens, as <see cref="TokenizerJson.Of"/> has them.</param>
    public ProbabilityTable(params string[] merges)
    {
        int endOfText = 256 + merges.Length;
        _tokenizer = TokenizerJson.Of(merges).WithToken("<|endoftext|>", endOfText, "special").Load();
        _logits = [.. Enumerable.Range(0, endOfText + 1).Select(_ => Row(("z", 1)))];
        Model = new TableModel(_logits, contextLength: 128);
        Language = new LanguageModel("table", Model, _tokenizer, [endOfText]);
    }

    public TableModel Model { get; }

    public LanguageModel Language { get; }

    /// <summary>Says what may follow a token; what is left goes to <c>z</c>.</summary>
    public ProbabilityTable After(string token, params (string Token, double Probability)[] next)
    {
        _logits[Id(token)] = Row([.. next, ("z", Math.Max(0, 1 - next.Sum(each => each.Probability)))]);
        return this;
    }

    private float[] Row(params (string Token, double Probability)[] next)
    {
        float[] row = [.. Enumerable.Repeat(float.NegativeInfinity, _tokenizer.VocabularySize)];
        foreach ((string token, double probability) in next)
        {
            row[Id(token)] = (float)Math.Log(probability);
        }

        return row;
    }

    private int Id(string token) => Assert.Single(_tokenizer.Encode(token, addSpecialTokens: false));
}
