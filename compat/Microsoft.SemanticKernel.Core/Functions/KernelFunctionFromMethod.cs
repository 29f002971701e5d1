using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.SemanticKernel;

/// <summary>A .NET method: arguments are bound by name, what it returns is the result.</summary>
internal sealed partial class KernelFunctionFromMethod : KernelFunction
{
    private readonly MethodInfo _method;
    private readonly object? _target;
    private readonly ParameterBinder[] _binders;

    private KernelFunctionFromMethod(
        KernelFunctionMetadata metadata, MethodInfo method, object? target, ParameterBinder[] binders)
        : base(metadata, executionSettings: null)
    {
        _method = method;
        _target = target;
        _binders = binders;
    }

    public override MethodInfo? UnderlyingMethod => _method;

    public override KernelFunction Clone(string? pluginName = null) =>
        new KernelFunctionFromMethod(Metadata.In(pluginName), _method, _target, _binders);

    internal static KernelFunctionFromMethod Create(
        MethodInfo method,
        object? target,
        string? functionName,
        string? description,
        IEnumerable<KernelParameterMetadata>? parameters,
        KernelReturnParameterMetadata? returnParameter)
    {
        Verify.NotNull(method);
        if (!method.IsStatic && target is null)
        {
            throw new ArgumentNullException(nameof(target), "Target must not be null for an instance method.");
        }

        ParameterBinder[] binders =
            [.. method.GetParameters().Select(each => new ParameterBinder(each, Sanitize(each.Name ?? string.Empty)))];
        functionName ??= NameOf(method);
        Verify.ValidFunctionName(functionName);
        KernelFunctionMetadata metadata = new(functionName)
        {
            Description = description ?? method.GetCustomAttribute<DescriptionAttribute>(inherit: true)?.Description,
            Parameters = parameters?.ToList()
                ?? [.. binders.Select(each => each.Metadata).OfType<KernelParameterMetadata>()],
            ReturnParameter = returnParameter ?? new() { ParameterType = MethodResult.TypeOf(method.ReturnType) },
        };
        return new(metadata, method, target, binders);
    }

    protected override ValueTask<FunctionResult> InvokeCoreAsync(
        Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        object?[] values = [.. _binders.Select(each => each.Bind(this, kernel, arguments, cancellationToken))];
        object? result = _method.Invoke(_target, BindingFlags.DoNotWrapExceptions, binder: null, values, culture: null);
        return MethodResult.ReadAsync(this, kernel, _method.ReturnType, result);
    }

    protected override async IAsyncEnumerable<TResult> InvokeStreamingCoreAsync<TResult>(
        Kernel kernel, KernelArguments arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FunctionResult result = await InvokeCoreAsync(kernel, arguments, cancellationToken).ConfigureAwait(false);
        if (result.Value is TResult value)
        {
            yield return value;
        }
        else if (result.Value is IAsyncEnumerable<TResult> values)
        {
            await foreach (TResult each in values.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return each;
            }
        }
        else if (typeof(TResult).IsAssignableFrom(typeof(StreamingMethodContent)))
        {
            if (result.Value is not null)
            {
                yield return (TResult)(object)new StreamingMethodContent(result.Value, result.Metadata);
            }
        }
        else
        {
            throw new NotSupportedException($"Streaming function {Name} does not support type {typeof(TResult)}");
        }
    }

    /// <summary>
    /// The attribute's name as it is, or the method's name without the Async of asynchronous methods.
    /// </summary>
    private static string NameOf(MethodInfo method)
    {
        string? given = method.GetCustomAttribute<KernelFunctionAttribute>(inherit: true)?.Name?.Trim();
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        const string Suffix = "Async";
        string name = Sanitize(method.Name);
        return MethodResult.IsAsync(method.ReturnType) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && name.Length > Suffix.Length
            ? name[..^Suffix.Length]
            : name;
    }

    private static string Sanitize(string name) => InvalidCharacters().Replace(name, "_");

    [GeneratedRegex("[^0-9A-Za-z_]")]
    private static partial Regex InvalidCharacters();
}
