using System.Globalization;

namespace GptPrompting.Cli.Commands;

/// <summary>A model's facts as lines that a person reads.</summary>
internal static class ModelInfoRows
{
    public static IEnumerable<(string Name, string Value)> Of(ModelDescription model)
    {
        yield return ("model", model.Id);
        yield return ("layout", model.Layout);
        yield return ("architecture", Architecture(model));
        yield return ("parameters", string.Join(", ", model.Parameters.Select(pair =>
            $"{Count(pair.Value)} {(pair.Key == "fourbit" ? "4-bit" : pair.Key)}")));
        yield return ("context", $"{Count(model.ContextLength)} tokens");
        yield return ("tokenizer", Tokenizer(model));
        yield return ("cache", Cache(model.CacheBytesPerToken, model.ContextLength));
        yield return ("batches", model.AllowsPaddedBatches
            ? "texts of different length side by side"
            : "texts of the same length side by side");
        if (model.FusedOperators.Count > 0)
        {
            yield return ("fused", string.Join(", ", model.FusedOperators.Select(pair => $"{pair.Value} {pair.Key}")));
        }

        foreach ((string name, string value) in Files(model))
        {
            yield return (name, value);
        }

        string provider = model.Provider.ToString().ToLowerInvariant();
        yield return ("runs on", $"{provider}, ONNX Runtime {model.RuntimeVersion}");
        foreach (string line in RewriteText.Lines(model.Rewrites, model.Preparation))
        {
            yield return ("rewrite", line);
        }

        if (model.Preparation == GraphPreparation.Outdated)
        {
            yield return ("prepared", "outdated, left aside; `gptprompt model prepare` makes it anew");
        }
    }

    private static string Architecture(ModelDescription model)
    {
        string name = model.Architecture ?? "not named";
        string cache = model.LayerCount == 0
            ? ""
            : $", {model.LayerCount} layers, {model.KeyValueHeadCount} key-value heads of {model.HeadSize}";
        string window = model.AttentionWindow is int tokens ? $", a window of {tokens} tokens in some layers" : "";
        return name + cache + window;
    }

    private static string Cache(long bytesPerToken, int contextLength) => bytesPerToken == 0
        ? "none: each pass reads all tokens again"
        : $"{Size(bytesPerToken)} per token, {Size(bytesPerToken * contextLength)} when full";

    private static string Tokenizer(ModelDescription model) =>
        $"{model.Tokenizer}, {Count(model.TokenCount)} tokens" + (model.TokenCount == model.VocabularySize
            ? ""
            : $" for {Count(model.VocabularySize)} columns of logits");

    private static IEnumerable<(string Name, string Value)> Files(ModelDescription model)
    {
        string name = "files";
        foreach ((string file, long bytes) in model.Files)
        {
            yield return (name, $"{Size(bytes),9}  {file}");
            name = "";
        }
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB"),
    };
}
