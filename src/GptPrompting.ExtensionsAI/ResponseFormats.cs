using System.Text.Json;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Which forms of a response can be asked for.</summary>
internal static class ResponseFormats
{
    /// <returns>What limits the response; null where it is free text.</returns>
    /// <exception cref="ArgumentException">It is neither text nor JSON by a schema that can be followed.</exception>
    internal static GenerationConstraint? Read(ChatResponseFormat? format) => format switch
    {
        null or ChatResponseFormatText => null,
        ChatResponseFormatJson { Schema: JsonElement schema } => GenerationConstraint.JsonSchema(schema),
        ChatResponseFormatJson => throw Refused("is JSON without a schema; use ChatResponseFormat.ForJsonSchema"),
        _ => throw Refused($"is {format.GetType().Name}; this client gives text, or JSON by a schema"),
    };

    private static ArgumentException Refused(string problem) =>
        new($"ChatOptions.ResponseFormat {problem}.", "options");
}
