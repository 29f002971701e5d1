using System.Text;
using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class FillMaskCommandTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "tiny-bert");

    [Fact]
    public async Task FillMask_OneMask_ListsTheCandidates()
    {
        ToolRun run = await ToolRun.OfAsync("fill-mask", Folder, "The boys [MASK] happy.", "--top", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^ +-0\\.\\d{4} +\\d+  \"(are|were)\"\n +-0\\.\\d{4} +\\d+  \"(are|were)\"\n$", run.Output);
    }

    [Fact]
    public async Task FillMask_TwoMasksFromStandardInput_SaysWhichIsWhich()
    {
        byte[] text = Encoding.UTF8.GetBytes("The [MASK] are [MASK].");

        ToolRun run = await ToolRun.OfAsync(text, "fill-mask", Folder, "-", "--top", "1");

        Assert.Matches("^token 2:\n.*\ntoken 4:\n.*\n$", run.Output);
    }

    [Fact]
    public async Task FillMask_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync("fill-mask", Folder, "The boys [MASK] happy.", "--json");

        JsonElement mask = JsonDocument.Parse(run.Output).RootElement.GetProperty("masks")[0];
        Assert.Equal(["token_index", "candidates"], mask.EnumerateObject().Select(each => each.Name));
        Assert.Equal(5, mask.GetProperty("candidates").GetArrayLength());
        Assert.Equal(
            ["id", "text", "log_probability"],
            mask.GetProperty("candidates")[0].EnumerateObject().Select(each => each.Name));
    }

    [Theory]
    [InlineData("write [MASK] for the word", "The boys are happy.")]
    [InlineData("error: --top is 0; it must be from 1 to 212.", "[MASK]", "--top", "0")]
    public async Task FillMask_WrongInput_SaysWhatAndExitsWithTwo(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(["fill-mask", Folder, .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-folder", "There is no model folder no-such-folder")]
    [InlineData("", "The folder is empty")]
    public async Task FillMask_NoFolder_SaysSo(string folder, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("fill-mask", folder, "[MASK]");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
