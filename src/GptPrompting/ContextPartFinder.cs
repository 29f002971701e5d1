using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// Finds the tokens of parts of contexts: those that the context up to the part's end has beyond the context up to its
/// start, as lm-evaluation-harness parts a continuation from its context.
/// </summary>
internal sealed class ContextPartFinder(HuggingFaceTokenizer tokenizer)
{
    // Prompts behind the same demonstrations ask for the same starts again and again.
    private const int MostKept = 256;

    private readonly Dictionary<string, int[]> _known = new(StringComparer.Ordinal);

    /// <param name="context">The text.</param>
    /// <param name="ranges">The parts, in order.</param>
    /// <param name="tokens">The context's tokens, of which some may be cut off.</param>
    /// <exception cref="ArgumentException">A part is not within the text, or not behind the one before it.</exception>
    public ContextPart[] Find(string context, IReadOnlyList<Range> ranges, ContinuationTokens tokens)
    {
        var parts = new ContextPart[ranges.Count];
        int last = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            (int start, int end) = Bounds(context, ranges[i]);
            if (start < last)
            {
                throw new ArgumentException(
                    $"Part {i} begins at {start}, before the end of the part before it.", "request");
            }

            // As with a continuation, white space before a part belongs to it.
            while (start > last && PythonText.IsWhiteSpace(context[start - 1]))
            {
                start--;
            }

            parts[i] = Find(context, start, end, tokens);
            last = end;
        }

        return parts;
    }

    private static (int Start, int End) Bounds(string context, Range range)
    {
        int start = range.Start.GetOffset(context.Length);
        int end = range.End.GetOffset(context.Length);
        return start >= 0 && start <= end && end <= context.Length
            ? (start, end)
            : throw new ArgumentException(
                $"The part {range} is not within the context's {context.Length} characters.", "request");
    }

    private ContextPart Find(string context, int start, int end, ContinuationTokens tokens)
    {
        (int first, bool isStartMerged) = Boundary(context[..start], tokens);
        (int next, bool isEndMerged) = Boundary(context[..end], tokens);

        // What was cut off has no place, and the first token of all no probability.
        int from = Math.Max(first - tokens.TruncatedCount, 1);
        int to = Math.Clamp(next - tokens.TruncatedCount, from, Math.Max(from, tokens.Context.Length));
        return new ContextPart(
            from, from < tokens.Context.Length ? tokens.Context[from..to] : [], isStartMerged || isEndMerged);
    }

    /// <returns>How many tokens a start of the text has, and whether they are not those of the whole text.</returns>
    private (int Count, bool IsMerged) Boundary(string start, ContinuationTokens tokens)
    {
        if (!_known.TryGetValue(start, out int[]? ids))
        {
            if (_known.Count == MostKept)
            {
                _known.Clear();
            }

            ids = _known[start] = tokenizer.Encode(start, addSpecialTokens: true);
        }

        int cut = Math.Min(tokens.TruncatedCount, ids.Length);
        return (ids.Length, !tokens.Context.AsSpan().StartsWith(ids.AsSpan(cut)));
    }
}
