using System.Text;

namespace GptPrompting.Generation.Constraints;

/// <summary>A set of texts, as a tree: what patterns and schemas are read into.</summary>
internal abstract record Pattern
{
    private Pattern()
    {
    }

    /// <summary>The empty text only.</summary>
    public static Pattern Empty { get; } = new Sequence([]);

    /// <summary>Any text at all, line ends included.</summary>
    public static Pattern Anything { get; } = new Repeat(new Characters(CharacterSet.All), 0, null);

    public static Pattern Text(string text) => new Texts([Encoding.UTF8.GetBytes(text)]);

    /// <summary>One of these texts, in UTF-8; at least one.</summary>
    internal sealed record Texts(IReadOnlyList<byte[]> Alternatives) : Pattern;

    /// <summary>One character.</summary>
    internal sealed record Characters(CharacterSet Set) : Pattern;

    internal sealed record Sequence(IReadOnlyList<Pattern> Items) : Pattern;

    internal sealed record Choice(IReadOnlyList<Pattern> Items) : Pattern;

    /// <param name="Item">What is repeated.</param>
    /// <param name="Least">At least 0.</param>
    /// <param name="Most">Null is no limit.</param>
    internal sealed record Repeat(Pattern Item, int Least, int? Most) : Pattern;

    /// <summary>The beginning or the end of the text; gone before anything is compiled.</summary>
    internal sealed record Anchor(bool IsStart, int Position) : Pattern;

    /// <summary>A rule, which may contain itself.</summary>
    internal sealed record Use(Rule Rule) : Pattern;
}
