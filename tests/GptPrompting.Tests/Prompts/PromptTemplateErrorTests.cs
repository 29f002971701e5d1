using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptTemplateErrorTests
{
    [Fact]
    public void Parse_SyntaxErrors_NamesTheFirstAndKeepsAll()
    {
        var exception = Assert.Throws<PromptFormatException>(
            () => PromptTemplate.Parse("a\n{{ if x }\n{{ 1 + }}", "p.scriban"));

        Assert.StartsWith("p.scriban(2,", exception.Message, StringComparison.Ordinal);
        Assert.Contains(": error: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Line);
        Assert.Equal(exception.Message, exception.Errors[0]);
        Assert.True(exception.Errors.Count > 1);
    }

    [Fact]
    public void Render_UndefinedVariable_NamesItItsPlaceAndWhatIsGiven()
    {
        var exception = RenderError("first\n  {{ colour }}", ("color", "red"), ("size", 1));

        Assert.Equal((2, 6), (exception.Line, exception.Column));
        Assert.Contains("`colour`", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(" was not found. Given are: color, size.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UndefinedVariableOfNone_SaysThatNoneAreGiven() =>
        Assert.EndsWith(
            " was not found. No variables are given.", RenderError("{{ colour }}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a\0b", 1, 2)]
    [InlineData("one\r\ntwo {{ 'a\0' }}", 2, 10)]
    [InlineData("one\n\0", 2, 1)]
    public void Parse_TextWithAZeroCharacter_NamesItsPlace(string template, int line, int column)
    {
        var exception = Assert.Throws<PromptFormatException>(() => PromptTemplate.Parse(template, "p.scriban"));

        Assert.Equal(
            $"p.scriban({line},{column}): error: a template may not have a character U+0000", exception.Message);
    }

    [Fact]
    public void Render_PropertyThatThrows_NamesIt()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => PromptTemplateTests.Render("{{ x }}", ("x", new Broken())));

        Assert.Contains($"'{nameof(Broken.Text)}'", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidTimeZoneException>(exception.InnerException);
    }

    [Theory]
    [InlineData("{{ person.frist_name }}")]
    [InlineData("{{ person['frist_name'] }}")]
    [InlineData("{{ list[7] }}")]
    [InlineData("{{ nothing.member }}")]
    [InlineData("{{ unknown_function 1 }}")]
    [InlineData("{{ 1 % 0 }}")]
    [InlineData("{{ include 'other' }}")]
    [InlineData("{{ string.found = 1 }}{{ string.found }}")]
    [InlineData("{{ string.upcase = 1 }}")]
    [InlineData("{{ date['found'] = 1 }}{{ date.found }}")]
    public void Render_WhatDoesNotExist_IsAnErrorWithAPlace(string template)
    {
        var exception = RenderError(
            template, ("person", new { FirstName = "Ada" }), ("list", new List<int> { 1 }), ("nothing", null));

        Assert.Equal(1, exception.Line);
        Assert.InRange(exception.Column!.Value, 4, template.Length);
    }

    [Theory]
    [InlineData("{{ while true }}{{ end }}")]
    [InlineData("{{ for i in 1..1000000000 }}{{ end }}")]
    [InlineData("{{ for i in 1..90000 }}{{ for j in 1..90000 }}{{ end }}{{ end }}")]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ 'x' * 2000000000 }}")]
    [InlineData("{{ x = 'ab'; for i in 1..40; x = x + x; end; x }}")]
    [InlineData("{{ for i in 1..50000 }}0123456789012345678901234567890123456789{{ end }}")]
    [InlineData("{{ capture x; for i in 1..90000; '0123456789' * 100; end; end; string.size x }}")]
    [InlineData("{{ (1..1000000000) | array.size }}")]
    [InlineData("{{ 1..1000000000 }}")]
    [InlineData("{{ '' | string.pad_left 2000000000 }}")]
    [InlineData("{{ [1] * 1000000000 }}")]
    [InlineData("{{ 1 << 2000000000 }}")]
    [InlineData("{{ [] | array.insert_at 2000000000 1 }}")]
    [InlineData("{{ object.eval 'while true; end' }}")]
    [InlineData("{{ object.eval_template '{' + '{ while true }' + '}{' + '{ end }' + '}' }}")]
    [InlineData("{{ a = 'a' * 500000; (a + a) | string.index_of (a + 'b') }}")]
    [InlineData("{{ x = 1 << 60; for i in 1..16; x = x * x; end; x }}")]
    [InlineData("{{ a = []; a[0] = a; a }}")]
    [InlineData("{{ a = {}; a.a = a; a }}")]
    [InlineData("{{ a = {}; a.a = a; a | object.to_json }}")]
    [InlineData("{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '^(a+)+$' }}")]
    public async Task Render_TemplateWithoutEnd_EndsWithAnError(string template)
    {
        Task<PromptFormatException> rendering = Task.Run(() => RenderError(template));

        // Far more than the second that a rendering may take: a guard against hanging, no measurement.
        PromptFormatException exception = await rendering.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains(": error: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LoopThatCollectsLongTexts_EndsBeforeTheMemoryDoes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        RenderError("{{ x = 'x' * 8000000; r = []; for i in 1..1000; r = r | array.add (x + i); end }}");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600L << 20);
    }

    [Theory]
    [InlineData("{{ 1 | math.format 'N999999999' }}", "1000 digits at most")]
    [InlineData("{{ 1 | object.format 'D2000' }}", "1000 digits at most")]
    public void Render_FormatOfMoreDigitsThanFitIntoMemory_IsAnError(string template, string problem)
    {
        var error = Assert.Throws<PromptFormatException>(
            () => PromptTemplate.Parse(template).Render(new Dictionary<string, object?>()));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ 1234.5 | math.format 'N2' }}", "1,234.50")]
    [InlineData("{{ 7 | object.format '00000000' }}", "00000007")]
    public void Render_Format_IsThatOfTheEngine(string template, string expected) =>
        Assert.Equal(expected, PromptTemplate.Parse(template).Render(new Dictionary<string, object?>()));

    [Fact]
    public void Render_DeeplyNestedTemplate_IsAnErrorAndTheProcessLives()
    {
        string expression = "{{ " + new string('(', 100_000) + "1" + new string(')', 100_000) + " }}";

        Assert.Throws<PromptFormatException>(() => PromptTemplateTests.Render(expression));
    }

    [Fact]
    public void Render_PromptAtTheLimit_IsWhole()
    {
        const int Limit = 1 << 20;
        string text = new('x', Limit);

        Assert.Equal(text, PromptTemplateTests.Render("{{ a }}", ("a", text)));
        PromptFormatException exception = RenderError("{{ a }}b", ("a", text));
        Assert.Contains("1048576", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TemplateOverTheLimit_IsAnError()
    {
        Assert.Throws<PromptFormatException>(() => PromptTemplate.Parse(new string('x', (1 << 20) + 1)));
    }

    [Fact]
    public void Load_ByteThatIsNotUtf8_NamesItsPlace()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.scriban", [.. "one\ntwo\néb"u8, 0xFF, .. "c"u8]);

        var exception = Assert.Throws<PromptFormatException>(() => PromptTemplate.Load(path));

        Assert.Equal($"{path}(3,3): error: byte 0xFF is not UTF-8", exception.Message);
    }

    [Fact]
    public void Load_MissingFile_NamesTheFile()
    {
        var exception = Assert.Throws<PromptFormatException>(() => PromptTemplate.Load("no-such-file.scriban"));

        Assert.StartsWith("no-such-file.scriban: error: ", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.Line);
    }

    [Fact]
    public void Load_ByteOrderMark_IsNoText()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("p.scriban", [0xEF, 0xBB, 0xBF, (byte)'a']);

        Assert.Equal("a", PromptTemplate.Load(path).Render(new Dictionary<string, object?>()));
    }

    private static PromptFormatException RenderError(
        string template, params (string Name, object? Value)[] variables) =>
        Assert.Throws<PromptFormatException>(() => PromptTemplateTests.Render(template, variables));

    private sealed class Broken
    {
        private readonly bool _isBroken = true;

        public string Text => _isBroken ? throw new InvalidTimeZoneException() : "";
    }
}
