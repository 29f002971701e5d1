using GptPrompting.Models;
using GptPrompting.States;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>Texts in, what a graph computes over them out.</summary>
internal sealed class StateReader(HuggingFaceTokenizer tokenizer, IStateSource source, int contextLength)
{
    // Enough to keep the cores busy; a graph with logits computes 100 MB of them meanwhile at 50,257 columns.
    private const int MaxBatchTokens = 512;

    /// <summary>Fills up a batch.</summary>
    public int PadId { get; init; }

    /// <summary>The file that says how to join states where a caller does not; null where there is none.</summary>
    public string? PoolingFile { get; init; }

    public TextStates Inspect(string text, CancellationToken cancellationToken)
    {
        StateOutputs outputs = source.States;
        if (outputs.IsEmpty)
        {
            throw Missing(source.Path, "hidden states or attentions");
        }

        int[] ids = Encode(text);
        IEnumerable<string?> wanted = [.. outputs.Hidden, .. outputs.Attentions, outputs.Last];
        string[] names = [.. wanted.OfType<string>().Distinct()];
        IReadOnlyList<TensorValues> values =
            source.ReadStates(TokenBatch.Pad([ids], PadId), names, cancellationToken);
        Dictionary<string, StateTensor> tensors = names.Zip(values)
            .ToDictionary(each => each.First, each => OfOneText(each.First, each.Second, ids.Length, outputs));
        return new TextStates
        {
            TokenIds = ids,
            TokenTexts = [.. ids.Select(tokenizer.TokenText)],
            HiddenStates = [.. outputs.Hidden.Select(name => tensors[name])],
            LastHiddenState = outputs.Last is null ? null : tensors[outputs.Last],
            Attentions = [.. outputs.Attentions.Select(name => tensors[name])],
        };
    }

    public IReadOnlyList<float[]> Embed(
        IReadOnlyList<string> texts, EmbeddingOptions options, CancellationToken cancellationToken)
    {
        int[][] ids = [.. texts.Select(Encode)];
        float[][] vectors = new float[ids.Length][];
        foreach (int[] batch in Batches(ids))
        {
            int[][] read = [.. batch.Select(text => ids[text])];
            foreach ((int text, float[] vector) in batch.Zip(EmbedBatch(read, options.Pooling, cancellationToken)))
            {
                vectors[text] = options.Normalize ? VectorPool.Normalize(vector) : vector;
            }
        }

        return vectors;
    }

    private IEnumerable<float[]> EmbedBatch(int[][] texts, Pooling? pooling, CancellationToken cancellationToken)
    {
        StateOutputs outputs = source.States;
        bool isPooled = pooling is null && outputs.Sentence is not null;
        string name = (isPooled ? outputs.Sentence : outputs.Last) ?? throw Missing(source.Path, "hidden states");
        TokenBatch batch = TokenBatch.Pad(texts, PadId);
        TensorValues values = source.ReadStates(batch, [name], cancellationToken)[0];
        CheckShape(name, values.Shape, isPooled ? [texts.Length, null] : [texts.Length, batch.Length, null]);
        int size = values.Values.Length / texts.Length;
        return texts.Select((text, i) =>
        {
            ReadOnlySpan<float> own = values.Values.AsSpan(i * size, size);
            return isPooled
                ? own.ToArray()
                : VectorPool.Join(
                    own[..(text.Length * values.Shape[^1])], text.Length, pooling ?? DefaultPooling());
        });
    }

    private Pooling DefaultPooling() =>
        PoolingFile is null ? Pooling.Mean : SentencePooling.Read(PoolingFile);

    /// <returns>Places of texts to read together: of about the same length, or of the very same.</returns>
    private IEnumerable<int[]> Batches(int[][] texts)
    {
        var batch = new List<int>();
        foreach (int text in Enumerable.Range(0, texts.Length).OrderByDescending(text => texts[text].Length))
        {
            int longest = batch.Count == 0 ? 0 : texts[batch[0]].Length;
            if (batch.Count > 0 && ((batch.Count + 1) * longest > MaxBatchTokens
                || (!source.CanPad && texts[text].Length != longest)))
            {
                yield return [.. batch];
                batch.Clear();
            }

            batch.Add(text);
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }

    private int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        WholeCharacters.Require(text);
        int[] ids = tokenizer.Encode(text, addSpecialTokens: true);
        return TextLength.Check(ids, contextLength);
    }

    private StateTensor OfOneText(string name, TensorValues values, int length, StateOutputs outputs)
    {
        CheckShape(name, values.Shape, outputs.Attentions.Contains(name)
            ? [1, null, length, length]
            : [1, length, null]);
        return new StateTensor(name, values.Shape[1..], values.Values);
    }

    private void CheckShape(string name, int[] shape, int?[] expected)
    {
        if (shape.Length != expected.Length
            || shape.Zip(expected).Any(axis => axis.Second is int size && size != axis.First))
        {
            string wanted = string.Join(", ", expected.Select(size => size is int known ? $"{known}" : "any"));
            throw new ModelFormatException(source.Path,
                $"the output '{name}' has the shape [{string.Join(", ", shape)}]; expected [{wanted}]");
        }
    }

    internal static ModelFormatException Missing(string path, string what) => new(path, $"the graph gives no {what}. "
        + "Export it for the task feature-extraction, or with output_hidden_states and output_attentions, so that it "
        + "has outputs such as last_hidden_state, hidden_states.0 or attentions.0");
}
