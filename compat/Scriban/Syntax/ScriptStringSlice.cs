namespace Scriban.Syntax;

/// <summary>A part of a text.</summary>
public readonly struct ScriptStringSlice(string? fullText, int index, int length)
{
    public readonly string? FullText = fullText;

    public readonly int Index = index;

    public readonly int Length = length;

    public override string ToString() => FullText?.Substring(Index, Length) ?? string.Empty;
}
