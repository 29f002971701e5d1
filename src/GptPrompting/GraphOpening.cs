using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Rewrites;

namespace GptPrompting;

/// <summary>What becomes of a graph when its folder is opened; its file stays as it is.</summary>
internal sealed record GraphOpening
{
    /// <summary>
    /// Weights from which on a graph is rewritten unasked. That takes a quarter of a second in a new process; a smaller
    /// graph does not win it back soon.
    /// </summary>
    public const long LargeBytes = 64L << 20;

    public required LanguageModelOptions Options { get; init; }

    /// <summary>What the graph calls its inputs and its output.</summary>
    public DecoderNames Names { get; init; } = new();

    /// <summary>The most tokens of a sequence; null where nothing says it, which leaves a graph as it is.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Whether attention may be packed.</summary>
    public bool CanPack { get; init; }

    /// <summary>Whether a graph is made faster as far as that fits it, whatever becomes of its weights.</summary>
    public bool IsRewritten(OnnxGraph graph) => ContextLength is not null
        && (Options.Rewriting == GraphRewriting.Always
            || (Options.Rewriting == GraphRewriting.WhenLarge
                && (graph.WeightBytes >= LargeBytes || WantedRowsRewrite.IsIn(graph, Names))));

    /// <summary>Whether there is anything to do to a graph.</summary>
    public bool Changes(OnnxGraph graph) => IsRewritten(graph) || Options.Weights != ModelWeights.AsTheyAre;

    /// <summary>The graph as it is run: packed where all that takes fits, else whatever fits.</summary>
    /// <exception cref="ArgumentException">Its weights cannot be stored as the options ask.</exception>
    public RewrittenGraph Open(OnnxGraph graph)
    {
        RewriteOptions options = RewriteOptions(graph);
        RewrittenGraph rewritten = GraphRewriter.Rewrite(graph, options);
        if (options.Attention == AttentionForm.Packed && !rewritten.IsPacked)
        {
            rewritten = GraphRewriter.Rewrite(graph, options with { Attention = AttentionForm.Batched });
        }

        string weights = GraphRewriter.WeightStep(options.Weights);
        return rewritten.Steps.FirstOrDefault(step => step.Name == weights)?.NotAppliedBecause is string obstacle
            ? throw new ArgumentException(
                $"Weights is {Options.Weights}, and those of {graph.Path} cannot be stored so: {obstacle}.")
            : rewritten;
    }

    private RewriteOptions RewriteOptions(OnnxGraph graph)
    {
        bool isRewritten = IsRewritten(graph);
        return new RewriteOptions
        {
            ContextLength = ContextLength ?? 1,
            Names = Names,
            WantedRows = isRewritten,
            PlainProducts = isRewritten,
            Attention = !isRewritten ? AttentionForm.AsItIs
                : CanPack ? AttentionForm.Packed
                : AttentionForm.Batched,
            RowInputs = true,
            Weights = WeightFormats.Of(Options.Weights),
        };
    }
}
