using System.Runtime.InteropServices;
using GptPrompting.Scoring;

namespace GptPrompting;

/// <summary>Requests as token ids in a tree; equal ones are one item of it.</summary>
internal sealed class ScoreItems
{
    // Each item with the indices of its requests. The tree has the context, so that it is not kept here.
    private readonly List<(ContinuationTokens Tokens, List<int> Requests)> _items = [];

    public TokenTree Tree { get; } = new();

    /// <summary>How many requests there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many continuation tokens each item has.</summary>
    public IReadOnlyList<int> Lengths => [.. _items.Select(item => item.Tokens.Continuation.Length)];

    /// <returns>An item's tokens, without those of the context, and the indices of its requests.</returns>
    public (ContinuationTokens Tokens, List<int> Requests) this[int item] => _items[item];

    /// <param name="requests">The requests.</param>
    /// <param name="split">Gives the token ids of a context and its continuation.</param>
    /// <exception cref="ArgumentException">A request cannot be scored; the message names its index.</exception>
    public static ScoreItems Create(
        IEnumerable<ScoreRequest> requests, Func<string, string, ContinuationTokens> split)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var items = new ScoreItems();
        var numbers = new Dictionary<ScoreRequest, int>();
        foreach ((int index, ScoreRequest request) in requests.Index())
        {
            try
            {
                ArgumentNullException.ThrowIfNull(request);
                items.Add(request, numbers, split);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Request {index}: {e.Message}", nameof(requests), e);
            }
        }

        return items;
    }

    private void Add(
        ScoreRequest request, Dictionary<ScoreRequest, int> numbers, Func<string, string, ContinuationTokens> split)
    {
        ref int item = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, request, out bool isKnown);
        if (!isKnown)
        {
            ContinuationTokens tokens = split(request.Context, request.Continuation);
            item = Tree.Add(tokens.Context, tokens.Continuation);
            _items.Add((tokens with { Context = [] }, []));
        }

        _items[item].Requests.Add(Count++);
    }
}
