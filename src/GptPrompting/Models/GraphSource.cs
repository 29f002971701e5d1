using GptPrompting.Models.Folders;

namespace GptPrompting.Models;

/// <summary>What a <see cref="GraphSession"/> is opened from.</summary>
internal sealed record GraphSource
{
    public required GraphFiles Files { get; init; }

    /// <summary>What the model's folder says of it.</summary>
    public required ModelConfig Config { get; init; }

    public GraphNames Names { get; init; } = new();

    /// <summary>Whether <see cref="Names"/> come from <c>genai_config.json</c>.</summary>
    public bool IsGenAi { get; init; }

    /// <summary>
    /// Whether the graph takes the number of tokens behind from the sum of the mask, as GroupQueryAttention does.
    /// </summary>
    public bool SumsMask { get; init; }

    /// <inheritdoc cref="GraphLayout.CountsSlots"/>
    public bool CountsSlots { get; init; }

    /// <summary>By the path of its file, a graph to run instead.</summary>
    public IReadOnlyDictionary<string, RewrittenFile> Rewritten { get; init; } =
        new Dictionary<string, RewrittenFile>();

    /// <summary>The graph in the packed form, for <see cref="Packed.PackedModel"/>; null where it has none.</summary>
    public RewrittenFile? Packed => Rewritten.Values.FirstOrDefault(file => file.IsPacked);

    public SessionSettings Settings { get; init; } = new();

    /// <summary>The type that a call after disposal names: the one that callers know.</summary>
    public required Type Owner { get; init; }

    /// <summary>The same without what is run instead of its files.</summary>
    public GraphSource WithoutGraphs() => this with
    {
        Rewritten = new Dictionary<string, RewrittenFile>(),
    };
}
