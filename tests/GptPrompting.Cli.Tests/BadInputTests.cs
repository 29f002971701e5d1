using System.Text;
using GptPrompting.Tests;

namespace GptPrompting.Cli.Tests;

/// <summary>Bad model folders of every kind end with 2 and one line that says which file is wrong, and how.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string Models = Path.Combine(Repository.Root, "tests", "SmallModels");

    private static readonly string Graphs = Path.Combine(Repository.Root, "tests", "GptPrompting.Tests", "Graphs");

    private readonly string _folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;

    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "gpt2-optimum", "config.json", "\"n_head\": 3=>\"n_head\": 7", "3 heads, but n_head in config.json is 7" },
        { "gpt2-optimum", "config.json", "\"n_layer\": 2=>\"n_layer\": 12", "of 2 layers, but n_layer" },
        { "llama-genai", "genai_config.json", "\"head_size\": 16=>\"head_size\": 8", "16 numbers per head" },
        { "gpt2-optimum", "tokenizer.json", "\"id\": 256=>\"id\": 900", "up to 900, but the model's logits" },
        { "gpt2-optimum", "tokenizer.json", "\"\u0101\": 1,=>\"\u0101\": 2,", "the id 2 is given to" },
        { "gpt2-optimum", "tokenizer.json", "\"merges\": []=>\"merges\": [\"a b\"]", "merge 0 needs the token 'ab'" },
        { "gpt2-external", "model.onnx", "model.onnx_data=>./../../weights", "outside the model's folder" },
        { "gpt2-external", "model.onnx", "model.onnx_data=>model.onnx_dat2", "which is not in the model's folder" },
        { "gpt2-plain", "model.onnx", "MatMul=>MatMxx", "MatMxx" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Edits))]
    public Task Complete_FileEdited_NamesFileAndFault(string model, string file, string edit, string expected)
    {
        Copy(model);
        string[] parts = edit.Split("=>");
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(InFolder(file)));
        string[] bytes = [.. parts.Select(part => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(part)))];
        Assert.Contains(bytes[0], text, StringComparison.Ordinal);
        File.WriteAllBytes(InFolder(file),
            Encoding.Latin1.GetBytes(text.Replace(bytes[0], bytes[1], StringComparison.Ordinal)));

        return EndsAsync(file.EndsWith("config.json", StringComparison.Ordinal) ? "" : InFolder(file), expected);
    }

    [Theory]
    [InlineData(5, "no ONNX file, or a damaged one")]
    [InlineData(60_000, "where 59983 are left")]
    public Task Complete_GraphCutOff_NamesFileAndPlace(int length, string expected)
    {
        Copy("gpt2-optimum");
        File.WriteAllBytes(InFolder("model.onnx"), File.ReadAllBytes(InFolder("model.onnx"))[..length]);

        return EndsAsync(InFolder("model.onnx"), expected);
    }

    [Theory]
    [InlineData("nan", "token 3 that is NaN or infinite")]
    [InlineData("infinite", "token 3 that is NaN or infinite")]
    [InlineData("too-large", "There is not enough memory to run this graph")]
    public Task Complete_GraphFailsWhenRun_NamesFileAndCause(string graph, string expected)
    {
        File.WriteAllText(InFolder("config.json"), """{"n_positions": 8, "vocab_size": 4}""");
        File.WriteAllText(InFolder("tokenizer.json"),
            """{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "c": 2, "d": 3}, "merges": []}}""");
        File.Copy(Path.Combine(Graphs, graph + ".onnx"), InFolder("model.onnx"));

        return EndsAsync(InFolder("model.onnx"), expected);
    }

    private async Task EndsAsync(string file, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("complete", "cad", "--model", _folder);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
        Assert.Equal('\n', run.Error.Single(char.IsControl));
    }

    private void Copy(string model)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Models, model)))
        {
            File.Copy(file, InFolder(Path.GetFileName(file)));
        }
    }

    private string InFolder(string file) => Path.Combine(_folder, file);
}
