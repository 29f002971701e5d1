using GptPrompting.Generation;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>Continues a prompt.</summary>
    /// <param name="prompt">
    /// The text to continue, read as it is; at least one token, at most the context length.
    /// </param>
    /// <param name="options">How to choose tokens and when to end; null is greedy decoding of up to 256 tokens.</param>
    /// <param name="cancellationToken">
    /// Ends the call with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The prompt has no token or too many, or is no valid Unicode text; the options contradict each other or the
    /// model, or ask for several results.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model gave NaN, or the options ban every token.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Completion Generate(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Completion.Join(GenerateStreaming(prompt, options, cancellationToken));

    /// <summary>
    /// Continues a prompt token by token, computing while the result is enumerated. Parameters as for
    /// <see cref="Generate"/>.
    /// </summary>
    /// <returns>
    /// One update for every token, and one before them where the prompt is echoed; with
    /// <see cref="GenerationOptions.BestOf"/> and beams, where nothing is certain before the end, one for all tokens.
    /// The last carries the finish reason and the usage.
    /// </returns>
    /// <inheritdoc cref="Generate" path="/param"/>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public IEnumerable<CompletionUpdate> GenerateStreaming(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        GenerationJob job = Job(prompt, options ?? new GenerationOptions(), request: 0);
        return job.Options.ResultCount == 1
            ? RunOne(job, cancellationToken).Select(update => update.Update)
            : throw new ArgumentException(
                $"ResultCount is {job.Options.ResultCount}; this call gives one result, GenerateMany gives several.",
                nameof(options));
    }

    /// <summary>
    /// Continues a prompt as often as <see cref="GenerationOptions.ResultCount"/> says; the prompt is computed once.
    /// </summary>
    /// <returns>
    /// The results: of sampling in the order of their seeds, with <see cref="GenerationOptions.BestOf"/> and beams the
    /// best one first. Fewer only where so few beams could be told apart.
    /// </returns>
    /// <inheritdoc cref="Generate" path="/param"/>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public IReadOnlyList<Completion> GenerateMany(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        GenerationJob job = Job(prompt, options ?? new GenerationOptions(), request: 0);
        return Results(1, RunOne(job, cancellationToken))[0];
    }

    /// <summary>
    /// As <see cref="GenerateMany"/>, computing while the result is enumerated: the steps of all results as they come.
    /// </summary>
    /// <returns>
    /// Updates with the index of their result; the request's is 0. For each result they are those that
    /// <see cref="GenerateStreaming"/> gives.
    /// </returns>
    /// <inheritdoc cref="Generate" path="/param"/>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public IEnumerable<BatchUpdate> GenerateManyStreaming(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        GenerationJob job = Job(prompt, options ?? new GenerationOptions(), request: 0);
        return RunOne(job, cancellationToken);
    }

    private IEnumerable<BatchUpdate> RunOne(GenerationJob job, CancellationToken cancellationToken)
    {
        var options = new BatchOptions { MaxBatchSize = Math.Max(job.Options.Beams, DefaultBatchSize) };
        return Run([job], options, progress: null, cancellationToken);
    }
}
