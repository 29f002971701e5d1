using System.Text;
using System.Web;
using Microsoft.SemanticKernel.TemplateEngine;

namespace Microsoft.SemanticKernel;

internal sealed class KernelPromptTemplate : IPromptTemplate
{
    private readonly List<TemplatePart> _parts;
    private readonly bool _isTrusted;
    private readonly HashSet<string> _trustedVariables;

    internal KernelPromptTemplate(PromptTemplateConfig config, bool allowDangerouslySetContent)
    {
        _parts = TemplateParser.Parse(config.Template);
        AddMissingInputVariables(config);
        _isTrusted = allowDangerouslySetContent || config.AllowDangerouslySetContent;
        _trustedVariables = [.. config.InputVariables
            .Where(each => allowDangerouslySetContent || each.AllowDangerouslySetContent)
            .Select(each => each.Name)];
    }

    public async Task<string> RenderAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        Verify.NotNull(kernel);
        var prompt = new StringBuilder();
        foreach (TemplatePart part in _parts)
        {
            object? value = await part.RenderAsync(kernel, arguments, cancellationToken).ConfigureAwait(false);
            string? text = value is List<string> lines
                ? string.Join('\n', lines)
                : InternalTypeConverter.ConvertToString(value, kernel.Culture);
            prompt.Append(MustEncode(part) ? HttpUtility.HtmlEncode(text) : text);
        }

        return prompt.ToString();
    }

    private bool MustEncode(TemplatePart part) => part switch
    {
        VariablePart variable => !_trustedVariables.Contains(variable.Name),
        TextPart => false,
        _ => !_isTrusted,
    };

    private void AddMissingInputVariables(PromptTemplateConfig config)
    {
        var seen =
            new HashSet<string>(config.InputVariables.Select(each => each.Name), StringComparer.OrdinalIgnoreCase);
        foreach (string name in _parts.SelectMany(part => part.Variables).Where(seen.Add))
        {
            config.InputVariables.Add(new InputVariable { Name = name });
        }
    }
}
