using System.Globalization;
using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class RenderCommandTests
{
    private static readonly string[] Sentiment = ["render", "classify/sentiment", "--set", "input=I love it = yes"];

    [Fact]
    public async Task Render_NoShots_WritesThePromptAndItsTokenCount()
    {
        ToolRun run = await ToolRun.OfAsync([.. Sentiment, "--shots", "0"]);

        const string Expected =
            "Classify the sentiment of the text as Positive or Negative.\nInput: I love it = yes\nOutput:\n\n(";
        Assert.StartsWith(Expected, run.Output, StringComparison.Ordinal);
        Assert.EndsWith(" of 512 tokens)\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Shots_ShowsThatManyDemonstrations()
    {
        ToolRun run = await ToolRun.OfAsync([.. Sentiment, "--shots", "3"]);

        Assert.Equal(4, run.Output.Split("Input: ").Length - 1);
    }

    [Fact]
    public async Task Render_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync([.. Sentiment, "--json"]);

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        int[] tokenIds = [.. json.GetProperty("token_ids").EnumerateArray().Select(each => each.GetInt32())];
        Assert.Equal(["prompt", "token_ids"], json.EnumerateObject().Select(each => each.Name));
        Assert.Equal(model.Tokenizer.Encode(json.GetProperty("prompt").GetString()!, addSpecialTokens: true), tokenIds);
    }

    [Fact]
    public async Task Render_Tokens_ShowsEachTokenWithItsId()
    {
        ToolRun run = await ToolRun.OfAsync([.. Sentiment, "--shots", "0", "--tokens"]);

        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] ids = [.. lines[..^1].Select(line => int.Parse(line[..6], CultureInfo.InvariantCulture))];
        string[] pieces = [.. lines[..^1].Select(line => JsonSerializer.Deserialize<string>(line[8..])!)];
        Assert.Equal(
            "Classify the sentiment of the text as Positive or Negative.\nInput: I love it = yes\nOutput:",
            string.Concat(pieces));
        Assert.Equal(model.Tokenizer.Encode(string.Concat(pieces), addSpecialTokens: true), ids);
        Assert.Equal($"({ids.Length} of 512 tokens)", lines[^1]);
    }

    [Fact]
    public async Task Render_TokensAsJson_HasIdsAndPieces()
    {
        ToolRun run = await ToolRun.OfAsync([.. Sentiment, "--tokens", "--json"]);

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["prompt", "token_ids", "pieces"], json.EnumerateObject().Select(each => each.Name));
        Assert.Equal(json.GetProperty("token_ids").GetArrayLength(), json.GetProperty("pieces").GetArrayLength());
        Assert.Equal(
            json.GetProperty("prompt").GetString(),
            string.Concat(json.GetProperty("pieces").EnumerateArray().Select(each => each.GetString())));
    }

    [Theory]
    [InlineData("no variable 'colour'; it has: input, shots", "render", "classify/sentiment", "--set", "colour=red")]
    [InlineData("'input' is required", "render", "classify/sentiment")]
    [InlineData("is not of the form name=value", "render", "classify/sentiment", "--set", "red")]
    [InlineData("gives 'input' twice", "render", "classify/sentiment", "--set", "input=a", "--set", "input=b")]
    [InlineData("shots is 9; the prompt 'sentiment' has 8 demonstrations",
        "render", "classify/sentiment", "--set", "input=a", "--shots", "9")]
    [InlineData("a prompt in the box: answer/closed-book", "render", "nothing")]
    [InlineData("'classify' is neither", "render", "classify")]
    [InlineData("'' is neither", "render", "")]
    public async Task Render_WrongInput_SaysWhatAndExitsWithTwo(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Render_TemplateWithAnError_NamesFileLineAndColumn()
    {
        string folder = Directory.CreateTempSubdirectory("prompt-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "prompt.yaml"),
            "name: broken\ntemplate_format: scriban\ntemplate: |-\n  One line.\n  Another {{ nobody }}\n");

        ToolRun run = await ToolRun.OfAsync("render", folder);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("prompt.yaml(5,14): error: ", run.Error, StringComparison.Ordinal);
    }
}
