using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Shows demonstrations too, which are no arguments of the function, as many as fit into what the kernel's model reads.
/// </summary>
/// <param name="prompt">The prompt.</param>
internal sealed class PromptFolderTemplate(Prompt prompt) : IPromptTemplate
{
    private const string Strict = "strict";

    private readonly ShownDemonstrations _demonstrations = new(prompt);
    private readonly ReadSettings _settings = new();

    /// <summary>The function that renders this; by it the kernel chooses the service.</summary>
    public KernelFunction? Function { get; set; }

    public async Task<string> RenderAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        arguments ??= [];

        // The kernel finds arguments in any case; the prompt knows its variables in theirs.
        Dictionary<string, object?> variables =
            arguments.ToDictionary(each => DeclaredName(each.Key), each => ArgumentValue.Of(each.Value));
        IReadOnlyList<SelectedDemonstration>? shown =
            await _demonstrations.TakeAsync(variables, kernel, cancellationToken).ConfigureAwait(false);
        bool isStrict = TakeStrict(variables);
        AskedService? service = Function is null ? null : AskedService.Find(kernel, Function, arguments);
        return ChatXml.RefuseRoles(kernel, Text(variables), variables, IsTrusted, Text);

        string Text(Dictionary<string, object?> values) =>
            service is not null ? Fitted(service, values, shown, isStrict, cancellationToken)
            : isStrict ? throw new ArgumentException(
                $"The argument '{Strict}' needs a service of this library, whose model says how long a prompt may be.")
            : shown is null ? prompt.Render(values, shots: null, cancellationToken)
            : prompt.Render(values, [.. shown.Select(each => each.Demonstration)], cancellationToken);
    }

    private bool IsTrusted(string name) =>
        prompt.InputVariables.Any(variable => variable.AllowDangerouslySetContent && variable.Name == name);

    private string Fitted(
        AskedService service,
        Dictionary<string, object?> variables,
        IReadOnlyList<SelectedDemonstration>? shown,
        bool isStrict,
        CancellationToken cancellationToken)
    {
        var options = new PromptFitOptions
        {
            MaxOutputTokens = _settings.Of(service.Settings).MaxTokens + service.TokensAround,
            Strict = isStrict,
        };
        FittedPrompt fitted = service.Model.FitPrompt(prompt, variables, shown, options, cancellationToken);
        service.Texts.Add(fitted.Text, fitted.LeftOut.Count);
        return fitted.Text;
    }

    private bool TakeStrict(Dictionary<string, object?> variables)
    {
        bool isVariable = prompt.InputVariables.Any(variable => variable.Name == Strict);
        object? value = isVariable || !variables.Remove(Strict, out object? given) ? null : given;
        return value switch
        {
            null => false,
            bool isStrict => isStrict,
            _ when bool.TryParse(value.ToString(), out bool isStrict) => isStrict,
            _ => throw new ArgumentException($"The argument '{Strict}' is '{value}'; it must be true or false."),
        };
    }

    private string DeclaredName(string name) =>
        prompt.InputVariables.FirstOrDefault(
            each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name ?? name;
}
