namespace GptPrompting.Prompts;

/// <summary>A variable that a prompt declares under <c>input_variables</c>.</summary>
/// <param name="Name">The name in the template: a letter or underscore, then letters, digits and underscores.</param>
/// <param name="Description">What it is for; empty where the file says nothing.</param>
/// <param name="Default">The value where none is given; null for no default.</param>
/// <param name="IsRequired">
/// Whether rendering without a value and without a default is an error; otherwise the variable is null then.
/// </param>
public sealed record PromptVariable(string Name, string Description, object? Default, bool IsRequired)
{
    /// <summary>
    /// The JSON schema of its values as text, for those who call the prompt; null where the file has none. Values are
    /// not checked against it.
    /// </summary>
    public string? JsonSchema { get; init; }
}
