namespace Packages.Tests.Scriban;

public sealed class ExpressionTests
{
    // site/docs/language.md, 3; src/Scriban.Tests/TestFiles/000-basic/010-literals.txt and 020-interpolation.txt
    [Theory]
    [InlineData("{{ 'a' + \"b\" + `c\\s` }}", "abc\\s")]
    [InlineData(@"{{ ""\u0041\x42\t\n\\\""\'"" }}", "AB\t\n\\\"'")]
    [InlineData("{{ 0x1ef }} {{ 100 }} {{ 9999999999 }} {{ 1.5 }}", "495 100 9999999999 1.5")]
    [InlineData("{{ 1.5e3 }} {{ 1.25f }} {{ 1.5m }}", "1500 1.25 1.5")]
    [InlineData("{{ true }} {{ false }} {{ null }}.", "true false .")]
    [InlineData("{{ $\"an expression {1 + 2} and {\"Hello\"}\" }}", "an expression 3 and Hello")]
    public void Render_Literal_IsItsValue(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 8.4: `//` rounds to an integer; an operation with a float is a float.
    [Theory]
    [InlineData("{{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ 10 - 2 - 3 }}", "7 9 5")]
    [InlineData("{{ 7 // 2 }} {{ 7 % 4 }} {{ 1 + 0.5 }}", "3 3 1.5")]
    [InlineData("{{ 7 / 2 }} {{ -3 + +1 }}", "3.5 -2")]
    [InlineData("{{ 'ab' + 'c' }} {{ 'a' * 5 }} {{ 2 * 'a' }}", "abc aaaaa aa")]
    [InlineData("{{ 'a' + null }}{{ 'a' + 0 }}{{ 'a' + 1.5 }}{{ 'a' + true }}", "aa0a1.5atrue")]
    [InlineData("{{ x = 5; x += 2; x *= 3; x -= 1; x }}", "20")]
    [InlineData("{{ x = 5; ++x; x++; x }}", "667")]
    public void Render_Arithmetic_Calculates(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 8.5, 8.6 and 8.8
    [Theory]
    [InlineData("{{ 1 < 2 && 2 >= 2 }} {{ 'a' == 'b' || 'a' < 'b' }} {{ !true }}", "true true false")]
    [InlineData("{{ 1 == 2 ? 'left' : 'right' }}", "right")]
    [InlineData("{{ x ?? 'none' }} {{ 0 ?? 'none' }}", "none 0")]
    [InlineData("{{ x ?! 'some' }}|{{ 0 ?! 'some' }}", "|some")]
    [InlineData("{{ 'a' || 'b' }} {{ null && 'b' }}", "true false")]
    public void Render_Condition_Decides(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 9.3, "Truthy and Falsy": only null and false are false.
    [Theory]
    [InlineData("null", "no")]
    [InlineData("false", "no")]
    [InlineData("0", "yes")]
    [InlineData("''", "yes")]
    [InlineData("[]", "yes")]
    [InlineData("{}", "yes")]
    public void Render_IfOnValue_KnowsWhatIsTrue(string value, string expected) =>
        Assert.Equal(expected, Rendering.Render("{{ if (" + value + ") }}yes{{ else }}no{{ end }}"));

    // site/docs/language.md, 5 and 6
    [Theory]
    [InlineData("{{ o = { member1: \"yes\", \"member2\": \"no\" }; o.member1 + o[\"member2\"] }}", "yesno")]
    [InlineData("{{ o = {}; o.member3 = \"may be\"; o.member3 }}", "may be")]
    [InlineData("{{ o = {a: {}}; o.a?.b?.c ?? \"nothing\" }}", "nothing")]
    [InlineData("{{ a = [\n 1,\n 2,\n ]; a[0] + a[1] }}", "3")]
    [InlineData("{{ a = [1, 2, 3]; a.size }}{{ a[-1] }}", "33")]
    [InlineData("{{ a = []; a[0] = 1; a[2] = 3; a.size }}", "3")]
    [InlineData("{{ a = [5, 6, 7]; a.x = \"yes\"; a.x + a[0] }}", "yes5")]
    [InlineData("{{ a = {}; b = [1]; a.empty? }} {{ b.empty? }} {{ a == empty }} {{ b == empty }}",
        "true false true false")]
    public void Render_ObjectOrArray_GivesItsMembers(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 8.7
    [Theory]
    [InlineData("{{ for x in 1..5; x; end }}", "12345")]
    [InlineData("{{ for x in 1..<5; x; end }}", "1234")]
    public void Render_Range_CountsByOne(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));
}
