// Whether a loader may answer null differs between versions; without annotations this fits all of them.
#nullable disable annotations

using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

/// <summary>site/docs/runtime/includes.md and site/docs/language.md, 9.11</summary>
public sealed class IncludeTests
{
    [Theory]
    [InlineData("[{{ include 'greeting' 'Ann' }}]", "[Hello Ann, ]")]
    [InlineData("[{{ include 'greeting' 'Ann' last: 'Lee' }}]", "[Hello Ann, Lee]")]
    [InlineData("{{ name = 'Bob'; text = include 'global'; text + '!' }}", "I am Bob!")]
    [InlineData("{{ $name = 'Bob' }}{{ include 'local' }}", "I am ")]
    public void Render_Include_RendersTheLoadedText(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(NewContext(), text));

    // src/Scriban/Functions/IncludeFunction.cs: an included text with errors is a ScriptParserRuntimeException.
    [Fact]
    public void Render_IncludeWithErrors_TellsThem()
    {
        var exception = Assert.Throws<ScriptParserRuntimeException>(
            () => Rendering.Render(NewContext(), "{{ include 'broken' }}"));

        Assert.Equal("broken.txt", exception.ParserMessages[0].Span.FileName);
    }

    [Fact]
    public void Render_ErrorInsideAnInclude_NamesTheIncludedFile()
    {
        TemplateContext context = NewContext();
        context.StrictVariables = true;

        var exception = Assert.Throws<ScriptRuntimeException>(
            () => Rendering.Render(context, "\n\n{{ include 'global' }}"));

        Assert.Equal(("global.txt", 0), (exception.Span.FileName, exception.Span.Start.Line));
    }

    [Fact]
    public void Render_IncludeWithoutLoader_Fails()
    {
        var exception = Assert.Throws<ScriptRuntimeException>(() => Rendering.Render("{{ include 'greeting' }}"));

        Assert.Contains("TemplateLoader", exception.OriginalMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_IncludeOfItself_MeetsTheRecursiveLimit()
    {
        TemplateContext context = NewContext();
        context.RecursiveLimit = 10;

        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ include 'itself' }}"));
    }

    // src/Scriban/Functions/IncludeFunction.cs: a ScriptRuntimeException of the loader reaches the caller.
    [Fact]
    public void Render_LoaderThrows_TheCallerSeesIt()
    {
        var exception = Assert.Throws<ScriptRuntimeException>(
            () => Rendering.Render(NewContext(), "\n{{ include 'unknown' }}"));

        Assert.Equal(("no unknown", 1), (exception.OriginalMessage, exception.Span.Start.Line));
    }

    private static TemplateContext NewContext()
    {
        TemplateContext context = Rendering.NewContext();
        context.TemplateLoader = new Loader();
        return context;
    }

    private sealed class Loader : ITemplateLoader
    {
        public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) =>
            templateName == "unknown"
                ? throw new ScriptRuntimeException(callerSpan, "no unknown")
                : templateName + ".txt";

        public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => templatePath switch
        {
            "greeting.txt" => "Hello {{ $1 }}, {{ $.last }}",
            "global.txt" => "I am {{ name }}",
            "local.txt" => "I am {{ $name }}",
            "itself.txt" => "{{ include 'itself' }}",
            _ => "{{ 1 + }}",
        };

        public ValueTask<string> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            new(Load(context, callerSpan, templatePath));
    }
}
