using System.Text.RegularExpressions;

namespace Examples.Tests;

public partial class ReadmeTests
{
    private static readonly string Readme =
        File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void CSharpBlock_IsWhatReadmeSampleRuns()
    {
        string block = CSharpBlock().Match(Readme).Groups["code"].Value;
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Examples.Tests", "ReadmeSample.cs"))
            .ReplaceLineEndings("\n");
        string indented = string.Concat(
            block.Split('\n')[..^1].Select(line => line.Length == 0 ? "\n" : $"        {line}\n"));

        Assert.NotEmpty(block);
        Assert.Contains(indented, source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadmeSample_Runs()
    {
        TextWriter console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);

        await ReadmeSample.RunAsync();
        Console.SetOut(console);

        Assert.StartsWith(
            " le chien noir\ngreedy: True, tokens: 3\ndef add(", output.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CSharpBlock();
}
