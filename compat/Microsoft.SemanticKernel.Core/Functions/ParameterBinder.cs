using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel.Services;

namespace Microsoft.SemanticKernel;

/// <summary>Finds the value of one parameter: from the kernel, from the arguments, or its default.</summary>
internal sealed class ParameterBinder(ParameterInfo parameter, string name)
{
    private readonly Type _type = parameter.ParameterType;

    /// <summary>Null for what the kernel supplies itself.</summary>
    internal KernelParameterMetadata? Metadata { get; } = IsSupplied(parameter.ParameterType) ? null : new(name)
    {
        Description = parameter.GetCustomAttribute<DescriptionAttribute>(inherit: true)?.Description,
        DefaultValue = parameter.HasDefaultValue ? parameter.DefaultValue?.ToString() : null,
        IsRequired = !parameter.IsOptional,
        ParameterType = parameter.ParameterType,
    };

    internal object? Bind(
        KernelFunction function, Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        if (Metadata is null)
        {
            return Supply(function, kernel, arguments, cancellationToken);
        }

        if (arguments.TryGetValue(name, out object? value))
        {
            return Convert(value, kernel.Culture);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new KernelException(
                $"Missing argument for function parameter '{name}'",
                new ArgumentException("Missing argument for function parameter", name));
    }

    private static bool IsSupplied(Type type) =>
        type == typeof(KernelFunction) || type == typeof(Kernel) || type == typeof(KernelArguments)
        || type == typeof(ILoggerFactory) || type == typeof(ILogger) || type == typeof(IAIServiceSelector)
        || type == typeof(CultureInfo) || type == typeof(IFormatProvider) || type == typeof(CancellationToken);

    private object Supply(
        KernelFunction function, Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken) =>
        _type.Name switch
        {
            nameof(KernelFunction) => function,
            nameof(Kernel) => kernel,
            nameof(KernelArguments) => arguments,
            nameof(ILoggerFactory) => kernel.LoggerFactory,
            nameof(ILogger) =>
                kernel.LoggerFactory.CreateLogger(parameter.Member.DeclaringType ?? typeof(KernelFunctionFromMethod)),
            nameof(IAIServiceSelector) => kernel.ServiceSelector,
            nameof(CancellationToken) => cancellationToken,
            _ => kernel.Culture,
        };

    private object? Convert(object? value, CultureInfo culture)
    {
        Type type = Nullable.GetUnderlyingType(_type) ?? _type;
        if (_type.IsInstanceOfType(value) || (value is null && (!_type.IsValueType || type != _type)))
        {
            return value;
        }

        if (value is not (JsonElement or JsonDocument or JsonNode) && InternalTypeConverter.Find(type) is { } converter)
        {
            return ConvertSimple(value, type, converter, culture);
        }

        return value is null ? null : FromJson(value);
    }

    private object? ConvertSimple(object? value, Type type, TypeConverter converter, CultureInfo culture)
    {
        try
        {
            if (value is not null && converter.CanConvertFrom(value.GetType()))
            {
                return converter.ConvertFrom(context: null, culture, value);
            }

            return value switch
            {
                _ when type == typeof(string) => InternalTypeConverter.ConvertToString(value, culture),
                int or uint or long or ulong or short or ushort or byte or sbyte when type.IsEnum =>
                    Enum.ToObject(type, value),
                _ when converter.CanConvertTo(type) => converter.ConvertTo(context: null, culture, value, type),
                _ => throw new InvalidOperationException($"A {value?.GetType()} cannot be made a {type}."),
            };
        }
        catch (Exception e)
        {
            throw new ArgumentOutOfRangeException(name, value, e.Message);
        }
    }

    private object? FromJson(object value)
    {
        try
        {
            return value switch
            {
                JsonElement { ValueKind: JsonValueKind.String } text when _type.IsPrimitive
                    || _type == typeof(decimal) =>
                    System.Convert.ChangeType(text.GetString(), _type, CultureInfo.CurrentCulture),
                JsonElement element => element.Deserialize(_type),
                JsonDocument document => document.Deserialize(_type),
                JsonNode node => node.Deserialize(_type),
                _ => JsonSerializer.Deserialize(value.ToString()!, _type),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return value;
        }
    }
}
