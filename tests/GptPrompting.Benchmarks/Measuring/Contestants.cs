using GptPrompting.Benchmarks.Systems;
using GptPrompting.Benchmarks.TestModels;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>Everything that the table compares, on one random GPT-2 small.</summary>
internal sealed class Contestants(ModelFiles models)
{
    public MeasuredSystem Own { get; } = new("GptPrompting", SystemName.Own, models.Plain);

    public MeasuredSystem OwnAsItIs { get; } =
        new("GptPrompting, graph as it is", SystemName.OwnAsItIs, models.Plain);

    public MeasuredSystem OwnInt8 { get; } = new("GptPrompting int8", SystemName.Own, models.Int8);

    public MeasuredSystem OwnInt4 { get; } = new("GptPrompting int4", SystemName.Own, models.Int4);

    public MeasuredSystem PlainLoop { get; } = new("plain C# loop", SystemName.PlainLoop, models.Plain);

    public MeasuredSystem GenAi { get; } =
        new("ONNX Runtime GenAI, plain file", SystemName.GenAi, models.PlainGenAi);

    public MeasuredSystem GenAiBest { get; } = new("ONNX Runtime GenAI, best file", SystemName.GenAi, models.Grouped);

    public MeasuredSystem TransformersJs { get; } = new("transformers.js", "transformers.mjs", models.Plain);

    public MeasuredSystem Llama { get; } = new("llama.cpp F32", "llama.mjs", models.Gguf);

    public MeasuredSystem LlamaQ8 { get; } = new("llama.cpp Q8_0", "llama.mjs", models.QuantizedGguf);

    public MeasuredSystem InBox { get; } = new("GptPrompting, in-box model", SystemName.InBox, TinyGpt.Folder);

    /// <inheritdoc cref="Gpt2Shape.WeightsPerStep"/>
    public long WeightsPerStep => models.Shape.WeightsPerStep;

    /// <summary>Those that run the big model, in the order of a round.</summary>
    public IReadOnlyList<MeasuredSystem> All =>
    [
        Own, PlainLoop, GenAi, TransformersJs, OwnAsItIs, GenAiBest, Llama, OwnInt8, LlamaQ8, OwnInt4,
    ];

    /// <summary>Those with the same arithmetic, which generate the same tokens.</summary>
    public IReadOnlyList<MeasuredSystem> Float32 =>
        [Own, PlainLoop, GenAi, TransformersJs, OwnAsItIs, GenAiBest, Llama];
}
