using GptPrompting.Scoring;

namespace GptPrompting;

/// <summary>Requests for classification as one list of continuations to score, and back.</summary>
internal sealed class ClassificationBatch
{
    private readonly ClassificationOptions _options;
    private readonly List<(ClassificationRequest Request, IReadOnlyList<string> Contexts)> _requests = [];

    /// <exception cref="ArgumentException">A request lacks something; the message names its index.</exception>
    public ClassificationBatch(IEnumerable<ClassificationRequest> requests, ClassificationOptions options)
    {
        _options = options;
        foreach (ClassificationRequest request in requests)
        {
            try
            {
                IReadOnlyList<string> contexts = LabelContexts.Of(request, options);
                LabelContexts.Check(request.Labels);
                _requests.Add((request, contexts));
            }
            catch (ArgumentException e)
            {
                throw Wrong(_requests.Count, e);
            }
        }
    }

    /// <param name="split">Gives the token ids of a context and its continuation.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Every label behind every context of every request, in this order.</returns>
    /// <exception cref="ArgumentException">One cannot be scored; the message names request and label.</exception>
    public ScoreItems Split(Func<ScoreRequest, ContinuationTokens> split, CancellationToken cancellationToken)
    {
        int current = 0;
        string label = "";
        IEnumerable<ScoreRequest> Scored()
        {
            foreach ((int index, (ClassificationRequest request, IReadOnlyList<string> contexts)) in _requests.Index())
            {
                current = index;
                foreach (string context in contexts)
                {
                    foreach (string each in request.Labels)
                    {
                        label = each;
                        yield return new ScoreRequest(context, AnswerStart.After(context, each));
                    }
                }
            }
        }

        try
        {
            return ScoreItems.Create(Scored(), split, refused: null, cancellationToken);
        }
        catch (ArgumentException e)
        {
            throw Wrong(current, e.InnerException ?? e, $", label '{label.Trim()}'");
        }
    }

    /// <param name="scores">The scores of what <see cref="Split"/> gave.</param>
    public IReadOnlyList<Classification> Join(IReadOnlyList<ContinuationScore> scores)
    {
        var results = new List<Classification>(_requests.Count);
        int at = 0;
        foreach ((ClassificationRequest request, IReadOnlyList<string> contexts) in _requests)
        {
            int count = contexts.Count * request.Labels.Count;
            ContinuationScore[][] ofContexts = [.. scores.Skip(at).Take(count).Chunk(request.Labels.Count)];
            at += count;
            try
            {
                results.Add(LabelArithmetic.Classify(request.Labels, ofContexts, _options));
            }
            catch (ArgumentException e)
            {
                throw Wrong(results.Count, e);
            }
        }

        return results;
    }

    // The runtime appends the parameter, which the new exception has as well.
    private static ArgumentException Wrong(int request, Exception e, string label = "") =>
        new($"Request {request}{label}: {e.Message.Split(" (Parameter '")[0]}", "requests", e);
}
