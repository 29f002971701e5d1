namespace Scriban.Parsing;

/// <summary>A piece of a source text; <see cref="End"/> is its last character.</summary>
public struct SourceSpan(string fileName, TextPosition start, TextPosition end)
{
    public string FileName { get; set; } = fileName;

    public readonly bool IsEmpty => FileName is null;

    public TextPosition Start { get; set; } = start;

    public TextPosition End { get; set; } = end;

    public readonly int Length => End.Offset - Start.Offset + 1;

    public override readonly string ToString() => $"{FileName}({Start})-({End})";

    public readonly string ToStringSimple() => $"{FileName}({Start.ToStringSimple()})";

    /// <summary>The single position right behind this span, where a missing argument is reported.</summary>
    internal readonly SourceSpan After() => new(FileName, End.NextColumn(), End.NextColumn());
}
