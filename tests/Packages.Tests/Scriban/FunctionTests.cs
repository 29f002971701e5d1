using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

public sealed class FunctionTests
{
    // site/docs/language.md, 7: simple, anonymous, parametric and inline functions
    [Theory]
    [InlineData("{{ func sub; ret $0 - $1; end; sub 5 1 }}", "4")]
    [InlineData("{{ sub = do; ret $0 - $1; end; 1 | sub 3 }}", "-2")]
    [InlineData("{{ func f(x, y, z = 1, w = 2); ret x - y - z - w; end; f 5 1 }}{{ 5 | f 1 0 }}", "12")]
    [InlineData("{{ func f(x, y...); ret x + y.size * 2 ; end; f(1) + f(10, 2) + f(20, 5, 10, 20) }}", "39")]
    [InlineData("{{ sub(x,y) = x - y; sub 5 1 }}", "4")]
    [InlineData("{{ func inc; ret $0 + 1; end; o = {}; o.inc = @inc; 1 | o.inc }}", "2")]
    [InlineData("{{ func f; $.count; $[\"name\"]; $[-1]; end; f 7 8 count: 15 name: 'n' }}", "15n8")]
    [InlineData("{{ func hi }}Hi {{ $0 }}!{{ end; hi 'you' }}", "Hi you!")]
    public void Render_FunctionOfTheTemplate_IsCalled(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/language.md, 8.9
    [Theory]
    [InlineData("{{ \"text\" |\n string.append \"END\" |\n string.prepend \"START\" }}", "STARTtextEND")]
    [InlineData("{{ 'a' | string.append ('b' + 'c') }}", "abc")]
    [InlineData("{{ [1, 2] | array.join ', ' }}", "1, 2")]
    [InlineData("{{ \"Hello\" | join_all \"World\" count: 2 last: \"!\" }}", "HelloWorldHelloWorld!")]
    [InlineData("{{ join_all \"a\" \"b\" 1 }}", "ab")]
    public void Render_Pipe_PassesTheFirstArgument(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(WithJoinAll(), text));

    // src/Scriban.Tests/TestFiles/300-functions/311-func-pipe-error2.txt
    [Fact]
    public void Render_PipeIntoNoFunction_Fails()
    {
        var exception = Assert.Throws<ScriptRuntimeException>(() => Rendering.Render("{{ a = 1\n2 | a }}"));

        Assert.StartsWith(
            "Pipe expression destination `a` is not a valid function",
            exception.OriginalMessage,
            StringComparison.Ordinal);
        Assert.Equal((1, 4), (exception.Span.Start.Line, exception.Span.Start.Column));
    }

    private static string JoinAll(string left, string right, int count, string last = "") =>
        string.Concat(Enumerable.Repeat(left + right, count)) + last;

    private static TemplateContext WithJoinAll()
    {
        var functions = new ScriptObject();
        functions.Import("join_all", new Func<string, string, int, string, string>(JoinAll));
        TemplateContext context = Rendering.NewContext();
        context.PushGlobal(functions);
        return context;
    }
}
