using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class ScoreCommandTests
{
    private static readonly string[] Paris =
        ["score", "--context", "Question: What is the capital of France?\nAnswer:", "--continuation", " Paris"];

    [Fact]
    public async Task Score_Text_ShowsEachTokenAndTheSum()
    {
        ToolRun run = await ToolRun.OfAsync(Paris);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"ar\"\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(" nats per token, greedy: yes\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync([.. Paris, "--json"]);

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        JsonElement[] tokens = [.. json.GetProperty("tokens").EnumerateArray()];
        double sum = tokens.Sum(token => token.GetProperty("log_probability").GetDouble());
        string[] names = [.. json.EnumerateObject().Select(each => each.Name)];
        Assert.Equal(["log_likelihood", "loss", "is_greedy", "tokens"], names);
        Assert.Equal(["id", "text", "log_probability"], tokens[0].EnumerateObject().Select(each => each.Name));
        Assert.Equal(sum, json.GetProperty("log_likelihood").GetDouble(), 1e-9);
        Assert.Equal(-sum / tokens.Length, json.GetProperty("loss").GetDouble(), 1e-9);
        Assert.True(json.GetProperty("is_greedy").GetBoolean());
    }

    [Fact]
    public async Task Score_BoundaryWithinAToken_Warns()
    {
        ToolRun run = await ToolRun.OfAsync("score", "--context", "Onc", "--continuation", "e upon a time");

        Assert.Contains("warning: a token reaches", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("Option '--context' is required", "score", "--continuation", "x")]
    [InlineData("--continuation is empty", "score", "--context", "x", "--continuation", "")]
    public async Task Score_WrongInput_SaysWhatAndExitsWithTwo(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
