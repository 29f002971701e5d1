using System.Runtime.CompilerServices;
using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

/// <summary>An exhausted stack cannot be caught: a test that fails here ends the whole run.</summary>
public sealed class TemplateDepthTests
{
    public static TheoryData<string, string, string> Chains { get; } = new()
    {
        { "this", ".a", "" },
        { "x", "[0]", "" },
        { "x", "?.a", "" },
        { "x", ".a", " = 1" },
        { "x", ".a()", "" },
        { "x", "(1)", "" },
        { "x", ".a\n", "" },
        { "(x", "\n.a", ")" },
        { "[1, x", "[0]", "]" },
        { "x", "[0].a", " )" },
        { "f x", ".a", " )" },
        { "x", " | f", "" },
        { "x", " + 1", "" },
        { "x", " x ? x : x", "" },
        { "", "!", "x" },
        { "x", "++", "" },
        { "$\"", "{x}{x.a", "}\"" },
        { "", "if x; ", "" },
        { "if x; ", "else if x; ", "end" },
        { "", "func f; ", "" },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Parse_ChainWithoutEnd_IsAnErrorWithAPlace(string start, string link, string end)
    {
        string text = $"first\n  {{{{ {start}{string.Concat(Enumerable.Repeat(link, 60_000))}{end} }}}}";

        var exception = Assert.Throws<PromptFormatException>(() => PromptTemplate.Parse(text, "p.scriban"));

        Assert.StartsWith("p.scriban(", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Line >= 2 && exception.Column >= 1);
    }

    [Theory]
    [InlineData(100, 6, "the expression is nested or chained more than 100 deep")]
    [InlineData(501, 1005, "the statement has more than 500 operators, dots and brackets in a row")]
    public void Parse_ChainOverALimit_NamesTheLimit(int links, int column, string problem)
    {
        var exception = Assert.Throws<PromptFormatException>(
            () => PromptTemplate.Parse("one\n{{ " + Chain(links) + "}}"));

        Assert.Equal($"template(2,{column}): error: {problem}", exception.Message);
    }

    [Fact]
    public async Task Render_ChainAtTheLimit_IsRenderedOnAThreadOfThePool()
    {
        object value = "end";
        for (int i = 0; i < 30; i++)
        {
            value = new Dictionary<string, object> { ["a"] = value };
        }

        Assert.Equal("end", await Task.Run(() => PromptTemplateTests.Render("{{ " + Chain(30) + " }}", ("x", value))));
        await Assert.ThrowsAsync<PromptFormatException>(
            () => Task.Run(() => PromptTemplateTests.Render("{{ x = {}; x.a = x; " + Chain(99) + ".b }}")));
    }

    [Theory]
    [InlineData("{{ x = {}; x.a = x; func f; ret LEFT0RIGHT + f; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; func f; ret x.a.a.a.a.a.a.a.a.a.a[f].a.a.a; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; func f; for i in 1..2; if LEFT true RIGHT; LEFT f RIGHT; end; end; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; func f; y = LONG; ret 1 + f; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; func f; y = LONG; ret LEFT 1 + f RIGHT; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; func f; x.a.a.a.a.a.a.a.a.a.a.a = LONG; ret 1 + (f) + LONG.a; end; f }}")]
    [InlineData("{{ x = {}; x.a = x; LEFT LONG RIGHT }}")]
    [InlineData("{{ x = {}; x.a = x; LEFT LONG.b RIGHT }}")]
    public void Render_OnASmallStack_IsAnErrorOrAPromptAndTheProcessLives(string template)
    {
        // Brackets count as the chain within them does.
        int links = template.Contains("LEFT LONG", StringComparison.Ordinal) ? 55 : 95;
        string text = template
            .Replace("LEFT", new string('(', 40), StringComparison.Ordinal)
            .Replace("RIGHT", new string(')', 40), StringComparison.Ordinal)
            .Replace("LONG", Chain(links), StringComparison.Ordinal);

        Exception? exception = OnAStackOf(256 << 10, () => PromptTemplateTests.Render(text));

        Assert.True(exception is null or PromptFormatException, exception?.ToString());
    }

    [Fact]
    public void Render_OnAStackThatIsNearlyUsed_IsAnError()
    {
        var template = PromptTemplate.Parse("{{ 1 }}");

        Exception? exception = OnAStackOf(
            256 << 10, () => UseTheStack(() => template.Render(new Dictionary<string, object?>())));

        Assert.Contains("deeper than the stack allows", exception?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_IncludedChainWithoutEnd_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("_partials/deep.scriban", "{{ " + Chain(20_000) + " }}");

        var exception = Assert.Throws<PromptFormatException>(
            () => PromptTemplate.Parse("{{ include 'deep' }}", path: null, Path.GetDirectoryName(path)));

        Assert.StartsWith(path + "(1,", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ 'x' | object.eval }}")]
    [InlineData("{{ 'x' | object.eval_template }}")]
    [InlineData("{{ f = @object.eval; f 'x' }}")]
    [InlineData("{{ object['eval_template'] 'x' }}")]
    public void Render_TextAsTemplate_IsAnError(string template)
    {
        var exception = Assert.Throws<PromptFormatException>(
            () => PromptTemplateTests.Render(template, ("x", "1")));

        Assert.Contains("eval", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LongTemplateOfShortStatements_IsRendered()
    {
        string row = "{{ x.a }} {{ t = [{ a: x.a, b: -1 }, { a: (x.a), b: $'{x.a}' }]; t[0].a + x['a'] }}\n";
        string table = "{{ t = [" + string.Concat(Enumerable.Repeat("{ a: 1, b: x.a },\n", 2000)) + "]; t.size }}";

        string prompt = PromptTemplateTests.Render(
            string.Concat(Enumerable.Repeat(row, 2000)) + table, ("x", new Dictionary<string, object> { ["a"] = 1 }));

        Assert.Equal(string.Concat(Enumerable.Repeat("1 2\n", 2000)) + "2000", prompt);
    }

    private static Exception? OnAStackOf(int bytes, Action action)
    {
        Exception? exception = null;
        var thread = new Thread(() => exception = Record.Exception(action), bytes);
        thread.Start();
        thread.Join();
        return exception;
    }

    private static int UseTheStack(Action action)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return UseTheStack(action) + 1;
        }

        action();
        return 0;
    }

    private static string Chain(int links) => "x" + string.Concat(Enumerable.Repeat(".a", links));
}
