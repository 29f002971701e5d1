namespace GptPrompting.SemanticKernel;

/// <summary>What to subscribe to in order to see calls of a model as OpenTelemetry traces and metrics.</summary>
/// <remarks>
/// Names and attributes are those of OpenTelemetry's conventions for generative AI. Each call of a service is an
/// activity with the model, the settings, the tokens read and written and why the text ended; texts are in none.
/// Metrics are <c>gen_ai.client.operation.duration</c> and <c>gen_ai.client.token.usage</c>, and of streaming calls
/// <c>gen_ai.client.operation.time_to_first_chunk</c> and <c>gen_ai.client.operation.time_per_output_chunk</c>; times
/// are in seconds.
/// </remarks>
public static class GptPromptingTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "GptPrompting";
}
