using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.ExtensionsAI;
using GptPrompting.Generation;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>How a prompt is completed; in JSON the names are in snake_case and numbers may be text.</summary>
/// <remarks>
/// Defaults and ranges are those of <see cref="GenerationOptions"/>: greedy unless a temperature is set, and greedy as
/// well where <see cref="TopP"/> is 0, as many prompt files have it. Every value is checked when it is set.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed partial class OnnxGptPromptExecutionSettings : PromptExecutionSettings
{
    /// <summary>The most results that one prompt may ask for, as in the kernel's other services.</summary>
    public const int MaxResultsPerPrompt = GenerationOptions.MaxResults;

    private GenerationOptions _options = new();
    private IList<string> _stopSequences = [];
    private bool? _logProbabilities;

    /// <summary>The most tokens to generate. At least 1; default 256.</summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("max_tokens")]
    public int MaxTokens
    {
        get => _options.MaxOutputTokens;
        set => Set(_options with
        {
            MaxOutputTokens = value >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(MaxTokens), value, $"MaxTokens is {value}; it must be at least 1."),
        });
    }

    /// <summary>
    /// So many tokens are generated before a text may end by an end-of-text token, <see cref="StopTokenIds"/> or
    /// <see cref="StopSequences"/>. At least 0, the default.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("min_tokens")]
    public int MinTokens
    {
        get => _options.MinOutputTokens;
        set => Set(_options with
        {
            MinOutputTokens = value >= 0
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(MinTokens), value, $"MinTokens is {value}; it must be at least 0."),
        });
    }

    /// <summary>
    /// Tokens that end generation as the model's end-of-text tokens do; their text is not shown. Default: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 0.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("stop_token_ids")]
    public IReadOnlyList<int> StopTokenIds
    {
        get => _options.StopTokenIds;
        set => Set(_options with { StopTokenIds = value });
    }

    /// <summary>
    /// Texts that end generation, none of them empty; no character of them is ever returned. Default: none.
    /// </summary>
    /// <exception cref="ArgumentException">One of them is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen; the list is read-only then.</exception>
    [JsonPropertyName("stop_sequences")]
    public IList<string> StopSequences
    {
        get => _stopSequences;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(_options with { StopSequences = [.. value] });
            _stopSequences = value;
        }
    }

    /// <summary>
    /// Reads settings of any type: none at all, these, those of a prompt file, or those made for another service.
    /// </summary>
    /// <param name="executionSettings">
    /// Null stands for the defaults. Settings of this type are returned as they are.
    /// </param>
    /// <returns>The settings; values that are null count as not given.</returns>
    /// <exception cref="ArgumentException">
    /// A key is unknown or given under two names, or its value is of the wrong kind or out of its range. The message
    /// names the key.
    /// </exception>
    public static OnnxGptPromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? executionSettings)
    {
        if (executionSettings?.FunctionChoiceBehavior is not null)
        {
            throw SettingsReader.CannotCallFunctions();
        }

        return executionSettings switch
        {
            null => new OnnxGptPromptExecutionSettings(),
            OnnxGptPromptExecutionSettings { ExtensionData: null or { Count: 0 } } own => own,
            OnnxGptPromptExecutionSettings own => own.WithExtensionDataRead(),
            _ => SettingsReader.ReadInto(
                new OnnxGptPromptExecutionSettings
                {
                    ServiceId = executionSettings.ServiceId,
                    ModelId = executionSettings.ModelId,
                },
                SettingValue.ToJson(executionSettings)),
        };
    }

    /// <summary>
    /// Makes the settings, and the list of stop sequences, read-only; the list that the caller has set is no longer
    /// read.
    /// </summary>
    public override void Freeze()
    {
        if (!IsFrozen)
        {
            base.Freeze();
            _stopSequences = new ReadOnlyCollection<string>([.. _stopSequences]);
        }
    }

    /// <summary>A copy of this type that can be changed.</summary>
    public override PromptExecutionSettings Clone() => new OnnxGptPromptExecutionSettings
    {
        ServiceId = ServiceId,
        ModelId = ModelId,
        FunctionChoiceBehavior = FunctionChoiceBehavior,
        ExtensionData = ExtensionData is null ? null : new Dictionary<string, object>(ExtensionData),
        _options = _options,
        _stopSequences = [.. _stopSequences],
        _logProbabilities = _logProbabilities,
        _choices = _choices,
        _regex = _regex,
        _jsonSchema = _jsonSchema,
    };

    /// <summary>The settings as <see cref="LanguageModel"/> takes them, for prompts without a kernel.</summary>
    /// <exception cref="ArgumentException">
    /// A stop sequence that was added to the list is null or empty, or two settings contradict each other.
    /// </exception>
    public GenerationOptions ToGenerationOptions()
    {
        if (_logProbabilities == false && _options.TopLogProbabilities is int top)
        {
            throw new ArgumentException($"LogProbabilities is false, but TopLogProbabilities is {top}.");
        }

        GenerationOptions options = _options with
        {
            StopSequences = [.. _stopSequences],
            Constraint = Constraint(),
            TopLogProbabilities = _options.TopLogProbabilities ?? (_logProbabilities == true ? 0 : null),
        };
        try
        {
            options.ThrowIfContradictory();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(SettingsReader.WithOwnNames(e), e);
        }

        return options;
    }

    internal void Change(Func<GenerationOptions, GenerationOptions> change) => Set(change(_options));

    private OnnxGptPromptExecutionSettings WithExtensionDataRead()
    {
        var copy = (OnnxGptPromptExecutionSettings)Clone();
        JsonElement data = SettingValue.ToJson(copy.ExtensionData!);
        copy.ExtensionData = null;
        return SettingsReader.ReadInto(copy, data);
    }

    private void Set(GenerationOptions options)
    {
        ThrowIfFrozen();
        _options = options;
    }
}
