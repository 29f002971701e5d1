using System.Globalization;
using System.Text;
using Scriban;
using Scriban.Runtime;

namespace Packages.Tests.Scriban;

/// <summary>How values become text.</summary>
public sealed class OutputTests
{
    // src/Scriban/TemplateContext.Helpers.cs, ObjectToString: strings are quoted inside lists and objects only.
    [Theory]
    [InlineData("{{ [1, 'a', true, null] }}", "[1, \"a\", true, null]")]
    [InlineData("{{ {a: 1, b: 'x', c: [2]} }}", "{a: 1, b: \"x\", c: [2]}")]
    [InlineData("{{ ['a\"b\\n'] }}", "[\"a\\\"b\\n\"]")]
    [InlineData("{{ [] }}{{ {} }}", "[]{}")]
    [InlineData("{{ 1..3 }}", "[1, 2, 3]")]
    public void Render_ListOrObject_IsWrittenAsALiteral(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/runtime/safe-runtime.md: the culture is the invariant one unless another is pushed.
    [Fact]
    public void Render_Number_FollowsTheCultureOfTheContext()
    {
        TemplateContext context = Rendering.NewContext(("x", 1234.5));
        string invariant = Template.Parse("{{ x }}").Render(context);
        context.PushCulture(CultureInfo.GetCultureInfo("de-DE"));

        Assert.Equal(("1234.5", "1234,5"), (invariant, Template.Parse("{{ x }}").Render(context)));
    }

    // src/Scriban/TemplateContext.cs, Write: without AutoIndent the text is appended as it is.
    [Fact]
    public void Render_InsertedText_IsKeptCharacterForCharacter()
    {
        var everything = new StringBuilder();
        for (int scalar = 0; scalar <= 0x10FFFF; scalar = scalar == 0xD7FF ? 0xE000 : scalar + 1)
        {
            everything.Append(new Rune(scalar).ToString());
        }

        string inserted = "\r\n" + everything + "{{ x }}\u2028\u0000\r";
        TemplateContext context = Rendering.NewContext(("x", inserted));
        (context.AutoIndent, context.LimitToString) = (false, 0);

        Assert.Equal("<" + inserted + ">", Rendering.Render(context, "<{{ x }}>"), StringComparer.Ordinal);
    }

    // src/Scriban/TemplateContext.cs: text of the template keeps its line ends, whatever NewLine is.
    [Fact]
    public void Render_LineEndsOfTheTemplate_AreKept()
    {
        TemplateContext context = Rendering.NewContext(("x", "a\r\nb"));
        context.AutoIndent = false;

        Assert.Equal("1\r\n2\n a\r\nb\r\n", Rendering.Render(context, "1\r\n2\n {{ x }}\r\n"));
    }

    // site/docs/language.md, 5: .NET members are seen in lower case with `_`; dictionaries by their keys as they are.
    [Fact]
    public void Render_NetObjectAndDictionary_GiveTheirMembers()
    {
        var page = new { PageTitle = "T", Tags = new List<string> { "x", "y" } };
        var numbers = new Dictionary<string, object> { ["Two"] = 2 };

        Assert.Equal(
            "T y 2",
            Rendering.Render("{{ p.page_title }} {{ p.tags[1] }} {{ n.Two }}", ("p", page), ("n", numbers)));
    }

    // site/docs/runtime/scriptobject.md, "Imports a .NET object instance" and "Imports a .NET delegate"
    [Fact]
    public void Import_ObjectAndDelegate_BecomeMembers()
    {
        var globals = new ScriptObject();
        globals.Import(new { HelloWorld = "hello" });
        globals.Import("myfunc", new Func<string>(() => "Yes"));
        var context = new TemplateContext();
        context.PushGlobal(globals);

        Assert.Equal("hello Yes", Template.Parse("{{ hello_world }} {{ myfunc }}").Render(context));
    }

    // site/docs/runtime/member-renamer.md: the renamer may leave the names as they are.
    [Fact]
    public void Import_Renamer_NamesTheMembers()
    {
        var globals = new ScriptObject();
        globals.Import(new { HelloWorld = "hello" }, renamer: member => member.Name);

        Assert.Equal(["HelloWorld"], globals.Keys);
    }
}
