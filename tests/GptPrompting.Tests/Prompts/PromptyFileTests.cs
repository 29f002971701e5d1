using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptyFileTests : IDisposable
{
    private const string Full = """
        ---
        name: mood
        description: Names a mood.
        version: 1.0
        authors: [someone]
        model:
          api: completion
          configuration: { type: some_cloud }
          parameters:
            temperature: 0.3
            max_tokens: 8
            stop: "\n"
        template:
          type: scriban
          parser: prompty
        inputs:
          text:
            type: string
            description: What was said.
            sample: I am glad.
          tone:
            default: kind
            required: false
        outputs:
          mood: { type: string }
        sample:
          text: I am sad.
        ---

        {{~ for d in demonstrations ~}}
        {{ d.input }} -> {{ d.output }}
        {{~ end ~}}
        {{ tone }}: {{ text }} ->

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_File_HasWhatPromptFoldersHave()
    {
        Prompt prompt = Prompt.Load(_folder.Write("mood.prompty", Full));

        Assert.Equal(("mood", "Names a mood.", _folder.Path), (prompt.Name, prompt.Description, prompt.Folder));
        Assert.Equal(new PromptVariable("text", "What was said.", null, IsRequired: true), prompt.InputVariables[0]);
        Assert.Equal(new PromptVariable("tone", "", "kind", IsRequired: false), prompt.InputVariables[1]);
        Assert.Equal((0.3, 8L), (prompt.ExecutionSettings["temperature"], prompt.ExecutionSettings["max_tokens"]));
        Assert.Equal(new object[] { "\n" }, prompt.ExecutionSettings["stop_sequences"]);
    }

    [Fact]
    public void Render_File_ShowsTheDemonstrationsBesideIt()
    {
        _folder.Write("demonstrations.jsonl", """{"input": "a", "output": "b"}""");
        Prompt prompt = Prompt.Load(_folder.Write("mood.prompty", Full));

        string text = prompt.Render(new Dictionary<string, object?> { ["text"] = "c" });

        Assert.Equal("a -> b\nkind: c ->", text);
    }

    [Fact]
    public void Load_FolderWithOneSuchFile_ReadsIt()
    {
        _folder.Write("mood.prompty", Full);

        Assert.Equal("mood", Prompt.Load(_folder.Path).Name);
    }

    [Theory]
    [InlineData("template: scriban")]
    [InlineData("template: { format: scriban }")]
    [InlineData("template: { format: { kind: scriban } }")]
    public void Load_AnyWayToNameTheFormat_IsRead(string template)
    {
        Prompt prompt = Prompt.Load(_folder.Write("a.prompty", $"---\n{template}\n---\nhello"));

        Assert.Equal(("a", "hello"), (prompt.Name, prompt.Render(new Dictionary<string, object?>())));
    }

    [Theory]
    [InlineData("inputs: [{ name: who, default: you }]")]
    [InlineData("inputs: { who: { default: you } }")]
    public void Load_InputsAsListOrMapping_AreVariables(string inputs)
    {
        string path = _folder.Write("a.prompty", $"---\ntemplate: scriban\n{inputs}\n---\n{{{{ who }}}}");

        Prompt prompt = Prompt.Load(path);

        Assert.Equal("you", prompt.Render(new Dictionary<string, object?>()));
    }

    [Fact]
    public void Load_ModelAndService_AreThoseOfTheSettings()
    {
        string path = _folder.Write(
            "a.prompty",
            "---\ntemplate: scriban\nmodel: { parameters: { service_id: s, model_id: m, seed: 1 } }\n---\nhello");

        PromptServiceSettings service = Assert.Single(Prompt.Load(path).Services);

        Assert.Equal(("s", "m"), (service.ServiceId, service.ModelId));
        Assert.Equal(["seed"], service.Settings.Keys);
        Assert.Contains("settings are those of the services s", Assert.Single(PromptChecker.Check(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inputs: { who: you }")]
    [InlineData("sample: { who: you }")]
    public void Load_Samples_DeclareVariablesWithoutDefault(string inputs)
    {
        string path = _folder.Write("a.prompty", $"---\ntemplate: scriban\n{inputs}\n---\n{{{{ who }}}}");

        Prompt prompt = Prompt.Load(path);

        Assert.Equal(new PromptVariable("who", "", null, IsRequired: true), Assert.Single(prompt.InputVariables));
        Assert.Empty(PromptChecker.Check(path));
    }

    [Theory]
    [InlineData(1, 1, "between two lines of ---", "name: a\n")]
    [InlineData(1, 1, "between two lines of ---", "---\nname: a\n")]
    [InlineData(2, 11, "only scriban is read", "---\ntemplate: jinja2\n---\n")]
    [InlineData(2, 1, "its format is 'liquid'", "---\nname: a\n---\n")]
    [InlineData(3, 11, "'a b' cannot be", "---\ntemplate: scriban\ninputs: { a b: c }\n---\n")]
    [InlineData(5, 6, "", "---\ntemplate: scriban\n---\nhello\n{{ end }}\n")]
    public void Load_WrongFile_NamesLineAndColumn(int line, int column, string problem, string text)
    {
        string path = _folder.Write("a.prompty", text);

        var error = Assert.Throws<PromptFormatException>(() => Prompt.Load(path));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal((path, line, column), (error.Path, error.Line, error.Column));
    }

    [Fact]
    public void Render_UndefinedVariable_NamesTheLineOfTheFile()
    {
        string path = _folder.Write("a.prompty", "---\r\ntemplate: scriban\r\n---\r\n\r\nA {{ nobody }}");
        Prompt prompt = Prompt.Load(path);

        var error = Assert.Throws<PromptFormatException>(() => prompt.Render(new Dictionary<string, object?>()));

        Assert.Equal((5, 6), (error.Line, error.Column));
    }
}
