using System.Security.Cryptography;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Scoring;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>A GPT with its tokenizer: text in, text or scores out. Any number of threads may use one at once.</summary>
/// <remarks>
/// <see cref="Dispose"/> is safe while other threads are in a call: it waits for their current forward pass, and their
/// next one throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class LanguageModel : IDisposable
{
    private readonly ICausalModel _model;
    private readonly HashSet<int> _eosIds;
    private readonly int? _prefixId;

    // Columns that pad the logits, and holes in the vocabulary.
    private readonly int[] _idsWithoutToken;

    /// <summary>
    /// Joins a model with its tokenizer. <see cref="Load"/> does it for a folder; this is for a model of your own.
    /// </summary>
    /// <param name="id">The name by which results refer to the model.</param>
    /// <param name="model">The model; disposed with this object.</param>
    /// <param name="tokenizer">Gives ids below the model's vocabulary size.</param>
    /// <param name="eosIds">Tokens that end a text; none is fine.</param>
    public LanguageModel(string id, ICausalModel model, HuggingFaceTokenizer tokenizer, IEnumerable<int> eosIds)
        : this(id, model, tokenizer, eosIds, tokenizer?.BosId)
    {
    }

    private LanguageModel(
        string id, ICausalModel model, HuggingFaceTokenizer tokenizer, IEnumerable<int> eosIds, int? bosId)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(eosIds);
        Id = id;
        Tokenizer = tokenizer;
        _model = model;
        _eosIds = [.. eosIds];
        _idsWithoutToken = [.. Enumerable.Range(0, model.VocabularySize)
            .Where(tokenId => !tokenizer.HasToken(tokenId) && !_eosIds.Contains(tokenId))];
        _prefixId = bosId ?? eosIds.Select(eos => (int?)eos).FirstOrDefault();
    }

    /// <summary>The name of the model's folder, or what the constructor was given.</summary>
    public string Id { get; }

    /// <summary>The tokenizer of the model's folder.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>The most tokens, prompt and output together, that the model can read.</summary>
    public int ContextLength => _model.ContextLength;

    /// <summary>Columns of the logits; token ids are below this.</summary>
    public int VocabularySize => _model.VocabularySize;

    /// <summary>
    /// Opens a folder with an ONNX graph, <c>config.json</c> and <c>tokenizer.json</c>, as Hugging Face Optimum exports
    /// it.
    /// </summary>
    /// <param name="folder">The folder; relative paths start at the current directory.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, or two of them contradict each other.
    /// </exception>
    public static LanguageModel Load(string folder, LanguageModelOptions? options = null)
    {
        ModelFolder files = ModelFolder.Open(folder, options?.ModelFile);
        ModelConfig config = ModelConfig.Load(files.ConfigFile, files.Find("generation_config.json"));
        string tokenizerFile = files.Require("tokenizer.json");
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(tokenizerFile);
        int contextLength = config.ContextLength ?? throw new ModelFormatException(
            files.ConfigFile, "none of n_positions, max_position_embeddings and n_ctx gives the context length");

        OnnxModel model = OnnxModel.Load(
            files.GraphFile, config, contextLength, options?.Threads, owner: typeof(LanguageModel));
        try
        {
            VocabularyMatch.Check(tokenizer, model.VocabularySize, tokenizerFile);
            config.CheckTokenIds(model.VocabularySize);
            return new LanguageModel(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(files.Path)), model, tokenizer,
                config.EosIds, tokenizer.BosId ?? config.BosId);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Continues a prompt.</summary>
    /// <param name="prompt">
    /// The text to continue, read as it is; at least one token, at most the context length.
    /// </param>
    /// <param name="options">How to choose tokens and when to end; null is greedy decoding of up to 256 tokens.</param>
    /// <param name="cancellationToken">
    /// Ends the call with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The prompt has no token or too many, or is no valid Unicode text.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Completion Generate(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Completion.Join(GenerateStreaming(prompt, options, cancellationToken));

    /// <summary>
    /// Continues a prompt token by token, computing while the result is enumerated. Parameters as for
    /// <see cref="Generate"/>.
    /// </summary>
    /// <returns>One update for every token; the last carries the finish reason and the usage.</returns>
    /// <inheritdoc cref="Generate" path="/param"/>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public IEnumerable<CompletionUpdate> GenerateStreaming(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        int[] promptIds = PromptIds(prompt);
        return Stream(promptIds, options ?? new GenerationOptions(), cancellationToken);
    }

    /// <summary>
    /// How probable the model finds a continuation, token by token. Boundaries and sums as in lm-evaluation-harness.
    /// </summary>
    /// <param name="context">
    /// What is conditioned on. Empty is fine: the begin-of-text or end-of-text token stands for it.
    /// </param>
    /// <param name="continuation">What is scored; it begins with its own space where it has one.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The continuation has no token of its own, both together are longer than the context length allows, or a text is
    /// no valid Unicode.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ContinuationScore Score(string context, string continuation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(continuation);
        HuggingFaceTokenizer.RefuseLoneSurrogates(context);
        HuggingFaceTokenizer.RefuseLoneSurrogates(continuation);
        ContinuationTokens tokens = ContinuationTokens.Split(Tokenizer, _prefixId, context, continuation);
        int read = tokens.Context.Length + tokens.Continuation.Length - 1;
        if (read > ContextLength)
        {
            throw new ArgumentException(
                $"Scoring reads {read} tokens; the model reads at most {ContextLength}.", nameof(context));
        }

        (double[] logProbabilities, bool isGreedy) =
            TokenScorer.Score(_model, tokens.Context, tokens.Continuation, cancellationToken);
        return new ContinuationScore
        {
            Tokens = [.. tokens.Continuation.Zip(logProbabilities, (id, logProbability) =>
                new TokenScore(id, Tokenizer.TokenText(id), logProbability))],
            IsGreedy = isGreedy,
            IsBoundaryMerged = tokens.IsBoundaryMerged,
        };
    }

    /// <summary>Frees the model. Waits for forward passes that run on other threads.</summary>
    public void Dispose() => _model.Dispose();

    private int[] PromptIds(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        HuggingFaceTokenizer.RefuseLoneSurrogates(prompt);
        int[] ids = Tokenizer.Encode(prompt, addSpecialTokens: true);
        if (ids.Length == 0)
        {
            throw new ArgumentException("The prompt is empty; a model continues at least one token.", nameof(prompt));
        }

        return ids.Length <= ContextLength
            ? ids
            : throw new ArgumentException(
                $"The prompt has {ids.Length} tokens; the model reads at most {ContextLength}.", nameof(prompt));
    }

    private IEnumerable<CompletionUpdate> Stream(
        int[] promptIds, GenerationOptions options, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        using var tokens = new TokenGenerator(_model, promptIds, options, random, _idsWithoutToken);
        var text = new VisibleText(Tokenizer, options.StopSequences);
        for (int count = 1; ; count++)
        {
            int id = tokens.Next(cancellationToken);
            string visible = _eosIds.Contains(id) ? "" : text.Append(id);
            bool isStopped = _eosIds.Contains(id) || text.IsStopped;
            if (isStopped || count == options.MaxOutputTokens || !tokens.CanContinue)
            {
                visible += text.Flush();
                yield return new CompletionUpdate
                {
                    Text = visible,
                    TokenIds = [id],
                    FinishReason = isStopped || text.IsStopped ? FinishReason.Stop : FinishReason.Length,
                    Usage = new TokenUsage(promptIds.Length, count),
                };
                yield break;
            }

            yield return new CompletionUpdate { Text = visible, TokenIds = [id] };
        }
    }
}
