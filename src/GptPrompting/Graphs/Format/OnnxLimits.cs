namespace GptPrompting.Graphs.Format;

/// <summary>What a graph file may have at most: far beyond any language model, and harmless.</summary>
internal static class OnnxLimits
{
    /// <summary>Bytes of everything but weights; a decoder of 100 layers has about 10 MB.</summary>
    public const int StructureBytes = 1 << 29;

    /// <summary>Nodes, weights, inputs, outputs, shapes: of each kind. Empty messages are small on disk only.</summary>
    public const int Elements = 1 << 19;

    /// <summary>Weights of up to this size are read with the structure: shapes, scalars, axes.</summary>
    public const int InlineBytes = 1024;

    /// <summary>Dimensions of one tensor.</summary>
    public const int Rank = 32;
}
