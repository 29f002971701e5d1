using Scriban;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

public sealed class StatementTests
{
    // site/docs/language.md, 9.3 and 9.4
    [Theory]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "many")]
    public void Render_If_TakesTheFirstTrueBranch(int x, string expected) =>
        Assert.Equal(expected, Rendering.Render("{{if x == 1}}one{{else if x == 2}}two{{else}}many{{end}}", ("x", x)));

    [Theory]
    [InlineData(2, "few")]
    [InlineData(5, "five")]
    [InlineData(7, "Value is 7")]
    public void Render_Case_TakesTheMatchingBranch(int x, string expected)
    {
        const string Text =
            "{{ case x\n when 1, 2, 3\n \"few\"\n when 5\n \"five\"\n else\n \"Value is \" + x\n end }}";

        Assert.Equal(expected, Rendering.Render(Text, ("x", x)));
    }

    // site/docs/language.md, 2.4
    [Theory]
    [InlineData("a \n  {{~ 1 ~}}  \n b", "a \n| b")]
    [InlineData("a \n  {{- 1 -}}  \n b", "a|b")]
    public void Parse_TextAroundCode_HasTheTextThatIsWritten(string text, string expected)
    {
        IEnumerable<ScriptRawStatement> raw =
            Template.Parse(text).Page!.Body!.Children.OfType<ScriptRawStatement>();

        Assert.Equal(expected, string.Join('|', raw.Select(each => each.Text.ToString())));
    }

    [Fact]
    public void Parse_Sum_SaysThatItIsOne()
    {
        var statement = (ScriptExpressionStatement)Template.Parse("{{ 1 + 2 }}").Page!.Body!.Children
            .First(each => each is ScriptExpressionStatement);

        Assert.Equal(ScriptBinaryOperator.Add, ((ScriptBinaryExpression)statement.Expression!).Operator);
    }

    // site/docs/language.md, 9.5
    [Theory]
    [InlineData("{{ for $i in (4..9) offset:2; $i; end }}", "6789")]
    [InlineData("{{ for $i in (4..9) limit:2; $i; end }}", "45")]
    [InlineData("{{ for $i in (1..3) reversed; $i; end }}", "321")]
    [InlineData("{{ for i in 1..5; if i == 2; continue; end; if i > 4; break; end; i; end }}", "134")]
    [InlineData("{{ x = 0; while x < 3; x; x = x + 1; end }}", "012")]
    [InlineData("{{ for x in [] }}a{{ else }}none{{ end }}", "none")]
    public void Render_Loop_Repeats(string text, string expected) => Assert.Equal(expected, Rendering.Render(text));

    // src/Scriban.Tests/TestFiles/200-statements/210-for-statement4-variables.txt
    [Fact]
    public void Render_ForVariables_TellThePlaceInTheLoop()
    {
        const string Text = "{{ for x in [1,1,2] }}{{ for.index }} {{ for.rindex }} {{ for.length }} {{ for.first }} "
            + "{{ for.last }} {{ for.even }} {{ for.odd }} {{ for.changed }}\n{{ end }}";

        Assert.Equal(
            "0 2 3 true false true false true\n"
                + "1 1 3 false false false true false\n"
                + "2 0 3 false true true false true\n",
            Rendering.Render(Text));
    }

    // site/docs/language.md, 4.1, 9.6, 9.8, 9.9, 9.10 and 9.12
    [Theory]
    [InlineData("{{ capture text }}a {{ 1 + 1 }}{{ end }}[{{ text }}{{ text }}]", "[a 2a 2]")]
    [InlineData("{{ o = { member1: \"yes\" }\nimport o\nmember1 }}", "yes")]
    [InlineData("{{ o = {}; with o; member1 = \"yes\"; end; o.member1 }}{{ member1 }}", "yes")]
    [InlineData("{{ a = 5; a; this.a = 6; a; this[\"a\"] = 7; a }}", "567")]
    [InlineData("{{ func w; for $i in 1..<$0; $$; end; end; wrap w 4; 'x'; end }}", "xxx")]
    [InlineData("This is a text\n{{~ ret ~}}\nThis text will not appear", "This is a text\n")]
    public void Render_Statement_DoesItsWork(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 9.7
    [Fact]
    public void Render_AssignmentToReadOnly_Fails() =>
        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render("{{ x = 1 }}{{ readonly x }}{{ x = 2 }}"));

    // site/docs/language.md, 4: a local variable and a global one of the same name are two variables.
    [Fact]
    public void Render_LocalVariable_IsNoGlobal() =>
        Assert.Equal("1 2", Rendering.Render("{{ $name = 1; name = 2; $name }} {{ name }}"));
}
