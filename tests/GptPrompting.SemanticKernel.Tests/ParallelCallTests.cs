using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class ParallelCallTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly string[] Subjects = ["cat", "dog", "small bird", "king", "girl", "boy", "fish", "tree"];

    private readonly Prompt _prompt = Prompt.Load(Path.Combine(PromptLibrary.Folder, "classify", "sentiment"));

    [Fact]
    public void Render_2000AtOnce_AreThoseOfOneThread()
    {
        string[] expected = [.. Enumerable.Range(0, 2000).Select(Render)];
        string[] prompts = new string[2000];

        Parallel.For(
            0, prompts.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i => prompts[i] = Render(i));

        Assert.Equal(expected, prompts);
        Assert.Equal(2000, prompts.Distinct().Count());
    }

    [Fact]
    public async Task Invoke_64AtOnce_AreThoseOfOneCallAfterAnother()
    {
        Kernel kernel = Kernels.With(inBox.Model);
        KernelPlugin plugin = kernel.Plugins.AddGptPrompting();
        var expected = new List<string?>();
        for (int i = 0; i < 64; i++)
        {
            expected.Add(await TellAsync(i));
        }

        string?[] stories = await Task.WhenAll(Enumerable.Range(0, 64).Select(TellAsync));

        Assert.Equal(expected, stories);
        Assert.Equal(64, stories.Distinct().Count());

        Task<string?> TellAsync(int i) => kernel.InvokeAsync<string>(
            plugin["write_story"],
            new KernelArguments(
                new OnnxGptPromptExecutionSettings { Temperature = 0.8, Seed = i, MaxTokens = 24 })
            {
                ["opening"] = $"Once upon a time there was a {Subjects[i % Subjects.Length]}",
            });
    }

    private string Render(int i) =>
        _prompt.Render(new Dictionary<string, object?> { ["input"] = $"Text {i} < & \u00e9" }, shots: i % 5);
}
