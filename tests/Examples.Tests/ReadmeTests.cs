using System.Text.RegularExpressions;
using GptPrompting.Tests;

namespace Examples.Tests;

public partial class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    /// <summary>The lines of the README that call the tool, but for one that needs a model of the reader's.</summary>
    public static TheoryData<string> ToolLines => new(Readme.Split('\n')
        .Where(line => line.StartsWith("./gptprompt ", StringComparison.Ordinal))
        .Where(line => !line.Contains("path/to", StringComparison.Ordinal)));

    [Fact]
    public void CSharpBlock_IsTheProgramReadme() => Assert.Equal(
        Read(Path.Combine("tests", "Readme", "Program.cs")), CSharpBlock().Match(Readme).Groups["code"].Value);

    [Fact]
    public async Task CSharpBlock_PrintsWhatTheReadmeSays()
    {
        string output = await BuiltProgram.RunAsync("dotnet", BuiltProgram.Find("Readme", "Readme"));

        Assert.StartsWith(" le chien noir\nTrue\ndef add(", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(ToolLines))]
    public async Task ToolLine_Runs(string line)
    {
        Skip.If(OperatingSystem.IsWindows(), "The README's lines are for bash.");
        string tool = $"dotnet '{BuiltProgram.Find("GptPrompting.Cli", "gptprompt")}'";

        string output = await BuiltProgram.RunAsync(
            "bash", "-c", line.Replace("./gptprompt", tool, StringComparison.Ordinal));

        Assert.NotEmpty(output.Trim());
    }

    private static string Read(string path) =>
        File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CSharpBlock();
}
