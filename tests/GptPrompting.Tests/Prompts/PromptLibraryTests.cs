using System.Runtime.CompilerServices;
using GptPrompting.Prompts;

namespace GptPrompting.Tests.Prompts;

/// <summary>
/// Every prompt of the library at 0, 1 and k shots; the expected texts are in <c>Cases</c>, written by hand.
/// </summary>
public sealed class PromptLibraryTests
{
    private static readonly string Library = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "prompts"));

    public static TheoryData<string, int, string> Cases => new()
    {
        { "classify/sentiment", 0, "input=I absolutely love this product!" },
        { "classify/sentiment", 1, "input=I absolutely love this product!" },
        { "classify/sentiment", 3, "input=I absolutely love this product!" },
        { "answer/from-context", 0, "context=Maria lives in Lisbon.|question=Where does Maria live?" },
        { "answer/from-context", 1, "context=Maria lives in Lisbon.|question=Where does Maria live?" },
        { "answer/from-context", 2, "context=Maria lives in Lisbon.|question=Where does Maria live?" },
        { "code/from-description", 0, "description=reverse a string" },
        { "code/from-description", 1, "description=reverse a string|language=javascript" },
        { "code/from-description", 2, "description=check if a number is even|language=c#" },
        { "write/story", 0, "" },
        { "learn/from-demonstrations", 0, "input=table" },
        { "learn/from-demonstrations", 1, "input=table" },
        { "learn/from-demonstrations", 4, "input=table" },
    };

    public static TheoryData<string> Folders =>
        [.. Directory.EnumerateFiles(Library, "prompt.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Library, Path.GetDirectoryName(file)!).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Render_PromptOfTheLibrary_IsTheExpectedText(string folder, int shots, string variables)
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, folder));

        string text = prompt.Render(Variables(variables), shots);

        string expected = Path.Combine(Here(), "Cases", $"{folder.Replace('/', '.')}.{shots}.expected.txt");
        Assert.Equal(File.ReadAllText(expected), text);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_AnyNumberOfShots_EndsWithoutBlankBeforeTheAnswer(string folder)
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, folder));
        Dictionary<string, object?> variables = prompt.InputVariables
            .Where(variable => variable.Name != "shots")
            .ToDictionary(variable => variable.Name, variable => (object?)(variable.Default ?? "x"));

        for (int shots = 0; shots <= prompt.Demonstrations.Count; shots++)
        {
            string text = prompt.Render(variables, shots);
            Assert.False(text.EndsWith(' ') || text.EndsWith('\t') || text.StartsWith('\n'), text);
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Load_EveryFolder_HasACaseAndADescription(string folder)
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, folder));

        Assert.Contains(Cases, row => (string)row[0] == folder);
        Assert.NotEmpty(prompt.Description);
        Assert.NotEmpty(prompt.ExecutionSettings);
    }

    private static Dictionary<string, object?> Variables(string text) => text
        .Split('|', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(pair => pair[..pair.IndexOf('=')], pair => (object?)pair[(pair.IndexOf('=') + 1)..]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
