using System.Security.Cryptography;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Tokenization;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    // Eight sequences side by side are read nearly as fast as one; more gain little and take their memory.
    private const int DefaultBatchSize = 8;

    /// <summary>
    /// Continues any number of prompts. What prompts begin with together is computed once, and texts of different
    /// requests grow side by side; the results are those of one call for each.
    /// </summary>
    /// <param name="requests">Prompts, each with options of its own; none is fine.</param>
    /// <param name="options">How many texts grow at a time; null is 8.</param>
    /// <param name="progress">Is told whenever a request is complete; on the calling thread.</param>
    /// <param name="cancellationToken">
    /// Ends the call with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <returns>The results of each request, in the order of the requests.</returns>
    /// <exception cref="ArgumentException">
    /// A request is not one that <see cref="GenerateMany"/> takes, or has more beams than texts may grow at a time; the
    /// message names its index. Nothing was computed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model gave NaN, or options ban every token.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Completion>> GenerateBatch(
        IReadOnlyList<GenerationRequest> requests,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        int width = options?.MaxBatchSize ?? DefaultBatchSize;
        GenerationJob[] jobs = Jobs(requests, width, refused: null, cancellationToken);
        return Results(jobs.Length, Run(jobs, options, progress, cancellationToken));
    }

    /// <summary>
    /// As <see cref="GenerateBatch"/>, computing while the result is enumerated: the steps of all requests as they
    /// come.
    /// </summary>
    /// <inheritdoc cref="GenerateBatch" path="/param"/>
    /// <inheritdoc cref="GenerateBatch" path="/exception"/>
    /// <returns>
    /// Updates, each with the index of its request and result. For one result they are those that
    /// <see cref="GenerateStreaming"/> gives.
    /// </returns>
    public IEnumerable<BatchUpdate> GenerateBatchStreaming(
        IReadOnlyList<GenerationRequest> requests,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        int width = options?.MaxBatchSize ?? DefaultBatchSize;
        return Run(Jobs(requests, width, refused: null, cancellationToken), options, progress, cancellationToken);
    }

    private static IReadOnlyList<Completion>[] Results(int requests, IEnumerable<BatchUpdate> updates)
    {
        var results = new List<List<CompletionUpdate>>[requests];
        foreach (BatchUpdate update in updates)
        {
            List<List<CompletionUpdate>> ofRequest = results[update.RequestIndex] ??= [];
            while (ofRequest.Count <= update.ResultIndex)
            {
                ofRequest.Add([]);
            }

            ofRequest[update.ResultIndex].Add(update.Update);
        }

        return [.. results.Select(ofRequest => ofRequest.ConvertAll(Completion.Join))];
    }

    private IEnumerable<BatchUpdate> Run(
        GenerationJob[] jobs,
        BatchOptions? options,
        IProgress<BatchProgress>? progress,
        CancellationToken cancellationToken)
    {
        int width = options?.MaxBatchSize ?? DefaultBatchSize;
        ICausalModel model = options?.UsesPrefixCache == false ? Uncached : _model;
        var tools = new GenerationTools
        {
            Model = model,
            NeverChosen = _idsWithoutToken,
            Texts = new TokenTexts(Tokenizer, _trie),
        };
        var loop = new GenerationLoop(model, new GenerationPlan(jobs, tools, width));
        int told = 0;
        foreach (BatchUpdate update in loop.Run(width, cancellationToken))
        {
            for (; told < loop.Done; told++)
            {
                progress?.Report(new BatchProgress(told + 1, jobs.Length, loop.TokensRead));
            }

            yield return update;
        }
    }

    /// <summary>
    /// As <see cref="GenerateBatchStreaming"/>, but a request that cannot be continued takes none of the others with
    /// it.
    /// </summary>
    /// <param name="requests">Prompts, each with options of its own.</param>
    /// <param name="refused">Is told the index of such a request, and why; before anything is computed.</param>
    /// <param name="options">How many texts grow at a time.</param>
    /// <param name="progress">Is told whenever a request is complete.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal IEnumerable<BatchUpdate> GenerateAccepted(
        IReadOnlyList<GenerationRequest> requests,
        Action<int, string> refused,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        int width = options?.MaxBatchSize ?? DefaultBatchSize;
        return Run(Jobs(requests, width, refused, cancellationToken), options, progress, cancellationToken);
    }

    /// <param name="requests">The requests.</param>
    /// <param name="width">How many texts grow at a time.</param>
    /// <param name="refused">Is told what cannot be continued; null throws for the first such request.</param>
    /// <param name="cancellationToken">Ends the call: many prompts take seconds to become tokens.</param>
    private GenerationJob[] Jobs(
        IReadOnlyList<GenerationRequest>? requests,
        int width,
        Action<int, string>? refused,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var jobs = new List<GenerationJob>(requests.Count);
        for (int i = 0; i < requests.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                ArgumentNullException.ThrowIfNull(requests[i]);
                jobs.Add(Job(requests[i], i, width));
            }
            catch (ArgumentException e)
            {
                // The runtime appends the parameter, which the new exception has as well.
                string reason = e.Message.Split(" (Parameter '")[0];
                if (refused is null)
                {
                    throw new ArgumentException($"Request {i}: {reason}", nameof(requests), e);
                }

                refused(i, reason);
            }
        }

        return [.. jobs];
    }

    private GenerationJob Job(GenerationRequest request, int index, int width)
    {
        GenerationOptions options = request.Options ?? new GenerationOptions();
        int[] all = TokensOf(request.Prompt);
        int[] ids = request.TruncatesPrompt
            ? LastOf(all, ContextLength - options.MaxOutputTokens)
            : Fitting(all, "prompt");
        GenerationJob job = Job(ids.Length < all.Length ? TextOf(ids) : request.Prompt, ids, options, index);
        return options.Beams <= width
            ? job
            : throw new ArgumentException($"Beams is {options.Beams}, but MaxBatchSize is {width}.", nameof(request));
    }

    // Of a prompt that was cut, which may be within a character.
    private string TextOf(int[] ids) => Tokenizer.Decode(ids, skipSpecialTokens: true).TrimStart('\uFFFD');

    private int[] LastOf(int[] ids, int count) => count >= 1
        ? Fitting(ids.Length > count ? ids[^count..] : ids, "request")
        : throw new ArgumentException(
            $"{nameof(GenerationOptions.MaxOutputTokens)} leaves no room for a prompt in the model's {ContextLength} "
            + "tokens.", "request");

    private GenerationJob Job(string prompt, GenerationOptions options, int request) =>
        Job(prompt, PromptIds(prompt), options, request);

    private GenerationJob Job(string prompt, int[] promptIds, GenerationOptions options, int request)
    {
        int outputLimit = Math.Min(options.MaxOutputTokens, ContextLength - promptIds.Length + 1);
        options.ThrowIfContradictory();
        CheckAgainstModel(options, outputLimit);
        return new GenerationJob
        {
            Request = request,
            Prompt = prompt,
            PromptIds = promptIds,
            Options = options,
            Seed = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            Ends = [.. _eosIds.Union(options.StopTokenIds).Union(SpecialTokens(options.StopSequences))],
            OutputLimit = outputLimit,
        };
    }

    // Their text is never shown, so none would be found in it.
    private IEnumerable<int> SpecialTokens(IEnumerable<string> texts) =>
        texts.Select(Tokenizer.IdOf).OfType<int>().Where(Tokenizer.IsSpecial);

    private int[] PromptIds(string prompt) => Fitting(TokensOf(prompt), nameof(prompt));

    private int[] TokensOf(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        WholeCharacters.Require(prompt);
        return Tokenizer.Encode(prompt, addSpecialTokens: true);
    }

    private int[] Fitting(int[] promptIds, string name) => promptIds.Length switch
    {
        0 => throw new ArgumentException("The prompt is empty; a model continues at least one token.", name),
        int count when count > ContextLength => throw new ArgumentException(
            $"The prompt has {count} tokens; the model reads at most {ContextLength}.", name),
        _ => promptIds,
    };

    private void CheckAgainstModel(GenerationOptions options, int outputLimit)
    {
        CheckTokens(options.LogitBias.Keys, nameof(GenerationOptions.LogitBias));
        CheckTokens(options.StopTokenIds, nameof(GenerationOptions.StopTokenIds));
        if (options.Constraint is not null && !Tokenizer.TokensAreText)
        {
            throw new ArgumentException(
                "Constraint is set, but the text of this tokenizer's tokens depends on those beside them.",
                nameof(options));
        }

        if (options.TopLogProbabilities > VocabularySize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(GenerationOptions.TopLogProbabilities), options.TopLogProbabilities,
                $"TopLogProbabilities is {options.TopLogProbabilities}; the model has {VocabularySize} tokens.");
        }

        if (options.MinOutputTokens > outputLimit)
        {
            throw new ArgumentException(
                $"MinOutputTokens is {options.MinOutputTokens}; after this prompt the model can write {outputLimit}.",
                nameof(options));
        }
    }

    private void CheckTokens(IEnumerable<int> ids, string name)
    {
        foreach (int id in ids)
        {
            if (id >= VocabularySize || !(Tokenizer.HasToken(id) || _eosIds.Contains(id)))
            {
                throw new ArgumentOutOfRangeException(name, id, $"{name} has {id}, which is no token of the model.");
            }
        }
    }
}
