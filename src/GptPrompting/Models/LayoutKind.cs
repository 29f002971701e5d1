namespace GptPrompting.Models;

/// <summary>The families of decoder graphs that exporters write.</summary>
internal enum LayoutKind
{
    /// <summary>Optimum today and transformers.js: one graph, keys and values apart, an empty past at first.</summary>
    Optimum,

    /// <summary>Optimum before: one graph with two branches and <c>use_cache_branch</c>.</summary>
    OptimumMerged,

    /// <summary>Optimum before: one graph that begins and one that goes on.</summary>
    OptimumSplit,

    /// <summary>Named by <c>genai_config.json</c>.</summary>
    GenAi,

    /// <summary>Keys and values of a layer in one tensor, as ONNX Runtime's GPT-2 tools write it.</summary>
    Combined,

    /// <summary>No cache.</summary>
    Plain,
}
