using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class PromptsCheckCommandTests
{
    private const string Unfit = """
        {"input": "The hall was warm.", "output": "Positive"}
        {"input": "The lamp arrived broken.", "output": "Awful"}
        """;

    [Fact]
    public async Task Check_PromptsInTheBox_FindsNothing()
    {
        ToolRun run = await ToolRun.OfAsync("prompts", "check");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith(" prompts: 0 errors, 0 warnings\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OutputOutsideTheLabels_NamesThePlaceAndExitsWithOne()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        string path = prompt.Write("demonstrations.jsonl", Unfit);

        ToolRun run = await ToolRun.OfAsync("prompts", "check", prompt.Folder);

        const string Message = "error: the output 'Awful' is none of the labels: Positive, Negative\n";
        Assert.Equal((1, $"{path}(2,1): {Message}1 prompt: 1 error, 0 warnings\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Check_WarningOnly_ExitsWithZero()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("demonstrations.jsonl", Unfit.Replace("Awful", "Positive"));

        ToolRun run = await ToolRun.OfAsync("prompts", "check", prompt.Library);

        Assert.Equal(0, run.ExitCode);
        const string Expected = "warning: the classes are not balanced: Positive 2, Negative 0";
        Assert.Contains(Expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Json_HasTheStableProperties()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("demonstrations.jsonl", Unfit);

        ToolRun run = await ToolRun.OfAsync("prompts", "check", prompt.Folder, "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        JsonElement problem = json.GetProperty("problems")[0];
        Assert.Equal(1, json.GetProperty("prompt_count").GetInt32());
        Assert.Equal(
            ["path", "line", "column", "severity", "message"], problem.EnumerateObject().Select(each => each.Name));
        Assert.Equal("error", problem.GetProperty("severity").GetString());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("temperature: 0", "temprature: 0", 21, 17, "Unknown setting 'temprature'")]
    [InlineData("temperature: 0", "temperature: warm", 21, 18, "'temperature'")]
    [InlineData("temperature: 0", "min_tokens: 9", 21, 17, "MinTokens is 9")]
    [InlineData("max_tokens: 8", "max_tokens: 0\n    top_p: 7", 23, 12, "'top_p'")]
    public async Task Check_SettingThatCannotBeUsed_NamesThePlace(
        string setting, string wrong, int line, int column, string expected)
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        string path = Path.Combine(prompt.Folder, "prompt.yaml");
        string yaml = (await File.ReadAllTextAsync(path)).Replace(setting, wrong, StringComparison.Ordinal);
        prompt.Write("prompt.yaml", yaml);

        ToolRun run = await ToolRun.OfAsync("prompts", "check", prompt.Folder);

        Assert.Equal(1, run.ExitCode);
        string problem = run.Output.Split('\n').Single(
            each => each.StartsWith($"{path}({line},{column}): error: ", StringComparison.Ordinal));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
