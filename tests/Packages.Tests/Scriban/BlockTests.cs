using Scriban;

namespace Packages.Tests.Scriban;

/// <summary>Text, code and escape blocks and the white space around them.</summary>
public sealed class BlockTests
{
    // site/docs/language.md, 1.1: what a statement says is written without line ends; `;` separates statements.
    [Theory]
    [InlineData("Hello this is {{ name }}, welcome!", "Hello this is foo, welcome!")]
    [InlineData("{{\n  x = 5     # not written\n  x         # 5\n  x + 1     # 6\n}}", "56")]
    [InlineData("{{if !other; other = \"default\"; end; other }}", "default")]
    [InlineData("{{ x = 5 }}\n{{ x }}\n{{ x + 1 }}", "\n5\n6")]
    public void Render_CodeBlock_WritesItsExpressions(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text, ("name", "foo")));

    // site/docs/language.md, 1.3: between {%{ and }%} everything is text, with as many % as wanted.
    [Theory]
    [InlineData("{%{Hello this is {{ name }}}%}", "Hello this is {{ name }}")]
    [InlineData("{%%{This is an escaped block: }%} here}%%}", "This is an escaped block: }%} here")]
    public void Render_EscapeBlock_WritesItAsItIs(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 1.4: `-` takes all white space, `~` that of the line, behind the block with its line end.
    [Theory]
    [InlineData("This is a <   \n {{- name}}> text", "This is a <foo> text")]
    [InlineData("This is a <{{ name -}} \n > text", "This is a <foo> text")]
    [InlineData("This is a <\n {{- name -}} \n > text", "This is a <foo> text")]
    [InlineData("<ul>\n    {{~ for x in [1, 2] ~}}\n    <li>{{ x }}</li>\n    {{~ end ~}}\n</ul>\n",
        "<ul>\n    <li>1</li>\n    <li>2</li>\n</ul>\n")]
    [InlineData("a\n\n  {{~ name ~}}  \n\n  b", "a\n\nfoo\n  b")]
    public void Render_WhiteSpaceMark_Strips(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text, ("name", "foo")));

    // site/docs/language.md, 2: both kinds of comment end at the end of the code block.
    [Theory]
    [InlineData("{{ name   # a comment }}!", "foo!")]
    [InlineData("{{ ## This\nis a multi\nline comment ## }}!", "!")]
    [InlineData("{{ ## never closed }}!", "!")]
    public void Render_Comment_IsNotWritten(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text, ("name", "foo")));

    // site/docs/language.md, 1.5
    [Fact]
    public void Render_AutoIndent_IndentsTheLinesOfAValue()
    {
        const string Text = "{{ a = \"test1\\ntest2\\n\" ~}}\n   {{ a }}Hello";

        Assert.Equal("   test1\n   test2\nHello", Rendering.Render(Text));
    }

    // site/docs/language.md, 1.5: TemplateContext.AutoIndent = false turns it off.
    [Fact]
    public void Render_NoAutoIndent_LeavesTheLinesOfAValue()
    {
        TemplateContext context = Rendering.NewContext(("a", "test1\ntest2"));
        context.AutoIndent = false;

        Assert.Equal("   test1\ntest2!", Rendering.Render(context, "   {{ a }}!"));
    }
}
