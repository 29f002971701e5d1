using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Says options of generation in the words of OpenAI's protocol.</summary>
internal static class GenerationBody
{
    /// <param name="model">The model's name at the endpoint.</param>
    /// <param name="prompt">A text, or an array of token ids.</param>
    /// <param name="options">What <see cref="ThrowIfUnknown"/> has let pass.</param>
    public static CompletionBody Of(string model, object prompt, GenerationOptions options) => new()
    {
        Model = model,
        Prompt = prompt,
        MaxTokens = options.MaxOutputTokens,
        // A top_p of 0 leaves one token, as greedy decoding does, and vLLM refuses it.
        Temperature = options.IsGreedy ? 0 : options.Temperature,
        TopP = options.IsGreedy || options.TopP == 1 ? null : options.TopP,
        Stop = options.StopSequences.Count == 0 ? null : options.StopSequences,
        Seed = options.Seed,
        PresencePenalty = options.PresencePenalty == 0 ? null : options.PresencePenalty,
        FrequencyPenalty = options.FrequencyPenalty == 0 ? null : options.FrequencyPenalty,
        LogitBias = options.LogitBias.Count == 0 ? null : options.LogitBias,
    };

    /// <exception cref="ArgumentException">
    /// The protocol has no word for an option that is set, or two options contradict each other.
    /// </exception>
    public static void ThrowIfUnknown(GenerationOptions options)
    {
        options.ThrowIfContradictory();
        (string Name, bool IsSet)[] unknown =
        [
            (nameof(options.TopK), options.TopK is not null),
            (nameof(options.MinP), options.MinP > 0),
            (nameof(options.TypicalP), options.TypicalP < 1),
            (nameof(options.RepetitionPenalty), options.RepetitionPenalty != 1),
            (nameof(options.NoRepeatNgramSize), options.NoRepeatNgramSize > 0),
            (nameof(options.MinOutputTokens), options.MinOutputTokens > 0),
            (nameof(options.StopTokenIds), options.StopTokenIds.Count > 0),
            (nameof(options.Constraint), options.Constraint is not null),
            (nameof(options.Beams), options.Beams > 1),
            (nameof(options.ResultCount), options.ResultCount > 1),
            (nameof(options.BestOf), options.BestOf is not null),
            (nameof(options.TopLogProbabilities), options.TopLogProbabilities is not null),
            (nameof(options.Echo), options.Echo),
        ];
        foreach ((string name, bool isSet) in unknown)
        {
            if (isSet)
            {
                throw new ArgumentException(
                    $"{name} is set, but OpenAI's completions protocol has no such option for the evaluator.", name);
            }
        }
    }
}
