using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.SemanticKernel;

public sealed class PromptTemplateConfig
{
    private string? _templateFormat;
    private string _template = string.Empty;
    private List<InputVariable> _inputVariables = [];
    private Dictionary<string, PromptExecutionSettings> _executionSettings = [];

    public PromptTemplateConfig()
    {
    }

    public PromptTemplateConfig(string template) => Template = template;

    public static string SemanticKernelTemplateFormat => "semantic-kernel";

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("description")]
    public string? Description { get; set; }

    [JsonPropertyName("template_format")]
    [AllowNull]
    public string TemplateFormat
    {
        get => _templateFormat ?? SemanticKernelTemplateFormat;
        set => _templateFormat = value;
    }

    [JsonPropertyName("template")]
    public string Template
    {
        get => _template;
        set
        {
            Verify.NotNull(value);
            _template = value;
        }
    }

    [JsonPropertyName("input_variables")]
    public List<InputVariable> InputVariables
    {
        get => _inputVariables;
        set
        {
            Verify.NotNull(value);
            _inputVariables = value;
        }
    }

    [JsonPropertyName("output_variable")]
    public OutputVariable? OutputVariable { get; set; }

    [JsonPropertyName("execution_settings")]
    public Dictionary<string, PromptExecutionSettings> ExecutionSettings
    {
        get => _executionSettings;
        set
        {
            Verify.NotNull(value);
            KernelArguments.RequireMatchingServiceIds(value);
            _executionSettings = value;
        }
    }

    [JsonPropertyName("allow_dangerously_set_content")]
    public bool AllowDangerouslySetContent { get; set; }

    public PromptExecutionSettings? DefaultExecutionSettings =>
        _executionSettings.GetValueOrDefault(PromptExecutionSettings.DefaultServiceId);

    public static PromptTemplateConfig FromJson(string json)
    {
        Verify.NotNullOrWhiteSpace(json);
        PromptTemplateConfig? config;
        try
        {
            config = JsonSerializer.Deserialize<PromptTemplateConfig>(json);
        }
        catch (JsonException e)
        {
            throw Unreadable(json, e);
        }

        foreach (InputVariable variable in (config ?? throw Unreadable(json)).InputVariables)
        {
            variable.Default = ReadDefault(variable);
        }

        return config;
    }

    public void AddExecutionSettings(PromptExecutionSettings settings, string? serviceId = null)
    {
        Verify.NotNull(settings);
        if (serviceId is not null && !string.IsNullOrWhiteSpace(settings.ServiceId))
        {
            throw new ArgumentException("The settings already have a service id.", nameof(serviceId));
        }

        string key = serviceId ?? settings.ServiceId ?? PromptExecutionSettings.DefaultServiceId;
        if (!ExecutionSettings.TryAdd(key, settings))
        {
            throw new ArgumentException(
                $"Execution settings for service id '{key}' already exists.", nameof(serviceId));
        }
    }

    internal IReadOnlyList<KernelParameterMetadata> GetParameters() =>
        [.. InputVariables.Select(each => new KernelParameterMetadata(each.Name)
        {
            Description = each.Description,
            DefaultValue = each.Default,
            IsRequired = each.IsRequired,
            ParameterType = string.IsNullOrWhiteSpace(each.JsonSchema)
                ? each.Default?.GetType() ?? typeof(string)
                : null,
        })];

    private static object? ReadDefault(InputVariable variable) => variable.Default switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
        JsonElement => throw new NotSupportedException(
            $"Default value for input variable '{variable.Name}' must be a string."),
        _ => variable.Default,
    };

    private static ArgumentException Unreadable(string json, Exception? inner = null) =>
        new($"Unable to deserialize {nameof(PromptTemplateConfig)} from the specified JSON.", nameof(json), inner);
}
