using System.Diagnostics.CodeAnalysis;
using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Makes templates for prompts with <c>template_format: scriban</c>; see <see cref="PromptTemplate"/> for the language.
/// </summary>
/// <remarks>
/// Arguments reach the template as they are, lists and objects included, but for a <see cref="FunctionResult"/>, which
/// is its value, and a <see cref="KernelContent"/>, which is its text. They reach the prompt as they are: nothing is
/// encoded, with or without <c>allow_dangerously_set_content</c>. Where the kernel has a chat service, it reads
/// <c>message</c> elements as roles: a value that brings one along is refused, unless the template has some itself. Do
/// not use it for chat prompts in XML with text of strangers.
/// </remarks>
public sealed class ScribanPromptTemplateFactory : IPromptTemplateFactory
{
    /// <summary>The format's name, <c>scriban</c>.</summary>
    public static string ScribanTemplateFormat => "scriban";

    /// <summary>
    /// The folder whose <c>*.scriban</c> files a template may include by name without extension. Null, the default, is
    /// none.
    /// </summary>
    public string? PartialsFolder { get; init; }

    /// <summary>
    /// Parses the template where its format is <see cref="ScribanTemplateFormat"/>; leaves others to other factories.
    /// </summary>
    /// <param name="templateConfig">The prompt.</param>
    /// <param name="result">The template; null for other formats.</param>
    /// <returns>Whether the format is this one.</returns>
    /// <exception cref="PromptFormatException">The template has a syntax error.</exception>
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        ArgumentNullException.ThrowIfNull(templateConfig);
        result = templateConfig.TemplateFormat == ScribanTemplateFormat
            ? new ScribanPromptTemplate(
                PromptTemplate.Parse(templateConfig.Template, path: null, PartialsFolder), templateConfig)
            : null;
        return result is not null;
    }
}
