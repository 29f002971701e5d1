using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Tasks;

public sealed class PromptFolderPromptTests : IDisposable
{
    private const string Loop = """
        {{~ for demonstration in demonstrations ~}}
        In: {{ demonstration.input }} ({{ demonstration.tone }})
        Out: {{ demonstration.output }}
        {{~ end ~}}
        """;

    private static readonly Sample Asked = Documents.Sample(0, """{"text": "c", "tone": "C"}""", input: "c");

    // The first is as the library has them; the second is a record of the task.
    private static readonly Sample[] Shown =
    [
        Documents.Sample(1, """{"input": "a", "output": "one", "tone": "A"}""", "one", "a"),
        Documents.Sample(2, """{"text": "b", "tone": "B"}""", "two", "b"),
    ];

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Render_DemonstrationsOfEitherForm_ShowsTheirFields() => Assert.Equal(
        "In: a (A)\nOut: one\nIn: b (B)\nOut: two\nIn: c (C)\nOut:", Make(Loop).Render(Asked, Shown).Text);

    [Fact]
    public void Render_AnswersAsTheyAre_HaveSpansWithTheirWhiteSpace()
    {
        PromptText prompt = Make(Loop).Render(Asked, Shown);

        Assert.Equal([" one", " two"], prompt.Answers.Select(span => prompt.Text.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("{{ for d in demonstrations }}{{ d.output | string.upcase }} {{ end }}")]
    [InlineData("{{ for d in demonstrations }}{{ d.output }} {{ d.output }} {{ end }}")]
    [InlineData("{{ for d in demonstrations reversed }}{{ d.output }} {{ end }}")]
    [InlineData("{{ for d in demonstrations }}{{ if d.output == 'one' }}1{{ end }}{{ d.output }} {{ end }}")]
    [InlineData("{{ demonstrations.size }}")]
    public void Render_AnswersInAnotherWay_HaveNoSpans(string loop) =>
        Assert.Empty(Make(loop + "\n").Render(Asked, Shown).Answers);

    [Fact]
    public void Render_OneAnswerWithinAnother_FindsBoth()
    {
        Sample[] same = [Shown[0], Shown[0] with { Id = "3" }];

        PromptText prompt = Make(Loop).Render(Asked, same);

        Assert.Equal([" one", " one"], prompt.Answers.Select(span => prompt.Text.Substring(span.Start, span.Length)));
    }

    [Fact]
    public void RenderContentFree_Input_IsReplaced() =>
        Assert.Equal("In: N/A (C)\nOut:", Make(Loop).RenderContentFree(Asked, [], "N/A"));

    [Theory]
    [InlineData("Out:", " one")]
    [InlineData("Out: ", "one")]
    [InlineData("Out:\n", "one")]
    public void Continuation_PromptsEnd_DecidesOnASpace(string prompt, string expected) =>
        Assert.Equal(expected, Make(Loop).Continuation(prompt, "one"));

    [Fact]
    public void New_VariableThatThePromptLacks_IsRefused()
    {
        var variables = new Dictionary<string, PromptTemplate> { ["other"] = PromptTemplate.Parse("x") };

        var error = Assert.Throws<ArgumentException>(() => new PromptFolderPrompt(Load(Loop), variables, "other"));

        Assert.StartsWith("The prompt 'p' has no variable 'other' to fill in; it has: text, tone.", error.Message);
    }

    [Fact]
    public void Identity_PieceThatIsIncluded_ChangesIt()
    {
        _folder.Write("_partials/piece.scriban", "a");
        string before = Make(Loop).Identity;

        _folder.Write("_partials/piece.scriban", "b");

        Assert.NotEqual(before, Make(Loop).Identity);
    }

    private PromptFolderPrompt Make(string loop)
    {
        var variables = new Dictionary<string, PromptTemplate>
        {
            ["text"] = PromptTemplate.Parse("{{ text }}"),
            ["tone"] = PromptTemplate.Parse("{{ tone }}"),
        };
        return new PromptFolderPrompt(Load(loop), variables, "text");
    }

    private Prompt Load(string loop)
    {
        string template = loop + "\nIn: {{ text }} ({{ tone }})\nOut:";
        _folder.Write("p/prompt.yaml", $"""
            name: p
            template_format: scriban
            template: |-
              {template.ReplaceLineEndings("\n  ")}
            input_variables:
              - name: text
              - name: tone
            """);
        return Prompt.Load(_folder["p"]);
    }
}
