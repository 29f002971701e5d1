namespace GptPrompting.Generation;

/// <summary>A checked request.</summary>
internal sealed record GenerationJob
{
    /// <summary>Which request of the call it is, from 0.</summary>
    public required int Request { get; init; }

    public required string Prompt { get; init; }

    /// <summary>At least one token id, at most the model's context length.</summary>
    public required int[] PromptIds { get; init; }

    public required GenerationOptions Options { get; init; }

    /// <summary>The seed of the first result.</summary>
    public required int Seed { get; init; }

    /// <summary>Token ids that end a text.</summary>
    public required int[] Ends { get; init; }

    /// <summary>The most tokens of the output: what the options say, or what is left of the context.</summary>
    public required int OutputLimit { get; init; }

    /// <summary>Texts that are generated side by side before the results are chosen.</summary>
    public int TextCount => Options.BestOf ?? Options.ResultCount;

    /// <summary>Whether the logits of the whole prompt are wanted, not only those after its last token.</summary>
    public bool ScoresPrompt => Options is { Echo: true, TopLogProbabilities: not null };

    public bool IsEnd(int tokenId) => Array.IndexOf(Ends, tokenId) >= 0;
}
