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

    [Theory]
    [InlineData("@nobody")]
    [InlineData("-hello")]
    [InlineData("-none")]
    [InlineData("-?")]
    [InlineData("/?")]
    public async Task Complete_PromptThatLooksLikeAnOption_IsAPrompt(string prompt)
    {
        ToolRun run = await ToolRun.OfAsync("complete", prompt, "-n", "1", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"finish_reason\": \"length\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_PromptAfterTwoDashes_IsAPromptWhateverItIs()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "-n", "1", "--json", "--", "--help");

        Assert.Contains("\"finish_reason\": \"length\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_JsonFlagBeforeThePrompt_DoesNotSwallowIt()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "--json", "true", "-n", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_StandardInput_IsReadByteForByte()
    {
        byte[] prompt = [.. "\ufeffQuestion:\r\n"u8];
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        int expected = model.Tokenizer.Encode("\ufeffQuestion:\r\n", addSpecialTokens: true).Length;

        ToolRun run = await ToolRun.OfAsync(prompt, "complete", "-", "-n", "1", "--json");

        Assert.Contains($"\"input_tokens\": {expected},", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_StandardInputIsNotUtf8_ExitsWithTwo()
    {
        ToolRun run = await ToolRun.OfAsync([0xFF, 0xFE, 0x41, 0], "complete", "-");

        Assert.Equal(new ToolRun(2, "", "gptprompt: error: standard input is not valid UTF-8.\n"), run);
    }

    [Fact]
    public async Task Complete_FolderOfAModel_IsOpened()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n", "--model", TinyGpt.Folder);

        Assert.Equal(" Paris\n", run.Output);
    }

    [Theory]
    [InlineData("--temperature is -1", "complete", "x", "--temperature", "-1")]
    [InlineData("--temperature is '0,8'", "complete", "x", "-t", "0,8")]
    [InlineData("--top-p is 1.5", "complete", "x", "--top-p", "1.5")]
    [InlineData("--min-p is 2", "complete", "x", "--min-p", "2")]
    [InlineData("--top-k is 0", "complete", "x", "--top-k", "0")]
    [InlineData("--max-tokens is 0", "complete", "x", "-n", "0")]
    [InlineData("--model is empty", "complete", "x", "--model", "")]
    [InlineData("The prompt is empty", "complete", "")]
    [InlineData("There is no model folder", "complete", "x", "--model", "/no/such/folder")]
    [InlineData("unknown escape", "complete", "x", "--stop", @"\q")]
    [InlineData("A stop sequence is empty", "complete", "x", "--stop", "")]
    [InlineData("--temperature is 'warm'", "complete", "x", "-t", "warm")]
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
