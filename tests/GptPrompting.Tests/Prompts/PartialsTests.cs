using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PartialsTests : IDisposable
{
    private static readonly Dictionary<string, object?> None = [];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Include_FileOfTheFolder_IsRenderedWithTheSameVariables()
    {
        _folder.Write("_partials/greeting.scriban", "Hello {{ name }}");

        string prompt = Parse("{{ include 'greeting' }}!").Render(new Dictionary<string, object?> { ["name"] = "Ada" });

        Assert.Equal("Hello Ada!", prompt);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..\\\\secret")]
    [InlineData("sub/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\secret")]
    [InlineData("greeting.scriban")]
    [InlineData("GREETING")]
    [InlineData("")]
    public void Include_AnyOtherName_IsAnError(string name)
    {
        _folder.Write("secret.scriban", "secret");
        _folder.Write("_partials/greeting.scriban", "Hello");

        var exception = Assert.Throws<PromptFormatException>(() => Parse($"{{{{ include \"{name}\" }}}}").Render(None));

        Assert.Equal("p.scriban", exception.Path);
        Assert.DoesNotContain("secret\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Include_UnknownName_NamesTheKnownOnes()
    {
        _folder.Write("_partials/b.scriban", "");
        _folder.Write("_partials/a.scriban", "");

        var exception = Assert.Throws<PromptFormatException>(() => Parse("{{ include 'c' }}").Render(None));

        Assert.EndsWith("no template 'c' to include; there are a, b", exception.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Load_LinkInTheFolder_IsAnError()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string secret = _folder.Write("secret.txt", "secret");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "_partials"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "_partials", "link.scriban"), secret);

        var exception = Assert.Throws<PromptFormatException>(() => Parse("x"));

        Assert.EndsWith("an included template may not be a link", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SyntaxErrorInAPartial_NamesThePartial()
    {
        string path = _folder.Write("_partials/bad.scriban", "one\n{{ 1 + }}");

        var exception = Assert.Throws<PromptFormatException>(() => Parse("x"));

        Assert.StartsWith($"{path}(2,", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ErrorInAPartial_NamesThePartial()
    {
        string path = _folder.Write("_partials/bad.scriban", "one\ntwo {{ nobody }}");

        var exception = Assert.Throws<PromptFormatException>(() => Parse("\n\n\n{{ include 'bad' }}").Render(None));

        Assert.StartsWith($"{path}(2,8): error: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PartialThatIncludesItself_EndsWithAnError()
    {
        _folder.Write("_partials/loop.scriban", "{{ include 'loop' }}");

        Assert.Throws<PromptFormatException>(() => Parse("{{ include 'loop' }}").Render(None));
    }

    [Fact]
    public void Include_PieceThatShowsThousandsOfDemonstrations_IsNotTooLong()
    {
        const int Count = 5000;
        _folder.Write(
            "_partials/shown.scriban",
            "{{ for each in shown }}Input: {{ each.input }}\nOutput: {{ each.output }}\n{{ end }}");
        var variables = new Dictionary<string, object?>
        {
            ["shown"] = Enumerable.Repeat(new Dictionary<string, object?> { ["input"] = "a", ["output"] = "b" }, Count),
        };

        string prompt = Parse("{{ include 'shown' }}").Render(variables);

        Assert.Equal("Input: a\nOutput: b\n".Length * Count, prompt.Length);
    }

    [Fact]
    public void Parse_FolderThatIsMissing_IsAnError()
    {
        Assert.Throws<PromptFormatException>(() => Parse("x"));
    }

    private PromptTemplate Parse(string text) =>
        PromptTemplate.Parse(text, "p.scriban", Path.Combine(_folder.Path, "_partials"));
}
