using System.Text;
using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class PerplexityCommandTests
{
    private static readonly byte[] Story = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("Once upon a time there was a small dog.\n", 8)));

    [Fact]
    public async Task Perplexity_StandardInput_ShowsTheMeasures()
    {
        ToolRun run = await ToolRun.OfAsync(Story, "perplexity", "-", "--window", "64");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(
            @"^tokens \d+, words 73, bytes 320, windows \d\nlog-likelihood -[\d.]+, loss [\d.]+ nats per token\n"
            + @"perplexity [\d.]+ per token, [\d.]+ per word\n0\.\d{4} bits per byte\n$", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Perplexity_FileAndJson_HasTheStableProperties()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Story);

        ToolRun run = await ToolRun.OfAsync("perplexity", path, "--json");

        File.Delete(path);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            ["token_count", "word_count", "byte_count", "window_count", "log_likelihood", "loss", "token_perplexity",
                "word_perplexity", "byte_perplexity", "bits_per_byte"],
            json.EnumerateObject().Select(each => each.Name));
        double loss = json.GetProperty("loss").GetDouble();
        Assert.Equal(Math.Exp(loss), json.GetProperty("token_perplexity").GetDouble(), 1e-9);
        Assert.Equal(320, json.GetProperty("byte_count").GetInt32());
    }

    [Fact]
    public async Task Perplexity_SmallerStride_TakesMoreWindows()
    {
        ToolRun whole = await ToolRun.OfAsync(Story, "perplexity", "-", "--window", "40", "--json");
        ToolRun half = await ToolRun.OfAsync(Story, "perplexity", "-", "--window", "40", "--stride", "20", "--json");

        Assert.True(Windows(half) > Windows(whole));
    }

    [Theory]
    [InlineData("error: The text is empty", "")]
    [InlineData("standard input is not valid UTF-8", "\u00ff")]
    public async Task Perplexity_UnreadableInput_ExitsWithTwo(string expected, string input)
    {
        ToolRun run = await ToolRun.OfAsync(Encoding.Latin1.GetBytes(input), "perplexity", "-");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Perplexity_FileOfAnotherEncoding_NamesFileAndPlace()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, [0x61, 0xff]);

        ToolRun run = await ToolRun.OfAsync("perplexity", path);

        File.Delete(path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{path} is not valid UTF-8 at byte 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Perplexity_Folder_IsRefused()
    {
        ToolRun run = await ToolRun.OfAsync("perplexity", AppContext.BaseDirectory);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is a folder; it must be a file", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: --stride is 9; it must be at most the window length, 8", "--window", "8", "--stride", "9")]
    [InlineData("error: --window is 0; it must be at least 1", "--window", "0")]
    [InlineData("error: --window is 600; the model reads at most 512", "--window", "600")]
    public async Task Perplexity_WrongOptions_SayTheLimit(string expected, params string[] options)
    {
        ToolRun run = await ToolRun.OfAsync(Story, ["perplexity", "-", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static int Windows(ToolRun run) =>
        JsonDocument.Parse(run.Output).RootElement.GetProperty("window_count").GetInt32();
}
