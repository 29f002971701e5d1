namespace GptPrompting.Prompts;

/// <summary>What a prompt's answer is, as <c>output_variable</c> of its file says it to those who call it.</summary>
/// <param name="Description">What it is; empty where the file says nothing.</param>
/// <param name="JsonSchema">
/// Its JSON schema as text; null where there is none. It does not limit the answer: the setting <c>json_schema</c>
/// does.
/// </param>
public sealed record PromptOutput(string Description, string? JsonSchema = null);
