using System.Text.Json.Serialization;
using GptPrompting.Generation;

namespace GptPrompting.SemanticKernel;

// What is returned: how many results, how they are found, and what is told of them.
public sealed partial class OnnxGptPromptExecutionSettings
{
    /// <summary>
    /// How many texts to generate for a prompt. 1 to <see cref="MaxResultsPerPrompt"/>; default 1. In JSON also
    /// <c>n</c>.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("results_per_prompt")]
    public int ResultsPerPrompt
    {
        get => _options.ResultCount;
        set => Set(_options with
        {
            ResultCount = value is >= 1 and <= MaxResultsPerPrompt
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(ResultsPerPrompt),
                    value,
                    $"ResultsPerPrompt is {value}; it must be from 1 to {MaxResultsPerPrompt}."),
        });
    }

    /// <summary>
    /// Samples this many texts and returns the <see cref="ResultsPerPrompt"/> with the highest mean log-probability per
    /// token. Null, the default, returns what is sampled.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("best_of")]
    public int? BestOf
    {
        get => _options.BestOf;
        set => Set(_options with { BestOf = value });
    }

    /// <summary>Width of a beam search. 1, the default, is none; to 128.</summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("num_beams")]
    public int Beams
    {
        get => _options.Beams;
        set => Set(_options with { Beams = value });
    }

    /// <summary>Beams are ranked by their log-probability / length^this. Default 1.</summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("length_penalty")]
    public double LengthPenalty
    {
        get => _options.LengthPenalty;
        set => Set(_options with { LengthPenalty = value });
    }

    /// <summary>When a beam search ends; in JSON false, the default, true or "never".</summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("early_stopping")]
    [JsonConverter(typeof(EarlyStoppingConverter))]
    public EarlyStopping EarlyStopping
    {
        get => _options.EarlyStopping;
        set => Set(_options with { EarlyStopping = value });
    }

    /// <summary>
    /// Whether the metadata have the log-probabilities of the chosen tokens. Null, the default, is yes where
    /// <see cref="TopLogProbabilities"/> is set. In the JSON of a prompt file also their number.
    /// </summary>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("logprobs")]
    public bool? LogProbabilities
    {
        get => _logProbabilities;
        set
        {
            ThrowIfFrozen();
            _logProbabilities = value;
        }
    }

    /// <summary>
    /// How many most likely tokens of each place the metadata have, with their log-probabilities. At least 0; null, the
    /// default, is none.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("top_logprobs")]
    public int? TopLogProbabilities
    {
        get => _options.TopLogProbabilities;
        set => Set(_options with { TopLogProbabilities = value });
    }

    /// <summary>The only texts that a result may be. Null, the default, is any text.</summary>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("choices")]
    public IReadOnlyList<string>? Choices
    {
        get => _choices;
        set
        {
            ThrowIfFrozen();
            _choices = value is null ? null : [.. value];
        }
    }

    /// <summary>
    /// Puts the prompt before the text; with log-probabilities, the metadata have those of the prompt as well. Default:
    /// no.
    /// </summary>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("echo")]
    public bool Echo
    {
        get => _options.Echo;
        set => Set(_options with { Echo = value });
    }
}
