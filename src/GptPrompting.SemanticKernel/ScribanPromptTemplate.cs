using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

internal sealed class ScribanPromptTemplate(PromptTemplate template, PromptTemplateConfig config) : IPromptTemplate
{
    // Copies, as the kernel takes them too: later changes of the configuration do not reach the template.
    private readonly InputVariable[] _variables = [.. config.InputVariables.Select(each => new InputVariable(each))];
    private readonly bool _trustsAll = config.AllowDangerouslySetContent;
    private readonly string _name = config.Name ?? "without a name";

    /// <exception cref="KernelException">A required variable has neither a value nor a default.</exception>
    /// <exception cref="ArgumentException">A value would change the roles of a chat.</exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    public Task<string> RenderAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Dictionary<string, object?> values = Bind(arguments ?? []);
        return Task.FromResult(ChatXml.RefuseRoles(kernel, Text(values), values, IsTrusted, Text));

        string Text(Dictionary<string, object?> variables) => template.Render(variables, cancellationToken);
    }

    // As the kernel's own formats, which encode all but these.
    private bool IsTrusted(string name) =>
        _trustsAll || _variables.Any(variable => variable.AllowDangerouslySetContent && variable.Name == name);

    /// <summary>
    /// Arguments are found in any case, as elsewhere in the kernel; the template sees the declared names.
    /// </summary>
    private Dictionary<string, object?> Bind(KernelArguments arguments)
    {
        Dictionary<string, object?> values =
            arguments.ToDictionary(each => each.Key, each => ArgumentValue.Of(each.Value), StringComparer.Ordinal);
        foreach (InputVariable variable in _variables)
        {
            object? value = arguments.TryGetValue(variable.Name, out object? given)
                ? ArgumentValue.Of(given)
                : variable.Default;
            values[variable.Name] = value is not null || !variable.IsRequired
                ? value
                : throw new KernelException(
                    $"The prompt {_name} requires the variable '{variable.Name}'; it has no value.");
        }

        return values;
    }
}
