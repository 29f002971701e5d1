using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.Generation;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>How a prompt is completed; in JSON the names are in snake_case and numbers may be text.</summary>
/// <remarks>
/// Defaults and ranges are those of <see cref="GenerationOptions"/>: greedy unless a temperature is set, and greedy as
/// well where <see cref="TopP"/> is 0, as many prompt files have it. Every value is checked when it is set.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed class OnnxGptPromptExecutionSettings : PromptExecutionSettings
{
    /// <summary>The most results that one prompt may ask for, as in the kernel's other services.</summary>
    public const int MaxResultsPerPrompt = 128;

    private GenerationOptions _options = new();
    private IList<string> _stopSequences = [];
    private int _resultsPerPrompt = 1;

    /// <summary>Divides the logits before sampling. 0 to 100; 0, the default, is greedy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("temperature")]
    public double Temperature
    {
        get => _options.Temperature;
        set => Set(_options with { Temperature = value });
    }

    /// <summary>
    /// Samples among the fewest most probable tokens that together have this probability.
    /// 0 to 1; 1, the default, is no limit; 0 is greedy.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("top_p")]
    public double TopP
    {
        get => _options.TopP;
        set => Set(_options with { TopP = value });
    }

    /// <summary>
    /// Samples among this many most probable tokens only. At least 1; null, the default, is no limit.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("top_k")]
    public int? TopK
    {
        get => _options.TopK;
        set => Set(_options with { TopK = value });
    }

    /// <summary>
    /// Samples among tokens at least this fraction as probable as the most probable one.
    /// 0 to 1; 0, the default, is no limit.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("min_p")]
    public double MinP
    {
        get => _options.MinP;
        set => Set(_options with { MinP = value });
    }

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
    /// The same seed gives the same text; of several results, each has the seed of the one before plus 1.
    /// Null, the default, draws a new seed for every call.
    /// </summary>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("seed")]
    public int? Seed
    {
        get => _options.Seed;
        set => Set(_options with { Seed = value });
    }

    /// <summary>How many texts to generate for a prompt. 1 to <see cref="MaxResultsPerPrompt"/>; default 1.</summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("results_per_prompt")]
    public int ResultsPerPrompt
    {
        get => _resultsPerPrompt;
        set
        {
            ThrowIfFrozen();
            _resultsPerPrompt = value is >= 1 and <= MaxResultsPerPrompt
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(ResultsPerPrompt),
                    value,
                    $"ResultsPerPrompt is {value}; it must be from 1 to {MaxResultsPerPrompt}.");
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
    /// A key is unknown, a value is of the wrong kind or out of its range, or an option that this service does not have
    /// is set to more than its neutral value (such as a <c>presence_penalty</c> of 0). The message names the key.
    /// </exception>
    public static OnnxGptPromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? executionSettings)
    {
        if (executionSettings?.FunctionChoiceBehavior is not null)
        {
            throw new ArgumentException(
                "'function_choice_behavior' is set; a text-completion service cannot call functions.",
                nameof(executionSettings));
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
                SettingsReader.ToJson(executionSettings)),
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
        _resultsPerPrompt = _resultsPerPrompt,
    };

    /// <param name="result">Which of the results, from 0.</param>
    /// <exception cref="ArgumentException">A stop sequence that was added to the list is null or empty.</exception>
    internal GenerationOptions ToGenerationOptions(int result) => _options with
    {
        StopSequences = [.. _stopSequences],
        Seed = _options.Seed is { } seed ? unchecked(seed + result) : null,
    };

    private OnnxGptPromptExecutionSettings WithExtensionDataRead()
    {
        var copy = (OnnxGptPromptExecutionSettings)Clone();
        JsonElement data = SettingsReader.ToJson(copy.ExtensionData!);
        copy.ExtensionData = null;
        return SettingsReader.ReadInto(copy, data);
    }

    private void Set(GenerationOptions options)
    {
        ThrowIfFrozen();
        _options = options;
    }
}
