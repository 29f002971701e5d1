namespace GptPrompting.Evaluation.Reports;

/// <summary>Mean lengths, and how they go with the loss.</summary>
public sealed record LengthFigures
{
    /// <summary>Mean UTF-16 characters of the inputs.</summary>
    public required double InputCharacters { get; init; }

    /// <summary>Mean tokens of the prompts, demonstrations included.</summary>
    public required double PromptTokens { get; init; }

    /// <summary>Mean UTF-16 characters of the outputs.</summary>
    public required double OutputCharacters { get; init; }

    /// <summary>Mean tokens of the outputs.</summary>
    public required double OutputTokens { get; init; }

    /// <summary>
    /// Pearson's correlation of the loss with the characters of the input, -1 to 1; null where either is constant.
    /// </summary>
    public double? LossWithInputCharacters { get; init; }

    /// <summary>Pearson's correlation of the loss with the tokens of the prompt.</summary>
    public double? LossWithPromptTokens { get; init; }

    /// <summary>Pearson's correlation of the loss with the characters of the output.</summary>
    public double? LossWithOutputCharacters { get; init; }

    /// <summary>Pearson's correlation of the loss with the tokens of the output.</summary>
    public double? LossWithOutputTokens { get; init; }
}
