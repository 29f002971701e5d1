namespace GptPrompting.States;

/// <summary>What a model computed while it read a text, as far as its graph gives it.</summary>
public sealed record TextStates
{
    /// <summary>The tokens that were read, special tokens included.</summary>
    public required IReadOnlyList<int> TokenIds { get; init; }

    /// <summary>Each token as text; as many as token ids.</summary>
    public required IReadOnlyList<string> TokenTexts { get; init; }

    /// <summary>
    /// The state of every token, [tokens, width] each: that of the embeddings, then one for each layer, as Hugging
    /// Face's <c>hidden_states</c>. Empty where the graph gives none of them.
    /// </summary>
    public required IReadOnlyList<StateTensor> HiddenStates { get; init; }

    /// <summary>
    /// The state of every token after the last layer, [tokens, width]; null where the graph gives none.
    /// </summary>
    public required StateTensor? LastHiddenState { get; init; }

    /// <summary>
    /// For each layer how much each token attends to each other one, [heads, tokens, tokens]; over the last axis the
    /// weights of a token add up to 1. Empty where the graph gives none.
    /// </summary>
    public required IReadOnlyList<StateTensor> Attentions { get; init; }
}
