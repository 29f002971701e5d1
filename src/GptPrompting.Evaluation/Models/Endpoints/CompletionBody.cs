using System.Text.Json;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>A request to <c>completions</c>, as OpenAI's API reference has it; what is null is not sent.</summary>
internal sealed record CompletionBody
{
    public required string Model { get; init; }

    /// <summary>A text, or an array of token ids.</summary>
    public required object Prompt { get; init; }

    public required int MaxTokens { get; init; }

    public double Temperature { get; init; }

    public double? TopP { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    public int? Seed { get; init; }

    public double? PresencePenalty { get; init; }

    public double? FrequencyPenalty { get; init; }

    public IReadOnlyDictionary<int, double>? LogitBias { get; init; }

    public int? Logprobs { get; init; }

    public bool? Echo { get; init; }
}

/// <summary>An answer of <c>completions</c>.</summary>
internal sealed record CompletionAnswer
{
    public IReadOnlyList<CompletionChoice>? Choices { get; init; }

    public CompletionUsage? Usage { get; init; }

    /// <exception cref="EndpointRefusedException">There is not exactly one choice.</exception>
    public CompletionChoice OnlyChoice() => Choices is [{ } choice]
        ? choice
        : throw new EndpointRefusedException(
            $"The endpoint's answer has {Choices?.Count ?? 0} choices; one was asked for.");
}

internal sealed record CompletionChoice
{
    public string? Text { get; init; }

    public CompletionLogprobs? Logprobs { get; init; }
}

internal sealed record CompletionLogprobs
{
    public IReadOnlyList<string?>? Tokens { get; init; }

    public IReadOnlyList<double?>? TokenLogprobs { get; init; }

    /// <summary>Per token an object from texts to log-probabilities, or null; other shapes occur.</summary>
    public JsonElement? TopLogprobs { get; init; }

    public IReadOnlyList<int>? TextOffset { get; init; }
}

internal sealed record CompletionUsage
{
    public int PromptTokens { get; init; }

    public int CompletionTokens { get; init; }
}
