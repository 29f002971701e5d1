using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Demonstrations;

/// <summary>
/// Chooses demonstrations for an input. The item itself is never among them. Any number of threads may use one at once.
/// </summary>
/// <remarks>
/// The same demonstrations, selection and query give the same choice on every platform; with vectors, as long as the
/// embedder gives the same numbers up to a billionth.
/// </remarks>
public sealed class DemonstrationSelector
{
    private readonly TextEmbedder? _embedder;
    private readonly int[] _lengths;
    private readonly int[] _places;
    private readonly string?[] _keys;
    private readonly Bm25Index? _words;
    private IReadOnlyList<ReadOnlyMemory<float>>? _vectors;

    /// <summary>Prepares to choose from demonstrations.</summary>
    /// <param name="demonstrations">What there is to choose from; none is fine.</param>
    /// <param name="selection">How to choose; null takes all as given.</param>
    /// <param name="embedder">Vectors of inputs, for the two methods that go by them; else null.</param>
    /// <param name="measure">
    /// The length of a text for <see cref="DemonstrationSelection.MaxLength"/>, such as its number of tokens; null
    /// counts UTF-16 characters.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The method needs an embedder or a <see cref="DemonstrationSelection.MaxLength"/> and has none.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many demonstrations as are wanted.</exception>
    public DemonstrationSelector(
        IReadOnlyList<Demonstration> demonstrations,
        DemonstrationSelection? selection = null,
        TextEmbedder? embedder = null,
        Func<string, int>? measure = null)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        Demonstrations = [.. demonstrations];
        Selection = selection ?? new DemonstrationSelection();
        _embedder = embedder;
        Check();
        measure ??= text => text.Length;
        _lengths = [.. Demonstrations.Select(
            each => Selection.MaxLength is null ? 0 : measure(each.Input) + measure(each.Output))];
        _places = RandomStream.Places(Demonstrations.Count, Selection.Seed);
        _keys = [.. Demonstrations.Select(KeyOf)];
        _words = Selection.NeedsWords ? new Bm25Index(Demonstrations.Select(each => each.Input)) : null;
    }

    /// <summary>What it chooses from, in the order given.</summary>
    public IReadOnlyList<Demonstration> Demonstrations { get; }

    /// <summary>How it chooses.</summary>
    public DemonstrationSelection Selection { get; }

    /// <summary>Chooses demonstrations where no vectors are needed, or the embedder has them at once.</summary>
    /// <param name="query">For what they are chosen.</param>
    /// <param name="cancellationToken">Is given to the embedder.</param>
    /// <returns>The demonstrations in the order in which they are to be shown.</returns>
    /// <exception cref="ArgumentException">The query has a key, but the selection names no field for it.</exception>
    /// <exception cref="InvalidOperationException">
    /// The embedder answers later, so that <see cref="SelectAsync"/> is needed; or it gave vectors of different
    /// lengths, too few, or numbers that are not finite.
    /// </exception>
    public IReadOnlyList<SelectedDemonstration> Select(
        DemonstrationQuery query, CancellationToken cancellationToken = default)
    {
        ValueTask<IReadOnlyList<SelectedDemonstration>> choice = SelectAsync(query, cancellationToken);
        if (!choice.IsCompleted)
        {
            throw new InvalidOperationException("The embedder answers later; await SelectAsync instead of Select.");
        }

#pragma warning disable VSTHRD002 // It is complete, so nothing waits.
        return choice.Result;
#pragma warning restore VSTHRD002
    }

    /// <summary>
    /// Chooses demonstrations. The vectors of the demonstrations are computed once, by the first call.
    /// </summary>
    /// <inheritdoc cref="Select" path="/param"/>
    /// <inheritdoc cref="Select" path="/returns"/>
    /// <exception cref="ArgumentException">The query has a key, but the selection names no field for it.</exception>
    /// <exception cref="InvalidOperationException">
    /// The embedder gave vectors of different lengths, too few, or numbers that are not finite.
    /// </exception>
    public async ValueTask<IReadOnlyList<SelectedDemonstration>> SelectAsync(
        DemonstrationQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Key is not null && Selection.KeyField is null)
        {
            throw new ArgumentException("The query has a key, but the selection names no KeyField.", nameof(query));
        }

        double[]? similarities = Selection.NeedsVectors
            ? await CosinesAsync(query.Input, cancellationToken).ConfigureAwait(false)
            : _words?.Score(query.Input);
        List<int> chosen = Choose(Candidates(query), similarities);
        return [.. InOrder(chosen.Select((index, rank) =>
            new SelectedDemonstration(Demonstrations[index], index, rank, similarities?[index])))];
    }

    private void Check()
    {
        if (Selection.NeedsVectors && _embedder is null)
        {
            throw new ArgumentException(
                $"The method {Selection.Method} needs an embedder, for example that of LanguageModel.AsTextEmbedder.",
                "embedder");
        }

        if (Selection is { Method: DemonstrationMethod.LengthBounded, MaxLength: null })
        {
            throw new ArgumentException("The method LengthBounded needs a MaxLength.", "selection");
        }

        if (Selection.Count > Demonstrations.Count)
        {
            throw new ArgumentOutOfRangeException(
                "selection", Selection.Count, $"There are {Demonstrations.Count} demonstrations to choose from.");
        }
    }

    private string? KeyOf(Demonstration demonstration) =>
        Selection.KeyField is { } name && demonstration.Fields.TryGetValue(name, out JsonElement value)
            ? value.ToString()
            : null;

    private List<int> Candidates(DemonstrationQuery query)
    {
        string input = query.Input.Trim();
        return [.. Enumerable.Range(0, Demonstrations.Count).Where(i => Demonstrations[i].Input.Trim() != input
            && (query.Key is null || _keys[i] != query.Key))];
    }

    private async ValueTask<double[]> CosinesAsync(string input, CancellationToken cancellationToken)
    {
        if (Demonstrations.Count == 0)
        {
            return [];
        }

        string[] inputs = [.. Demonstrations.Select(each => each.Input)];
        IReadOnlyList<ReadOnlyMemory<float>> vectors = _vectors ??=
            await EmbedAsync(inputs, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<float> own = (await EmbedAsync([input], cancellationToken).ConfigureAwait(false))[0];
        return [.. vectors.Select(vector => Similarity.Cosine(vector.Span, own.Span))];
    }

    private async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        string[] texts, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadOnlyMemory<float>> vectors =
            await _embedder!(texts, cancellationToken).ConfigureAwait(false);
        return vectors.Count == texts.Length
            ? vectors
            : throw new InvalidOperationException(
                $"The embedder gave {vectors.Count} vectors for {texts.Length} texts.");
    }

    /// <returns>The chosen ones, the most useful first.</returns>
    private List<int> Choose(List<int> remaining, double[]? similarities)
    {
        int count = Selection.Count ?? Demonstrations.Count;
        long length = 0;
        var chosen = new List<int>();
        while (chosen.Count < count && remaining.Count > 0)
        {
            int next = Next(remaining, chosen, similarities);
            remaining.Remove(next);
            if (length + _lengths[next] <= (Selection.MaxLength ?? int.MaxValue))
            {
                length += _lengths[next];
                chosen.Add(next);
            }
        }

        return chosen;
    }

    // MinBy and MaxBy give the first of equal ones.
    private int Next(List<int> remaining, List<int> chosen, double[]? similarities) => Selection.Method switch
    {
        DemonstrationMethod.Random => remaining.MinBy(i => _places[i]),
        DemonstrationMethod.ClassBalanced => remaining.MinBy(i => (OfItsClass(i, chosen), _places[i])),
        DemonstrationMethod.NearestByBm25 or DemonstrationMethod.NearestByEmbedding =>
            remaining.MaxBy(i => similarities![i]),
        DemonstrationMethod.MaximalMarginalRelevance => remaining.MaxBy(i => Similarity.Rounded(
            (Selection.Lambda * similarities![i]) - ((1 - Selection.Lambda) * Redundancy(i, chosen)))),
        DemonstrationMethod.LengthBounded => remaining.MinBy(i => _lengths[i]),
        _ => remaining[0],
    };

    private int OfItsClass(int index, List<int> chosen) =>
        chosen.Count(other => Demonstrations[other].Output == Demonstrations[index].Output);

    private double Redundancy(int index, List<int> chosen) => chosen.Count == 0
        ? 0
        : chosen.Max(other => Similarity.Cosine(_vectors![index].Span, _vectors[other].Span));

    private IEnumerable<SelectedDemonstration> InOrder(IEnumerable<SelectedDemonstration> chosen) =>
        Selection.Order switch
        {
            DemonstrationOrder.MostSimilarLast =>
                chosen.OrderBy(each => each.Similarity).ThenByDescending(each => each.Rank),
            DemonstrationOrder.Shuffled => chosen.OrderBy(each => _places[each.Index]),
            _ => chosen.OrderBy(each => each.Index),
        };
}
