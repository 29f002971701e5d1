using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;
using GptPrompting.Graphs.Rewrites;

namespace GptPrompting.Graphs;

/// <summary>Applies to a decoder graph what makes it faster, each step only where it is proved to fit.</summary>
internal static class GraphRewriter
{
    /// <summary>The name of the step that fuses attention.</summary>
    public const string AttentionStep = "fused attention";

    /// <summary>The name of the step that gives rows of embeddings in the place of their tables.</summary>
    public const string RowsStep = "rows of embeddings from the file";

    /// <summary>
    /// To be raised by one wherever what is made of a graph, or how it is run, changes: what was made by another one
    /// is then left aside.
    /// </summary>
    public const int Revision = 1;

    // With negative axes, and ranges of integers.
    private const int OldestOpset = 11;

    /// <summary>The name of the step that stores weights otherwise.</summary>
    public static string WeightStep(WeightFormat format) => $"weights as {format}";

    /// <exception cref="ModelFormatException">The graph is damaged.</exception>
    public static RewrittenGraph Rewrite(OnnxGraph graph, RewriteOptions options)
    {
        var draft = new GraphDraft(graph);
        draft.Finish();
        var steps = new List<RewriteStep>();
        if (options.WantedRows)
        {
            draft = WantedRows(draft, steps, options.Names);
        }

        bool hasRows = steps is [{ Holds: true }];
        if (options.PlainProducts)
        {
            bool isBatched = options.Attention != AttentionForm.Packed;
            int changes = 0;
            draft = Try("matrix products without reshaping", draft, steps, changed => changes = ProductRewrite.Apply(
                changed, new ProbeSet(changed, options.Names, options.ContextLength, isBatched)));
            steps[^1] = steps[^1] with { IsThere = steps[^1].Holds && changes == 0 };
        }

        // The packed form has wanted rows.
        bool isPacked = false;
        if (options.Attention == AttentionForm.Batched || (options.Attention == AttentionForm.Packed && hasRows))
        {
            draft = Try(AttentionStep, draft, steps, changed =>
                FusedAttentionRewrite.Apply(changed, options.Names, options.ContextLength, options.Attention));
            isPacked = options.Attention == AttentionForm.Packed && steps[^1].IsApplied;
        }

        // Gemm takes the matrix that wanted rows make of the hidden states.
        if (options.SharedEmbedding && hasRows)
        {
            draft = Try("embeddings stored once", draft, steps, SharedEmbeddingRewrite.Apply);
        }

        if (options.Weights != WeightFormat.AsTheyAre)
        {
            draft = Try(WeightStep(options.Weights), draft, steps,
                changed => WeightRewrite.Apply(changed, options.Weights));
        }

        IReadOnlyList<PickedTable> tables = [];
        if (isPacked && options.RowInputs)
        {
            draft = Try(RowsStep, draft, steps,
                changed => tables = RowInputsRewrite.Apply(changed, options.Names,
                    new ProbeSet(changed, options.Names, options.ContextLength, isBatched: false)));
        }

        return new RewrittenGraph(draft, steps) { IsPacked = isPacked, Tables = tables };
    }

    private static GraphDraft WantedRows(GraphDraft draft, List<RewriteStep> steps, DecoderNames names)
    {
        const string Name = "logits of wanted rows";
        if (WantedRowsRewrite.IsIn(draft.Source, names))
        {
            steps.Add(new RewriteStep(Name, NotAppliedBecause: null) { IsThere = true });
            return draft;
        }

        return Try(Name, draft, steps, changed => WantedRowsRewrite.Apply(changed, names));
    }

    /// <summary>Applies a rewrite to a copy, which a refusal leaves behind half changed.</summary>
    private static GraphDraft Try(string name, GraphDraft draft, List<RewriteStep> steps, Action<GraphDraft> rewrite)
    {
        GraphDraft changed = draft.Copy();
        try
        {
            if (draft.Source.Opsets.GetValueOrDefault("") < OldestOpset)
            {
                throw new RewriteRefusal($"the graph's operators are older than version {OldestOpset}");
            }

            rewrite(changed);
            steps.Add(new RewriteStep(name, NotAppliedBecause: null));
            return changed;
        }
        catch (RewriteRefusal e)
        {
            steps.Add(new RewriteStep(name, e.Message));
            return draft;
        }
    }
}
