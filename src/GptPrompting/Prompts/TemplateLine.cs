namespace GptPrompting.Prompts;

/// <summary>One line as a template may write it, from where the line begins.</summary>
/// <param name="Parts">Words of the template and what is inserted between them, in their order.</param>
internal sealed record TemplateLine(IReadOnlyList<TemplatePart> Parts)
{
    internal static TemplateLine Empty { get; } = new([]);

    /// <summary>Equal for lines of equal parts.</summary>
    internal string Key => string.Join('\n', Parts.Select(part => $"{part.Kind} {part.Text} {part.Names.Count}"));

    internal TemplateLine With(TemplatePart part)
    {
        bool continues = Parts.Count > 0 && Parts[^1].Kind == TemplatePartKind.Words
            && part.Kind == TemplatePartKind.Words;
        return new TemplateLine(continues
            ? [.. Parts.SkipLast(1), Parts[^1] with { Text = Parts[^1].Text + part.Text }]
            : [.. Parts, part]);
    }
}

/// <summary>A part of a line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The words, or the name of the field or variable.</param>
/// <param name="Names">The variables of which something is inserted; none where only demonstrations are.</param>
internal sealed record TemplatePart(TemplatePartKind Kind, string Text, IReadOnlyCollection<string> Names);

/// <summary>What a part of a line is.</summary>
internal enum TemplatePartKind
{
    /// <summary>The template's own.</summary>
    Words,

    /// <summary>A field of a demonstration other than <c>input</c> and <c>output</c>.</summary>
    Field,

    /// <summary>A variable from outside as it is.</summary>
    Variable,

    /// <summary>Input or output of a demonstration, or what is computed.</summary>
    Anything,
}
