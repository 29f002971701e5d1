using System.Globalization;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Chat options as generation options; what cannot be honoured is refused by name.</summary>
internal static class ChatOptionsReader
{
    // Chat options have properties for these.
    private static readonly string[] s_properties =
    [
        "temperature", "top_p", "top_k", "max_tokens", "stop_sequences", "seed", "frequency_penalty",
        "presence_penalty",
    ];

    /// <exception cref="ArgumentException">An option cannot be honoured, or its value is not in its range.</exception>
    internal static GenerationOptions Read(ChatOptions? options, IChatClient client, string modelId)
    {
        if (options is null)
        {
            return new GenerationOptions();
        }

        Refuse(options, modelId);
        GenerationOptions generation = options.RawRepresentationFactory?.Invoke(client) switch
        {
            null => new GenerationOptions(),
            GenerationOptions own => own,
            var other => throw Refused(
                nameof(options.RawRepresentationFactory), $"gives a {other.GetType()}; GenerationOptions are read"),
        };
        generation = generation with
        {
            Constraint = ResponseFormats.Read(options.ResponseFormat) ?? generation.Constraint,
        };
        return WithAdditional(WithLimits(WithSampling(generation, options), options), options.AdditionalProperties);
    }

    private static void Refuse(ChatOptions options, string modelId)
    {
        Refuse(options.ConversationId is not null, nameof(options.ConversationId), "is set; no chats are kept here");
        Refuse(options.Tools is { Count: > 0 }, nameof(options.Tools), "is set; this model calls no tools");
        Refuse(options.ToolMode is RequiredChatToolMode, nameof(options.ToolMode),
            "requires a call; this model calls no tools");
        Refuse(options.Reasoning is not null, nameof(options.Reasoning), "is set; this model does not reason");
        Refuse(options.ModelId is string asked && asked != modelId, nameof(options.ModelId),
            $"is '{options.ModelId}'; this model is '{modelId}'");
        Refuse(options.Seed is < int.MinValue or > int.MaxValue, nameof(options.Seed),
            $"is {options.Seed}; it must be from {int.MinValue} to {int.MaxValue}");

        // Marked as experimental; who sets it waits for something that will not come.
#pragma warning disable MEAI001
        Refuse(options.ContinuationToken is not null, nameof(options.ContinuationToken),
            "is set; no response goes on later");
#pragma warning restore MEAI001
    }

    private static GenerationOptions WithSampling(GenerationOptions generation, ChatOptions options) => generation with
    {
        Temperature = ToDouble(options.Temperature) ?? generation.Temperature,
        TopP = ToDouble(options.TopP) ?? generation.TopP,
        TopK = options.TopK ?? generation.TopK,
        Seed = (int?)options.Seed ?? generation.Seed,
        FrequencyPenalty = ToDouble(options.FrequencyPenalty) ?? generation.FrequencyPenalty,
        PresencePenalty = ToDouble(options.PresencePenalty) ?? generation.PresencePenalty,
    };

    private static GenerationOptions WithLimits(GenerationOptions generation, ChatOptions options) => generation with
    {
        MaxOutputTokens = options.MaxOutputTokens ?? generation.MaxOutputTokens,
        StopSequences = options.StopSequences is { } stops ? [.. stops] : generation.StopSequences,
    };

    private static GenerationOptions WithAdditional(
        GenerationOptions generation, AdditionalPropertiesDictionary? properties)
    {
        foreach ((string key, object? value) in properties ?? [])
        {
            Refuse(s_properties.Contains(key), nameof(ChatOptions.AdditionalProperties),
                $"has '{key}', for which ChatOptions has a property");
            generation = GenerationSettings.Apply(generation, key, value);
        }

        return generation;
    }

    // 0.8f is 0.800000012 as a double; what was meant is what it prints.
    private static double? ToDouble(float? value) => value is float number
        ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : null;

    private static void Refuse(bool isSet, string name, string problem)
    {
        if (isSet)
        {
            throw Refused(name, problem);
        }
    }

    private static ArgumentException Refused(string name, string problem) =>
        new($"ChatOptions.{name} {problem}.", "options");
}
