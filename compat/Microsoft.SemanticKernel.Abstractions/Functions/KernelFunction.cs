using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Microsoft.SemanticKernel;

public abstract class KernelFunction : FullyQualifiedAIFunction
{
    internal KernelFunction(
        KernelFunctionMetadata metadata, IReadOnlyDictionary<string, PromptExecutionSettings>? executionSettings)
        : base(metadata)
    {
        _ = Verify.UniqueParameters(metadata.Parameters);
        ExecutionSettings = executionSettings?.ToDictionary(each => each.Key, each => Frozen(each.Value));
    }

    public new virtual string Name => Metadata.Name;

    public virtual string? PluginName => Metadata.PluginName;

    public override string Description => Metadata.Description;

    /// <summary>Copies, frozen.</summary>
    public IReadOnlyDictionary<string, PromptExecutionSettings>? ExecutionSettings { get; }

    public async Task<FunctionResult> InvokeAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        Verify.NotNull(kernel);
        arguments ??= [];
        FunctionResult result = new(this, culture: kernel.Culture);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            FunctionInvocationContext context =
                new(kernel, this, arguments, result) { CancellationToken = cancellationToken };
            await kernel.OnFunctionInvocationAsync(context, async each =>
                each.Result = result =
                    await InvokeCoreAsync(kernel, each.Arguments, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false);
            return context.Result;
        }
        catch (OperationCanceledException e)
        {
            throw new KernelFunctionCanceledException(kernel, this, arguments, result, e);
        }
    }

    public async Task<TResult?> InvokeAsync<TResult>(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        FunctionResult result = await InvokeAsync(kernel, arguments, cancellationToken).ConfigureAwait(false);
        return result.GetValue<TResult>();
    }

    public IAsyncEnumerable<StreamingKernelContent> InvokeStreamingAsync(
        Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
        InvokeStreamingAsync<StreamingKernelContent>(kernel, arguments, cancellationToken);

    public async IAsyncEnumerable<TResult> InvokeStreamingAsync<TResult>(
        Kernel kernel,
        KernelArguments? arguments = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Verify.NotNull(kernel);
        arguments ??= [];
        IAsyncEnumerator<TResult> updates = await Canceled(
            () => StartStreamAsync<TResult>(kernel, arguments, cancellationToken), kernel, arguments)
            .ConfigureAwait(false);
        await using ConfiguredAsyncDisposable owner = updates.ConfigureAwait(false);
        while (await Canceled(() => updates.MoveNextAsync(), kernel, arguments).ConfigureAwait(false))
        {
            yield return updates.Current;
        }
    }

    public abstract KernelFunction Clone(string? pluginName = null);

    public override string ToString() => string.IsNullOrWhiteSpace(PluginName) ? Name : $"{PluginName}.{Name}";

    protected abstract ValueTask<FunctionResult> InvokeCoreAsync(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken);

    protected abstract IAsyncEnumerable<TResult> InvokeStreamingCoreAsync<TResult>(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken);

    protected override async ValueTask<object?> InvokeCoreAsync(
        AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        Kernel kernel = arguments.Services?.GetService(typeof(Kernel)) as Kernel ?? new Kernel(arguments.Services);
        FunctionResult result =
            await InvokeCoreAsync(kernel, new KernelArguments(arguments), cancellationToken).ConfigureAwait(false);
        return result.Value is null
            ? null
            : System.Text.Json.JsonSerializer.SerializeToElement(result.Value, JsonSerializerOptions);
    }

    private static PromptExecutionSettings Frozen(PromptExecutionSettings settings)
    {
        PromptExecutionSettings copy = settings.Clone();
        copy.Freeze();
        return copy;
    }

    private async ValueTask<IAsyncEnumerator<TResult>> StartStreamAsync<TResult>(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FunctionInvocationContext context =
            new(kernel, this, arguments, new FunctionResult(this, culture: kernel.Culture))
        {
            CancellationToken = cancellationToken,
            IsStreaming = true,
        };
        await kernel.OnFunctionInvocationAsync(context, each =>
        {
            each.Result = new FunctionResult(
                this, InvokeStreamingCoreAsync<TResult>(kernel, each.Arguments, cancellationToken), kernel.Culture);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        IAsyncEnumerable<TResult> stream = context.Result.GetValue<IAsyncEnumerable<TResult>>() ?? Empty<TResult>();
        return stream.GetAsyncEnumerator(cancellationToken);
    }

    private async ValueTask<T> Canceled<T>(Func<ValueTask<T>> action, Kernel kernel, KernelArguments arguments)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new KernelFunctionCanceledException(kernel, this, arguments, null, e);
        }
    }

#pragma warning disable CS1998 // An empty stream awaits nothing.
    private static async IAsyncEnumerable<T> Empty<T>()
#pragma warning restore CS1998
    {
        yield break;
    }
}
