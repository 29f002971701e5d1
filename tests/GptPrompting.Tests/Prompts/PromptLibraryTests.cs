using System.Runtime.CompilerServices;
using GptPrompting.Prompts;

namespace GptPrompting.Tests.Prompts;

/// <summary>
/// Every prompt of the library at 0, 1 and k shots; the expected texts are in <c>Cases</c>, written without the
/// templates.
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
        { "write/story", 1, "" },
        { "write/story", 4, "" },
        { "learn/from-demonstrations", 0, "input=table" },
        { "learn/from-demonstrations", 1, "input=table" },
        { "learn/from-demonstrations", 4, "input=table" },
        { "classify/topic", 0, "input=The senator spoke about the budget." },
        { "classify/topic", 1, "input=The senator spoke about the budget." },
        { "classify/topic", 4, "input=The senator spoke about the budget." },
        { "classify/question-type", 0, "input=Who wrote this letter?" },
        { "classify/question-type", 1, "input=Who wrote this letter?" },
        { "classify/question-type", 4, "input=Who wrote this letter?" },
        { "answer/closed-book", 0, "question=What is the capital of France?" },
        { "answer/closed-book", 1, "question=What is the capital of France?" },
        { "answer/closed-book", 4, "question=What is the capital of France?" },
        { "code/from-comment", 0, "description=double a number|comment=//|language=javascript" },
        { "code/from-comment", 1, "description=double a number|comment=//|language=javascript" },
        { "code/from-comment", 4, "description=double a number|comment=//|language=javascript" },
        { "code/complete", 0, "code=def is_even(n):\n    return" },
        { "code/complete", 1, "code=def is_even(n):\n    return" },
        { "code/complete", 4, "code=def is_even(n):\n    return" },
        { "code/translate", 0, "code=def add(a, b):\n    return a + b|to=JavaScript" },
        { "code/translate", 1, "code=def add(a, b):\n    return a + b|to=JavaScript" },
        { "code/translate", 4, "code=def add(a, b):\n    return a + b|to=JavaScript" },
        { "translate/text", 0, "text=the black dog" },
        { "translate/text", 1, "text=the black dog" },
        { "translate/text", 4, "text=the black dog" },
        { "summarize/text", 0, "text=Max met Lily at the farm. Then Lily gave Max a blue pen." },
        { "summarize/text", 1, "text=Max met Lily at the farm. Then Lily gave Max a blue pen." },
        { "summarize/text", 4, "text=Max met Lily at the farm. Then Lily gave Max a blue pen." },
        { "edit/rewrite", 0, "text=gimme the key|instruction=make it polite" },
        { "edit/rewrite", 1, "text=gimme the key|instruction=make it polite" },
        { "edit/rewrite", 4, "text=gimme the key|instruction=make it polite" },
        { "edit/autocomplete", 0, "text=Once upon a time, there was a little" },
        { "edit/autocomplete", 1, "text=Once upon a time, there was a little" },
        { "edit/autocomplete", 4, "text=Once upon a time, there was a little" },
        { "write/creative", 0, "subject=the sea" },
        { "write/creative", 1, "subject=the sea" },
        { "write/creative", 4, "subject=the sea" },
        { "chat/customer-service", 0, "message=My headset is broken." },
        { "chat/customer-service", 1, "message=My headset is broken." },
        { "chat/customer-service", 4, "message=My headset is broken." },
        { "extract/entities", 0, "input=Anna flew to Rome." },
        { "extract/entities", 1, "input=Anna flew to Rome." },
        { "extract/entities", 4, "input=Anna flew to Rome." },
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
            .Where(variable => variable.IsRequired)
            .ToDictionary(variable => variable.Name, object? (_) => "x");

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

    [Theory]
    [MemberData(nameof(Folders))]
    public void Load_EveryFolder_HasFourDemonstrationsOrMoreAndCases(string folder)
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, folder));

        Assert.InRange(prompt.Demonstrations.Count, 4, 20);
        Assert.Distinct(prompt.Demonstrations.Select(demonstration => demonstration.Input));
        Assert.True(File.Exists(Path.Combine(prompt.Folder, "tests.yaml")));
    }

    [Theory]
    [InlineData("classify/sentiment", 4)]
    [InlineData("classify/topic", 3)]
    [InlineData("classify/question-type", 2)]
    public void Demonstrations_OfAClassification_AreEquallyManyForEachLabel(string folder, int each)
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, folder));

        ILookup<string, Demonstration> byLabel = prompt.Demonstrations.ToLookup(shown => shown.Output);
        Assert.Equal(prompt.Labels.Order(), byLabel.Select(group => group.Key).Order());
        Assert.All(byLabel, group => Assert.Equal(each, group.Count()));
    }

    [Fact]
    public void Render_ChatWithHistory_ShowsItsTurnsAfterTheDemonstrations()
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, "chat/customer-service"));
        var history = new[] { new { User = "Hello!", Assistant = "Hi there!" }, new { User = "A", Assistant = "B" } };

        string text = prompt.Render(
            new Dictionary<string, object?>
            {
                ["message"] = "Thanks.",
                ["history"] = history,
                ["instruction"] = "",
            },
            shots: 1);

        Assert.Equal(
            "User: Where is my order 20418?\n"
            + "Assistant: Your order 20418 is on its way and will arrive on Thursday.\n"
            + "User: Hello!\nAssistant: Hi there!\nUser: A\nAssistant: B\nUser: Thanks.\nAssistant:",
            text);
    }

    [Fact]
    public void Render_WithoutInstruction_BeginsWithTheText()
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, "summarize/text"));

        string text = prompt.Render(new Dictionary<string, object?> { ["text"] = "A.", ["instruction"] = "" }, 0);

        Assert.Equal("Text: A.\nSummary:", text);
    }

    [Fact]
    public void Render_WithInstruction_HasItAsItsFirstLine()
    {
        Prompt prompt = Prompt.Load(Path.Combine(Library, "learn/from-demonstrations"));

        string text = prompt.Render(
            new Dictionary<string, object?> { ["input"] = "b", ["instruction"] = "Write the plural." }, 1);

        Assert.Equal("Write the plural.\nInput: cat\nOutput: cats\nInput: b\nOutput:", text);
    }

    internal static Prompt Load(string folder) => Prompt.Load(Path.Combine(Library, folder));

    internal static Dictionary<string, object?> Variables(string text) => text
        .Split('|', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(pair => pair[..pair.IndexOf('=')], pair => (object?)pair[(pair.IndexOf('=') + 1)..]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
