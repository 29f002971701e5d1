using Scriban;
using Scriban.Parsing;

namespace Packages.Tests.Scriban;

public sealed class ParseErrorTests
{
    // src/Scriban/Parsing/LogMessage.cs: the text counts lines and columns from 1, the span from 0.
    [Fact]
    public void Parse_Error_TellsItsPlace()
    {
        Template template = Template.Parse("Hello\n  {{ if }}", "a.txt");

        LogMessage message = template.Messages[0];
        Assert.True(template.HasErrors);
        Assert.Equal(ParserMessageType.Error, message.Type);
        Assert.Equal(("a.txt", 1), (message.Span.FileName, message.Span.Start.Line));
        Assert.Equal(
            $"a.txt(2,{message.Span.Start.Column + 1}) : error : {message.Message}", message.ToString());
    }

    // src/Scriban.Tests/TestParser.cs: parsing goes on after an error, so that all are told.
    [Fact]
    public void Parse_TwoErrors_TellsBoth()
    {
        Template template = Template.Parse("{{ 1 + }}\n{{ (2 }}");

        Assert.Equal([0, 1], template.Messages.Select(message => message.Span.Start.Line).Distinct());
    }

    [Theory]
    [InlineData("{{ for x in [1] }}a")]
    [InlineData("{{ end }}")]
    [InlineData("{{ 'never closed }}")]
    [InlineData("{{ x = }}")]
    [InlineData("{{ else }}")]
    public void Parse_Malformed_HasErrors(string text) => Assert.True(Template.Parse(text).HasErrors);

    [Fact]
    public void Parse_WellFormed_HasNoMessages()
    {
        Template template = Template.Parse("a {{ x }}");

        Assert.False(template.HasErrors);
        Assert.Empty(template.Messages);
    }

    // site/docs/runtime/parsing.md and src/Scriban/Template.cs, CheckErrors
    [Fact]
    public void Render_TemplateWithErrors_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Template.Parse("{{ 1 + }}").Render(new TemplateContext()));

    // src/Scriban/Parsing/ParserOptions.cs: ExpressionDepthLimit bounds nested expressions while parsing.
    [Fact]
    public void Parse_ExpressionBeyondItsDepthLimit_HasErrors()
    {
        string nested = "{{ " + new string('(', 30) + "1" + new string(')', 30) + " }}";

        Assert.True(Template.Parse(nested, null, new ParserOptions { ExpressionDepthLimit = 20 }).HasErrors);
        Assert.False(Template.Parse(nested, null, new ParserOptions { ExpressionDepthLimit = 100 }).HasErrors);
    }
}
