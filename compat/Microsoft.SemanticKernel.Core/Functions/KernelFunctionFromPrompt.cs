using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;

namespace Microsoft.SemanticKernel;

/// <summary>Renders a template and gives the text to the service that the kernel selects.</summary>
internal sealed class KernelFunctionFromPrompt : KernelFunction
{
    private readonly IPromptTemplate _template;
    private readonly List<InputVariable> _inputVariables;

    private KernelFunctionFromPrompt(
        KernelFunctionMetadata metadata,
        IPromptTemplate template,
        List<InputVariable> inputVariables,
        IReadOnlyDictionary<string, PromptExecutionSettings>? executionSettings)
        : base(metadata, executionSettings)
    {
        _template = template;
        _inputVariables = inputVariables;
    }

    public override KernelFunction Clone(string? pluginName = null) =>
        new KernelFunctionFromPrompt(Metadata.In(pluginName), _template, _inputVariables, ExecutionSettings);

    internal static KernelFunctionFromPrompt Create(IPromptTemplate template, PromptTemplateConfig config)
    {
        KernelFunctionMetadata metadata = new(config.Name ?? RandomName("Function"))
        {
            Description = config.Description,
            Parameters = config.GetParameters(),
            ReturnParameter = new() { Description = config.OutputVariable?.Description },
        };
        List<InputVariable> variables = [.. config.InputVariables.Select(each => new InputVariable(each))];
        return new(metadata, template, variables, config.ExecutionSettings);
    }

    internal static string RandomName(string prefix) => $"{prefix}_{Guid.NewGuid():N}";

    protected override async ValueTask<FunctionResult> InvokeCoreAsync(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        Rendered rendered =
            await RenderAsync(kernel, arguments, isStreaming: false, cancellationToken).ConfigureAwait(false);
        if (rendered.Result is { } result)
        {
            result.RenderedPrompt = rendered.Prompt;
            return result;
        }

        IReadOnlyList<KernelContent> contents = rendered.Service is IChatCompletionService chat
            ? await chat.GetChatMessageContentsAsync(
                ChatPrompt.Parse(rendered.Prompt), rendered.Settings, kernel, cancellationToken).ConfigureAwait(false)
            : await ((ITextGenerationService)rendered.Service).GetTextContentsAsync(
                rendered.Prompt, rendered.Settings, kernel, cancellationToken).ConfigureAwait(false);
        object? value = contents.Count switch { 0 => null, 1 => contents[0], _ => contents };
        return new FunctionResult(this, value, kernel.Culture, contents.Count == 1 ? contents[0].Metadata : null)
        {
            RenderedPrompt = rendered.Prompt,
        };
    }

    protected override async IAsyncEnumerable<TResult> InvokeStreamingCoreAsync<TResult>(
        Kernel kernel, KernelArguments arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Rendered rendered =
            await RenderAsync(kernel, arguments, isStreaming: true, cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<StreamingKernelContent> updates = rendered.Service is IChatCompletionService chat
            ? chat.GetStreamingChatMessageContentsAsync(
                ChatPrompt.Parse(rendered.Prompt), rendered.Settings, kernel, cancellationToken)
            : ((ITextGenerationService)rendered.Service).GetStreamingTextContentsAsync(
                rendered.Prompt, rendered.Settings, kernel, cancellationToken);
        await foreach (StreamingKernelContent update in updates.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Convert<TResult>(update);
        }
    }

    private static TResult Convert<TResult>(StreamingKernelContent update) => update switch
    {
        _ when typeof(TResult) == typeof(string) => (TResult)(object)update.ToString(),
        TResult same => same,
        { InnerContent: TResult inner } => inner,
        _ when typeof(TResult) == typeof(byte[]) => (TResult)(object)update.ToByteArray(),
        _ => throw new NotSupportedException($"A stream of {update.GetType()} cannot be read as {typeof(TResult)}."),
    };

    private async Task<Rendered> RenderAsync(
        Kernel kernel, KernelArguments arguments, bool isStreaming, CancellationToken cancellationToken)
    {
        foreach (InputVariable variable in _inputVariables.Where(each => each.Default is not null))
        {
            arguments.TryAdd(variable.Name, variable.Default);
        }

        (IAIService service, PromptExecutionSettings? settings) = Select(kernel, arguments);
        string prompt = string.Empty;
        PromptRenderContext context = new(kernel, this, arguments)
        {
            CancellationToken = cancellationToken,
            IsStreaming = isStreaming,
            ExecutionSettings = settings,
        };
        await kernel.OnPromptRenderAsync(context, async each =>
            each.RenderedPrompt = prompt =
                await _template.RenderAsync(kernel, each.Arguments, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        bool isChanged = !string.IsNullOrWhiteSpace(context.RenderedPrompt)
            && !string.Equals(context.RenderedPrompt, prompt, StringComparison.OrdinalIgnoreCase);
        return new Rendered(isChanged ? context.RenderedPrompt! : prompt, service, settings, context.Result);
    }

    private (IAIService Service, PromptExecutionSettings? Settings) Select(Kernel kernel, KernelArguments arguments)
    {
        IAIServiceSelector selector = kernel.ServiceSelector;
        if (selector.TrySelectAIService(
            kernel, this, arguments, out IChatCompletionService? chat, out PromptExecutionSettings? settings))
        {
            return (chat, settings);
        }

        (ITextGenerationService? text, settings) =
            selector.SelectAIService<ITextGenerationService>(kernel, this, arguments);
        return (text!, settings);
    }

    private sealed record Rendered(
        string Prompt, IAIService Service, PromptExecutionSettings? Settings, FunctionResult? Result);
}
