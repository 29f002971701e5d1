namespace GptPrompting.Generation;

// Options that are fine by themselves but not together.
public sealed partial record GenerationOptions
{
    /// <summary>Checks what no single option can: every call does so before anything is computed.</summary>
    /// <exception cref="ArgumentException">Two options contradict each other; the message names both.</exception>
    public void ThrowIfContradictory()
    {
        Refuse(MinOutputTokens > MaxOutputTokens, nameof(MinOutputTokens),
            $"MinOutputTokens is {MinOutputTokens}, but MaxOutputTokens is {MaxOutputTokens}.");
        Refuse(TypicalP < 1 && Temperature == 0, nameof(TypicalP),
            "TypicalP is set, but Temperature is 0: greedy decoding has no use for it.");
    }

    private static void Refuse(bool isContradictory, string name, string message)
    {
        if (isContradictory)
        {
            throw new ArgumentException(message, name);
        }
    }
}
