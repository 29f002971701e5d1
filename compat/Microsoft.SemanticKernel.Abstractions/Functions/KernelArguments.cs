using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Microsoft.SemanticKernel;

public sealed class KernelArguments : AIFunctionArguments
{
    private IReadOnlyDictionary<string, PromptExecutionSettings>? _executionSettings;

    [JsonConstructor]
    public KernelArguments()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    public KernelArguments(PromptExecutionSettings? executionSettings)
        : this(executionSettings is null ? null : new[] { executionSettings })
    {
    }

    public KernelArguments(IEnumerable<PromptExecutionSettings>? executionSettings)
        : base(StringComparer.OrdinalIgnoreCase)
    {
        if (executionSettings is not null)
        {
            ExecutionSettings = ById(executionSettings);
        }
    }

    public KernelArguments(
        IDictionary<string, object?> source, Dictionary<string, PromptExecutionSettings>? executionSettings = null)
        : base(source, StringComparer.OrdinalIgnoreCase)
    {
        ExecutionSettings = executionSettings ?? (source as KernelArguments)?.ExecutionSettings;
    }

    public IReadOnlyDictionary<string, PromptExecutionSettings>? ExecutionSettings
    {
        get => _executionSettings;
        set
        {
            RequireMatchingServiceIds(value ?? new Dictionary<string, PromptExecutionSettings>());
            _executionSettings = value;
        }
    }

    public ICollection<string> Names => Keys;

    public bool ContainsName(string name)
    {
        Verify.NotNull(name);
        return ContainsKey(name);
    }

    internal static void RequireMatchingServiceIds(IEnumerable<KeyValuePair<string, PromptExecutionSettings>> all)
    {
        foreach ((string key, PromptExecutionSettings settings) in all)
        {
            if (!string.IsNullOrWhiteSpace(settings.ServiceId) && key != settings.ServiceId)
            {
                throw new ArgumentException(
                    $"Service id '{settings.ServiceId}' must match the key '{key}'.", nameof(ExecutionSettings));
            }
        }
    }

    internal static Dictionary<string, PromptExecutionSettings> ById(
        IEnumerable<PromptExecutionSettings> executionSettings)
    {
        var byId = new Dictionary<string, PromptExecutionSettings>();
        foreach (PromptExecutionSettings settings in executionSettings)
        {
            string id = settings.ServiceId ?? PromptExecutionSettings.DefaultServiceId;
            if (!byId.TryAdd(id, settings))
            {
                throw new ArgumentException(
                    $"Multiple prompt execution settings with the service id '{id}' have been provided.",
                    nameof(executionSettings));
            }
        }

        return byId;
    }
}
