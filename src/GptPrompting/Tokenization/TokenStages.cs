namespace GptPrompting.Tokenization;

/// <summary>Stages one after the other.</summary>
internal sealed class TokenStages(IReadOnlyList<ITokenStage> stages)
{
    public bool IsHolding => stages.Any(stage => stage.IsHolding);

    /// <returns>The text that is certain after the token.</returns>
    public string Append(string token) => string.Concat(Pass([token], from: 0));

    /// <returns>The text that was held back.</returns>
    public string Flush()
    {
        List<string> text = [];
        for (int i = 0; i < stages.Count; i++)
        {
            List<string> held = [];
            stages[i].Flush(held);
            text.AddRange(Pass(held, from: i + 1));
        }

        return string.Concat(text);
    }

    private List<string> Pass(List<string> tokens, int from)
    {
        for (int i = from; i < stages.Count && tokens.Count > 0; i++)
        {
            List<string> next = new(tokens.Count);
            foreach (string token in tokens)
            {
                stages[i].Append(token, next);
            }

            tokens = next;
        }

        return tokens;
    }
}
