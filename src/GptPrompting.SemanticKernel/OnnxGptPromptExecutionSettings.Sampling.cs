using System.Text.Json.Serialization;

namespace GptPrompting.SemanticKernel;

// How the next token is chosen.
public sealed partial class OnnxGptPromptExecutionSettings
{
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

    /// <summary>
    /// Samples among the tokens whose surprise is nearest to the expected one and that together have this probability.
    /// Above 0, at most 1; 1, the default, is no limit; needs a <see cref="Temperature"/> above 0.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("typical_p")]
    public double TypicalP
    {
        get => _options.TypicalP;
        set => Set(_options with { TypicalP = value });
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

    /// <summary>
    /// Added to the logits of these token ids, each from -100 to 100; -100 bans the token. Default: none. In JSON also
    /// <c>token_selection_biases</c>.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("logit_bias")]
    public IReadOnlyDictionary<int, double> LogitBias
    {
        get => _options.LogitBias;
        set => Set(_options with { LogitBias = value });
    }

    /// <summary>
    /// Divides the positive logits of all tokens of prompt and output, and multiplies the negative ones. Above 0; 1,
    /// the default, changes nothing.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("repetition_penalty")]
    public double RepetitionPenalty
    {
        get => _options.RepetitionPenalty;
        set => Set(_options with { RepetitionPenalty = value });
    }

    /// <summary>
    /// Taken off a token's logit once for each time that the output has it so far. -2 to 2; 0, the default, changes
    /// nothing.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("frequency_penalty")]
    public double FrequencyPenalty
    {
        get => _options.FrequencyPenalty;
        set => Set(_options with { FrequencyPenalty = value });
    }

    /// <summary>
    /// Taken off the logit of every token that the output has so far. -2 to 2; 0, the default, changes nothing.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("presence_penalty")]
    public double PresencePenalty
    {
        get => _options.PresencePenalty;
        set => Set(_options with { PresencePenalty = value });
    }

    /// <summary>
    /// No run of this many tokens of prompt and output occurs a second time. At least 0; 0, the default, changes
    /// nothing.
    /// </summary>
    /// <inheritdoc cref="Temperature" path="/exception"/>
    [JsonPropertyName("no_repeat_ngram_size")]
    public int NoRepeatNgramSize
    {
        get => _options.NoRepeatNgramSize;
        set => Set(_options with { NoRepeatNgramSize = value });
    }
}
