using System.Globalization;
using Scriban;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

/// <summary>A parsed template is data: many threads may render it, and its tree can be walked.</summary>
public sealed class SharingTests
{
    // readme.md, "Features": a template is thread safe; a context is not.
    [Fact]
    public void Render_OneTemplateOnManyThreads_KeepsThemApart()
    {
        Template template = Template.Parse(
            "{{ func twice(x); ret x * 2; end; for i in 1..20; x = i + n; end }}{{ twice x }} {{ [n] | array.first }}");

        Parallel.For(0, 500, n =>
        {
            string expected = string.Create(CultureInfo.InvariantCulture, $"{(20 + n) * 2} {n}");
            Assert.Equal(expected, template.Render(Rendering.NewContext(("n", n))));
        });
    }

    // src/Scriban/TemplateContext.cs: the builtins belong to the context; what one template changes stays there.
    [Fact]
    public void Render_ChangedBuiltin_IsChangedInItsContextOnly()
    {
        Rendering.Render("{{ date.format = '%Y' }}");

        Assert.Equal("05 Jan 2016", Rendering.Render("{{ date.parse '2016/01/05' }}"));
    }

    // src/Scriban/Syntax/ScriptNode.cs, Children; a global variable is a ScriptVariableGlobal.
    [Fact]
    public void Children_OfThePage_ReachEveryVariable()
    {
        Template template = Template.Parse("{{ a }}{{ if b > 1 }}{{ for c in d; upper($e + f); end }}{{ end }}");

        IEnumerable<string> names =
            Descendants(template.Page!).OfType<ScriptVariableGlobal>().Select(node => node.Name);

        Assert.Equal(["a", "b", "c", "d", "f", "upper"], names.Distinct().Order(StringComparer.Ordinal));
    }

    // src/Scriban/Parsing/SourceSpan.cs: offsets are of UTF-16 units; the end is that of the last one.
    [Fact]
    public void Span_OfAVariable_IsItsPlaceInTheText()
    {
        Template template = Template.Parse("ab\n{{ cde }}");

        ScriptVariableGlobal variable = Descendants(template.Page!).OfType<ScriptVariableGlobal>().Single();

        Assert.Equal((6, 8), (variable.Span.Start.Offset, variable.Span.End.Offset));
        Assert.Equal((1, 3), (variable.Span.Start.Line, variable.Span.Start.Column));
    }

    private static IEnumerable<ScriptNode> Descendants(ScriptNode node) =>
        node.Children.Where(child => child is not null).SelectMany(child => Descendants(child!)).Prepend(node);
}
