using GptPrompting;
using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

namespace Examples.Tests;

/// <summary>The C# of the README, word for word; <see cref="ReadmeTests"/> compares the two.</summary>
internal static class ReadmeSample
{
    public static async Task RunAsync()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);

        Completion answer = model.Generate(
            "English: the black dog\nFrench:", new GenerationOptions { StopSequences = ["\n"] });
        Console.WriteLine(answer.Text);

        ContinuationScore score = model.Score("Question: What is the capital of France?\nAnswer:", " Paris");
        Console.WriteLine($"greedy: {score.IsGreedy}, tokens: {score.Tokens.Count}");

        Kernel kernel = Kernel.CreateBuilder().AddOnnxGptTextGeneration(model).Build();
        Console.WriteLine(await kernel.InvokePromptAsync("# python: add two numbers\n"));
    }
}
