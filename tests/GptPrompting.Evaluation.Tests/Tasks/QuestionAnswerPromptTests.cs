using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Tasks;

public sealed class QuestionAnswerPromptTests
{
    private static readonly QuestionAnswerPrompt Plain = new(PromptTemplate.Parse("Q: {{ q }}\nA:"))
    {
        Description = PromptTemplate.Parse("About {{ q }}.\n"),
        InputField = "q",
    };

    private static readonly Sample Asked = Documents.Sample(0, """{"q": "<&> z "}""");
    private static readonly Sample[] Shown =
        [Documents.Sample(1, """{"q": "x"}""", "one"), Documents.Sample(2, """{"q": "y"}""", " two")];

    [Fact]
    public void Render_NoDemonstrations_IsDescriptionAndQuestion() =>
        Assert.Equal("About <&> z .\nQ: <&> z \nA:", Plain.Render(Asked, []).Text);

    [Fact]
    public void Render_Demonstrations_HaveBothDelimiters() => Assert.Equal(
        "About <&> z .\nQ: x\nA: one\n\nQ: y\nA:  two\n\nQ: <&> z \nA:", Plain.Render(Asked, Shown).Text);

    [Fact]
    public void Render_Demonstrations_NamesTheAnswersWithTheirWhiteSpace()
    {
        PromptText prompt = Plain.Render(Asked, Shown);

        Assert.Equal([" one", "  two"], prompt.Answers.Select(span => prompt.Text.Substring(span.Start, span.Length)));
    }

    [Fact]
    public void Render_EmptyDelimiters_GivesSpansThatDoNotOverlap()
    {
        var prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("\n"))
        {
            TargetDelimiter = "",
            DemonstrationDelimiter = "",
        };
        Sample[] blank = [Documents.Sample(1, "{}", "a "), Documents.Sample(2, "{}", "b")];

        PromptText text = prompt.Render(Asked, blank);

        Assert.Equal("\na \nb\n", text.Text);
        Assert.Equal([new TextSpan(0, 3), new TextSpan(3, 2)], text.Answers);
    }

    [Fact]
    public void Render_AnswerTemplate_ReplacesTheTarget()
    {
        var prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ q }} ="))
        {
            Answer = PromptTemplate.Parse("[{{ q }}]"),
            TargetDelimiter = "",
            DemonstrationDelimiter = "\n",
        };

        Assert.Equal("x =[x]\n<&> z  =", prompt.Render(Asked, Shown[..1]).Text);
    }

    [Fact]
    public void RenderContentFree_InputField_ReplacesItInTheSampleAlone() => Assert.Equal(
        "About N/A.\nQ: x\nA: one\n\nQ: N/A\nA:", Plain.RenderContentFree(Asked, Shown[..1], "N/A"));

    [Fact]
    public void RenderContentFree_NoInputField_IsNull() =>
        Assert.Null(new QuestionAnswerPrompt(Plain.Question).RenderContentFree(Asked, [], "N/A"));

    [Fact]
    public void Continuation_Delimiter_StandsBeforeTheAnswerUnlessAnotherIsGiven()
    {
        var bare = new QuestionAnswerPrompt(Plain.Question) { RequestDelimiter = "" };

        Assert.Equal(" one", Plain.Continuation("Q: x\nA:", "one"));
        Assert.Equal("one", bare.Continuation("Q: x\nA:", "one"));
    }

    [Fact]
    public void Render_UndefinedVariable_IsAnError() =>
        Assert.Throws<PromptFormatException>(() => Plain.Render(Documents.Sample(0, """{"p": 1}"""), []));

    [Fact]
    public void Identity_AnyPart_ChangesIt()
    {
        QuestionAnswerPrompt[] prompts =
        [
            Plain,
            new(Plain.Question),
            new(Plain.Question) { TargetDelimiter = "" },
            new(Plain.Question) { DemonstrationDelimiter = "" },
            new(Plain.Question) { RequestDelimiter = "" },
            new(Plain.Question) { Answer = PromptTemplate.Parse("a") },
        ];

        Assert.Equal(prompts.Length, prompts.Select(prompt => prompt.Identity).Distinct().Count());
    }
}
