using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class CompleteCommandTests
{
    private const string Question = "Question: What is the capital of France?\nAnswer:";

    [Fact]
    public async Task Complete_Text_WritesTheContinuationAlone()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n");

        Assert.Equal(new ToolRun(0, " Paris\n", ""), run);
    }

    [Fact]
    public async Task Complete_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n", "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["text", "finish_reason", "token_ids", "usage"], json.EnumerateObject().Select(each => each.Name));
        Assert.Equal(" Paris", json.GetProperty("text").GetString());
        Assert.Equal("stop", json.GetProperty("finish_reason").GetString());
        int[] tokenIds = [.. json.GetProperty("token_ids").EnumerateArray().Select(each => each.GetInt32())];
        Assert.Equal(tokenIds.Length, json.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.Equal(
            json.GetProperty("usage").GetProperty("total_tokens").GetInt32(),
            tokenIds.Length + json.GetProperty("usage").GetProperty("input_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_SameSeed_WritesTheSame()
    {
        string[] args = ["complete", "Once upon a time", "-t", "1", "-n", "20", "--seed"];

        ToolRun first = await ToolRun.OfAsync([.. args, "4"]);

        Assert.Equal(first, await ToolRun.OfAsync([.. args, "4"]));
        Assert.NotEqual(first, await ToolRun.OfAsync([.. args, "5"]));
    }

    [Fact]
    public async Task Complete_PromptBeginsWithAt_IsNoFileName()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "@nobody", "-n", "1");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Complete_FolderOfAModel_IsOpened()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n", "--model", TinyGpt.Folder);

        Assert.Equal(" Paris\n", run.Output);
    }

    [Theory]
    [InlineData("Temperature is -1", "complete", "x", "--temperature", "-1")]
    [InlineData("TopK is 0", "complete", "x", "--top-k", "0")]
    [InlineData("MaxOutputTokens is 0", "complete", "x", "-n", "0")]
    [InlineData("The prompt is empty", "complete", "")]
    [InlineData("There is no model folder", "complete", "x", "--model", "/no/such/folder")]
    [InlineData("unknown escape", "complete", "x", "--stop", @"\q")]
    [InlineData("A stop sequence is empty", "complete", "x", "--stop", "")]
    [InlineData("Cannot parse argument 'warm'", "complete", "x", "-t", "warm")]
    [InlineData("Unrecognized command or argument '--nonsense'", "complete", "x", "--nonsense")]
    [InlineData("Required argument 'prompt' missing", "complete")]
    public async Task Complete_WrongInput_SaysWhatAndExitsWithTwo(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
