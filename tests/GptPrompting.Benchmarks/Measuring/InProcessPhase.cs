using System.Text;
using GptPrompting.Benchmarks.Systems;
using GptPrompting.Generation;
using GptPrompting.Tests;
using GptPrompting.Tokenization;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>What needs no process of its own: the in-box model's allocation per token, and its tokenizer.</summary>
internal sealed class InProcessPhase(Measurements measurements, string system)
{
    private const int Tokens = 192;
    private const int Repetitions = 5;

    public void Run()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder, new LanguageModelOptions { Threads = 1 });
        // The first call allocates what stays.
        AllocatedPerToken(model);
        measurements.Set(system, Quantity.Allocation, Median.Of([.. Repeat(() => AllocatedPerToken(model))]));
        string text = Text();
        double[] seconds = [.. Repeat(() => EncodingSeconds(text))];
        measurements.Set(system, Quantity.Encoding, Encoding.UTF8.GetByteCount(text) / Median.Of(seconds));
    }

    private static IEnumerable<double> Repeat(Func<double> measure) =>
        Enumerable.Range(0, Repetitions).Select(_ => measure());

    // The median token is one at which no room for keys and values is made; one in 64 makes some.
    private static double AllocatedPerToken(LanguageModel model)
    {
        // A text that ends sooner would leave few tokens to count.
        var options = new GenerationOptions { MinOutputTokens = Tokens, MaxOutputTokens = Tokens };
        var allocated = new List<double>(Tokens + 1);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        foreach (CompletionUpdate update in model.GenerateStreaming("Once upon a time", options))
        {
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            allocated.Add(bytes - Size(update));
            before = GC.GetTotalAllocatedBytes(precise: true);
        }

        return Median.Of([.. allocated]);
    }

    /// <returns>Bytes that a copy of the update takes: the object, its text and its ids.</returns>
    private static long Size(CompletionUpdate update)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        CompletionUpdate copy = update with
        {
            Text = new string(update.Text.AsSpan()),
            TokenIds = update.TokenIds.Count == 1 ? [update.TokenIds[0]] : [.. update.TokenIds],
        };
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        return bytes;
    }

    // A fresh tokenizer: what it may keep of earlier texts is of no use.
    private static double EncodingSeconds(string text)
    {
        var tokenizer = HuggingFaceTokenizer.Load(Path.Combine(TinyGpt.Folder, "tokenizer.json"));
        var lap = new Lap();
        tokenizer.Encode(text, addSpecialTokens: false);
        return lap.Next().Seconds;
    }

    /// <summary>Prose and program text: what this repository consists of, about 1 MB.</summary>
    private static string Text()
    {
        var text = new StringBuilder();
        IEnumerable<string> files = new[] { "src", "tests", "prompts" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".jsonl"
                && !file.Contains("node_modules", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (string file in files)
        {
            text.Append(File.ReadAllText(file));
        }

        return text.ToString();
    }
}
