using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Says in a few words what kind of tokenizer a file describes.</summary>
internal static class TokenizerKind
{
    /// <exception cref="ModelFormatException">The file is not a JSON object.</exception>
    public static string Read(string path) => Path.GetFileName(path) switch
    {
        "vocab.json" => "BPE of vocab.json and merges.txt",
        "vocab.txt" => "WordPiece of vocab.txt",
        string name when Path.GetExtension(name) == ".model" => "SentencePiece",
        _ => ReadJson(path),
    };

    private static string ReadJson(string path) => JsonFile.Read(path, root =>
    {
        JsonElement? model = root.Member("model");
        string kind = model?.Member("type") is { ValueKind: JsonValueKind.String } type ? type.GetString()! : "BPE";
        bool isByteLevel = root.Member("decoder") is { } decoder
            && decoder.GetRawText().Contains("\"ByteLevel\"", StringComparison.Ordinal);
        bool fallsBack = model?.Member("byte_fallback") is { ValueKind: JsonValueKind.True };
        return isByteLevel ? $"byte-level {kind}" : fallsBack ? $"{kind} with byte fallback" : kind;
    });
}
