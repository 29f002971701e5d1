namespace GptPrompting.Generation.Constraints;

/// <summary>Takes anchors out of patterns where they say what is so anyway, and refuses them elsewhere.</summary>
internal static class Anchors
{
    /// <summary>For a pattern that the whole text must match.</summary>
    /// <exception cref="RegexError">An anchor stands in the middle.</exception>
    public static Pattern Resolve(Pattern pattern) => Resolve(pattern, isFirst: true, isLast: true);

    /// <summary>For a pattern that occurs in the text, as in JSON schemas: what is not anchored may go on.</summary>
    /// <exception cref="RegexError">An anchor stands in the middle.</exception>
    public static Pattern ResolveWithin(Pattern pattern)
    {
        IReadOnlyList<Pattern> branches = pattern is Pattern.Choice choice ? choice.Items : [pattern];
        return new Pattern.Choice([.. branches.Select(Within)]);
    }

    private static Pattern Within(Pattern branch)
    {
        IReadOnlyList<Pattern> items = branch is Pattern.Sequence sequence ? sequence.Items : [branch];
        bool hasStart = items is [Pattern.Anchor { IsStart: true }, ..];
        bool hasEnd = items is [.., Pattern.Anchor { IsStart: false }];
        Pattern resolved = Resolve(branch, hasStart, hasEnd);
        return new Pattern.Sequence(
        [
            hasStart ? Pattern.Empty : Pattern.Anything, resolved, hasEnd ? Pattern.Empty : Pattern.Anything,
        ]);
    }

    private static Pattern Resolve(Pattern pattern, bool isFirst, bool isLast)
    {
        switch (pattern)
        {
            case Pattern.Anchor anchor:
                return (anchor.IsStart ? isFirst : isLast)
                    ? Pattern.Empty
                    : throw new RegexError(
                        anchor.Position, "an anchor can stand at the beginning or the end of the pattern only");
            case Pattern.Choice choice:
                return new Pattern.Choice([.. choice.Items.Select(item => Resolve(item, isFirst, isLast))]);
            case Pattern.Repeat repeat:
                return repeat with { Item = Resolve(repeat.Item, isFirst: false, isLast: false) };
            case Pattern.Sequence sequence:
                return ResolveAll(sequence.Items, isFirst, isLast);
            default:
                return pattern;
        }
    }

    private static Pattern.Sequence ResolveAll(IReadOnlyList<Pattern> items, bool isFirst, bool isLast)
    {
        int first = 0;
        while (first < items.Count && items[first] is Pattern.Anchor { IsStart: true })
        {
            first++;
        }

        int last = items.Count - 1;
        while (last >= 0 && items[last] is Pattern.Anchor { IsStart: false })
        {
            last--;
        }

        return new Pattern.Sequence(
            [.. items.Select((item, i) => Resolve(item, isFirst && i <= first, isLast && i >= last))]);
    }
}
