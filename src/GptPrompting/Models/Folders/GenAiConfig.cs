using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>
/// <c>genai_config.json</c> of ONNX Runtime GenAI: which file the graph is, and how its inputs and outputs are called.
/// What it does not name has the name that GenAI assumes.
/// </summary>
internal sealed record GenAiConfig
{
    public const string FileName = "genai_config.json";

    // Parts of models that are more than a decoder over token ids.
    private static readonly string[] OtherParts = ["encoder", "vision", "speech", "embedding"];

    /// <summary>Path of the graph, relative to the folder.</summary>
    public required string GraphFile { get; init; }

    public required GraphNames Names { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <exception cref="ModelFormatException">
    /// The file is no such config, or that of a model with more parts than a decoder.
    /// </exception>
    public static GenAiConfig Load(string path) => JsonFile.Read(path, root => Read(Model(root), path));

    /// <returns>What the file says of the graph's sizes, and <paramref name="other"/> of what it leaves out.</returns>
    public ModelConfig ReadModel(ModelConfig other) =>
        JsonFile.Read(Path, root => ModelConfig.ReadGenAi(Model(root), Path, other));

    private static GenAiConfig Read(JsonElement model, string path)
    {
        string? part = OtherParts.FirstOrDefault(
            name => Child(model, name) is { } child && Text(child, "filename") is not null);
        if (part is not null)
        {
            throw new FormatException($"the model has a part '{part}'; only decoders over token ids can be opened");
        }

        JsonElement decoder = model.GetProperty("decoder");
        if (decoder.TryGetProperty("pipeline", out _))
        {
            throw new FormatException(
                "model.decoder.pipeline splits the model into several graphs, which is not known here");
        }

        return new GenAiConfig
        {
            Path = path,
            GraphFile = Text(decoder, "filename") ?? throw new FormatException("model.decoder.filename names no graph"),
            Names = ReadNames(Child(decoder, "inputs"), Child(decoder, "outputs")),
        };
    }

    private static GraphNames ReadNames(JsonElement? inputs, JsonElement? outputs)
    {
        var assumed = new GraphNames();
        string? combined = Text(inputs, "past_names");
        return new GraphNames
        {
            TokenIds = Text(inputs, "input_ids") ?? assumed.TokenIds,
            Mask = Text(inputs, "attention_mask") ?? assumed.Mask,
            Positions = Text(inputs, "position_ids") ?? assumed.Positions,
            Logits = Text(outputs, "logits") ?? assumed.Logits,
            Cache = combined is null
                ?
                [
                    Pair(inputs, outputs, "key", assumed.Cache[0]),
                    Pair(inputs, outputs, "value", assumed.Cache[1]),
                ]
                : [(combined, Text(outputs, "present_names") ?? throw new FormatException(
                    "model.decoder.inputs has past_names, but model.decoder.outputs has no present_names"))],
        };
    }

    private static (string Past, string Present) Pair(
        JsonElement? inputs, JsonElement? outputs, string kind, (string Past, string Present) assumed) =>
        (Text(inputs, $"past_{kind}_names") ?? assumed.Past, Text(outputs, $"present_{kind}_names") ?? assumed.Present);

    private static JsonElement Model(JsonElement root) =>
        Child(root, "model") is { } model && Child(model, "decoder") is not null
        ? model
        : throw new FormatException("there is no object model.decoder, which every such file has");

    private static JsonElement? Child(JsonElement? parent, string key) =>
        parent is { } element && element.TryGetProperty(key, out JsonElement child)
            && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement? parent, string key)
    {
        if (parent is not { } element || !element.TryGetProperty(key, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"{key} is {value.GetRawText()}; it must be a name");
    }
}
