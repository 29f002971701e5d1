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

    /// <summary>How many tokens of each item are scored, of its context and in all.</summary>
    public IReadOnlyList<(int OfContext, int All)> Lengths => [.. _items.Select(item => Length(item.Tokens))];

    /// <returns>An item's tokens, without those of the context, and the indices of its requests.</returns>
    public (ContinuationTokens Tokens, List<int> Requests) this[int item] => _items[item];

    /// <param name="requests">The requests.</param>
    /// <param name="split">Gives the token ids of a context and its continuation.</param>
    /// <param name="refused">
    /// Is told the index of a request that cannot be scored, and why; null throws for the first such one.
    /// </param>
    /// <param name="cancellationToken">Ends the call: many requests take seconds to become tokens.</param>
    /// <exception cref="ArgumentException">A request cannot be scored; the message names its index.</exception>
    public static ScoreItems Create(
        IEnumerable<ScoreRequest> requests,
        Func<ScoreRequest, ContinuationTokens> split,
        Action<int, string>? refused,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var items = new ScoreItems();
        var numbers = new Dictionary<ScoreRequest, int>();
        foreach ((int index, ScoreRequest request) in requests.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                ArgumentNullException.ThrowIfNull(request);
                items.Add(index, request, numbers, split);
            }
            catch (ArgumentException e)
            {
                if (refused is null)
                {
                    throw new ArgumentException($"Request {index}: {e.Message}", nameof(requests), e);
                }

                // The runtime appends the parameter, which means nothing to who reads the reason.
                refused(index, e.Message.Split(" (Parameter '")[0]);
            }
        }

        return items;
    }

    private void Add(
        int index,
        ScoreRequest request,
        Dictionary<ScoreRequest, int> numbers,
        Func<ScoreRequest, ContinuationTokens> split)
    {
        if (!numbers.TryGetValue(request, out int item))
        {
            ContinuationTokens tokens = split(request);
            int[] scored = [.. tokens.Parts.SelectMany(part => Enumerable.Range(part.Start, part.TokenIds.Length)),
                .. Enumerable.Range(tokens.Context.Length, tokens.Continuation.Length)];
            item = numbers[request] = Tree.AddItem([.. tokens.Context, .. tokens.Continuation], scored);
            _items.Add((tokens with { Context = [] }, []));
        }

        _items[item].Requests.Add(index);
        Count++;
    }

    private static (int OfContext, int All) Length(ContinuationTokens tokens)
    {
        int ofContext = tokens.Parts.Sum(part => part.TokenIds.Length);
        return (ofContext, ofContext + tokens.Continuation.Length);
    }
}
