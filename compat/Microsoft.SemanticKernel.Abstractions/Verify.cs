using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Microsoft.SemanticKernel;

internal static partial class Verify
{
    internal static void NotNull(
        [NotNull] object? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        ArgumentNullException.ThrowIfNull(value, name);

    internal static void NotNullOrWhiteSpace(
        [NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);

    internal static void ValidPluginName([NotNull] string? name)
    {
        NotNullOrWhiteSpace(name, "pluginName");
        if (!PluginName().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no plugin name: only ASCII letters, digits and underscores are allowed.", nameof(name));
        }
    }

    internal static void ValidFunctionName(
        [NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        NotNullOrWhiteSpace(value, "functionName");
        if (!FunctionName().IsMatch(value))
        {
            throw new ArgumentException(
                $"'{value}' is no function name: only ASCII letters, digits, dashes and underscores are allowed.",
                name);
        }
    }

    internal static IReadOnlyList<KernelParameterMetadata> UniqueParameters(
        IReadOnlyList<KernelParameterMetadata> parameters)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KernelParameterMetadata parameter in parameters)
        {
            NotNullOrWhiteSpace(parameter.Name);
            if (!seen.Add(parameter.Name))
            {
                throw new ArgumentException(
                    $"The function has two or more parameters with the same name '{parameter.Name}'");
            }
        }

        return parameters;
    }

    [GeneratedRegex("^[0-9A-Za-z_]*$")]
    private static partial Regex PluginName();

    [GeneratedRegex("^[0-9A-Za-z_-]*$")]
    private static partial Regex FunctionName();
}
