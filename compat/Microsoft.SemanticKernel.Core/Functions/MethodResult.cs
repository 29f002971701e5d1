using System.Reflection;

namespace Microsoft.SemanticKernel;

/// <summary>What a method returned, awaited where it is a task.</summary>
internal static class MethodResult
{
    internal static bool IsAsync(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || Is(type, typeof(Task<>)) || Is(type, typeof(ValueTask<>)) || Is(type, typeof(IAsyncEnumerable<>));

    internal static Type TypeOf(Type type)
    {
        bool isTask = Is(type, typeof(Task<>)) || Is(type, typeof(ValueTask<>));
        Type result = isTask ? type.GenericTypeArguments[0] : type;
        if (result == typeof(Task) || result == typeof(ValueTask))
        {
            return typeof(void);
        }

        return result == typeof(FunctionResult) ? typeof(object) : Nullable.GetUnderlyingType(result) ?? result;
    }

    internal static async ValueTask<FunctionResult> ReadAsync(
        KernelFunction function, Kernel kernel, Type type, object? result)
    {
        object? value = await AwaitAsync(type, result).ConfigureAwait(false);
        return value as FunctionResult ?? new FunctionResult(function, value, kernel.Culture);
    }

    private static async ValueTask<object?> AwaitAsync(Type type, object? result)
    {
        Task? task = result switch
        {
            Task each => each,
            ValueTask each => each.AsTask(),
            not null when Is(type, typeof(ValueTask<>)) =>
                (Task)type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(result, null)!,
            null when typeof(Task).IsAssignableFrom(type) =>
                throw new KernelException("Function returned null unexpectedly."),
            _ => null,
        };
        if (task is null)
        {
            return type == typeof(void) ? null : result;
        }

        await task.ConfigureAwait(false);
        bool hasValue = Is(type, typeof(Task<>)) || Is(type, typeof(ValueTask<>));
        return hasValue
            ? task.GetType().GetProperty("Result", BindingFlags.Public | BindingFlags.Instance)!.GetValue(task)
            : null;
    }

    private static bool Is(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
