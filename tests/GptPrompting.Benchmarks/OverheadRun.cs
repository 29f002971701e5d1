using System.Diagnostics;
using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

namespace GptPrompting.Benchmarks;

/// <summary>
/// What a kernel, a template and the service add to a completion of 64 tokens of the in-box model, against the same
/// prompt text given to the model; the two take turns.
/// </summary>
internal static class OverheadRun
{
    private const int Rounds = 200;
    private const int Tokens = 64;

    public static async Task RunAsync()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder, new LanguageModelOptions { Threads = 1 });
        Kernel kernel = Kernel.CreateBuilder().AddOnnxGptTextGeneration(model).Build();
        var prompt = Prompt.Load(Path.Combine(PromptLibrary.Folder, "write", "story"));
        KernelFunction function = PromptPlugin.CreateFunction(prompt);
        string text = prompt.Render(new Dictionary<string, object?>());

        // Not the end of text, so that both write as many tokens.
        var options = new GenerationOptions { MaxOutputTokens = Tokens, MinOutputTokens = Tokens };
        var arguments = new KernelArguments(
            new OnnxGptPromptExecutionSettings { MaxTokens = Tokens, MinTokens = Tokens });
        var direct = new List<double>();
        var through = new List<double>();
        for (int round = -10; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Generate(text, options);
            long middle = Stopwatch.GetTimestamp();
            await kernel.InvokeAsync(function, arguments);
            if (round >= 0)
            {
                direct.Add(Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds);
                through.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
            }
        }

        double added = Median.Of(through.Zip(direct, (more, less) => more - less));
        double whole = Median.Of(direct);
        Console.WriteLine($"model alone {whole:F2} ms, through the kernel {Median.Of(through):F2} ms");
        Console.WriteLine(
            $"added in a round {added:F3} ms ({added / whole:P2}); targets: 2 ms, 2 %; "
            + $"{Rounds} rounds of {Tokens} tokens");
    }
}
