using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public class TemplateUsesTests
{
    [Theory]
    [InlineData("{{ a }}", "a")]
    [InlineData("{{ a.b }}{{ c['d'] }}", "a,c")]
    [InlineData("{{ a | string.upcase }}{{ string.pad_left b 3 }}", "a,b")]
    [InlineData("{{ a | string.pad_left width: b }}", "a,b")]
    [InlineData("{{ for x in xs }}{{ x.y }}{{ for.index }}{{ end }}{{ x }}", "x,xs")]
    [InlineData("{{ if a && !b }}{{ c }}{{ else if d }}{{ end }}", "a,b,c,d")]
    [InlineData("{{ a = b }}{{ a }}", "b")]
    [InlineData("{{ capture a }}{{ b }}{{ end }}{{ a }}", "b")]
    [InlineData("{{ func f(x) }}{{ x }}{{ y }}{{ end }}{{ f a }}", "a,y")]
    [InlineData("{{ o = { a: b, c: 1 } }}", "b")]
    [InlineData("{{ case a }}{{ when b }}{{ c }}{{ end }}", "a,b,c")]
    [InlineData("{{ 'a' }} b {{ # c }}", "")]
    [InlineData("{{ $x = 1 }}{{ $x }}{{ this }}", "")]
    public void Variables_Template_AreThoseFromOutside(string template, string expected)
    {
        TemplateUses uses = PromptTemplate.Parse(template).FindUses();

        string[] names = [.. uses.Variables.Select(use => use.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(expected, string.Join(',', names));
        Assert.True(uses.IsComplete);
    }

    [Fact]
    public void Variables_UseOnTheSecondLine_HasItsPlace()
    {
        TemplateUse use = PromptTemplate.Parse("one\n{{ two }}", "a.scriban").FindUses().Variables.Single();

        Assert.Equal(new TemplateUse("two", "a.scriban", 2, 4), use);
    }

    [Fact]
    public void Variables_IncludedPiece_AreFoundInItsFile()
    {
        using var folder = new TemporaryFolder();
        string piece = folder.Write("piece.scriban", "{{ x }}{{ y }}");
        const string Text = "{{ for x in xs }}{{ include 'piece' }}{{ end }}";
        PromptTemplate template = PromptTemplate.Parse(Text, null, folder.Path);

        TemplateUse[] uses = [.. template.FindUses().Variables.OrderBy(use => use.Name, StringComparer.Ordinal)];

        Assert.Equal(["xs", "y"], uses.Select(use => use.Name));
        Assert.Equal((piece, 1, 11), (uses[1].Path, uses[1].Line, uses[1].Column));
    }

    [Fact]
    public void Variables_PieceThatIncludesItself_ComesToAnEnd()
    {
        using var folder = new TemporaryFolder();
        folder.Write("piece.scriban", "{{ y }}{{ include 'piece' }}");

        TemplateUses uses = PromptTemplate.Parse("{{ include 'piece' }}", null, folder.Path).FindUses();

        Assert.Equal("y", Assert.Single(uses.Variables).Name);
    }

    [Theory]
    [InlineData("{{ with a }}{{ b }}{{ end }}")]
    [InlineData("{{ import a }}{{ b }}")]
    [InlineData("{{ include a }}")]
    public void IsComplete_NamesThatComeFromValues_IsFalse(string template)
    {
        Assert.False(PromptTemplate.Parse(template).FindUses().IsComplete);
    }

    [Theory]
    [InlineData("{{ for d in demonstrations }}{{ d.a }}{{ d.b.c }}{{ end }}", "a,b")]
    [InlineData("{{ for d in demonstrations | array.reverse }}{{ d.a }}{{ end }}{{ demonstrations[0].b }}", "a,b")]
    [InlineData("{{ for d in demonstrations }}{{ if d.a == 1 }}{{ d.b }}{{ end }}{{ end }}", "")]
    [InlineData("{{ for d in others }}{{ d.a }}{{ end }}", "")]
    [InlineData("{{ for d in demonstrations }}{{ for d in d.list }}{{ d.x }}{{ end }}{{ end }}", "list")]
    public void Fields_Template_AreThoseOfEveryDemonstration(string template, string expected)
    {
        TemplateUses uses = PromptTemplate.Parse(template).FindUses();

        Assert.Equal(expected, string.Join(',', uses.Fields.Select(use => use.Name)));
    }
}
