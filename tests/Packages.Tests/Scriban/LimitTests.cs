using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

/// <summary>The limits that keep a template from running, or writing, without end.</summary>
public sealed class LimitTests
{
    // src/Scriban/TemplateContext.cs, StepLoop
    [Fact]
    public void Render_LoopBeyondLoopLimit_Fails()
    {
        TemplateContext context = Rendering.NewContext();
        context.LoopLimit = 5;

        var exception = Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ while true; end }}"));

        Assert.Contains("Exceeding number of iteration limit `5`", exception.OriginalMessage, StringComparison.Ordinal);
    }

    // site/docs/runtime/safe-runtime.md: LoopLimit also bounds ranges; 0 switches it off.
    [Fact]
    public void Render_RangeBeyondLoopLimit_Fails()
    {
        TemplateContext context = Rendering.NewContext();
        context.LoopLimit = 5;

        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ (1..6) | array.join ' ' }}"));
        context.LoopLimit = 0;
        Assert.Equal("1 2 3 4 5 6", Rendering.Render(context, "{{ (1..6) | array.join ' ' }}"));
    }

    // src/Scriban.Tests/TestFiles/300-functions/305-func-error2.txt
    [Fact]
    public void Render_RecursionBeyondRecursiveLimit_Fails()
    {
        TemplateContext context = Rendering.NewContext();
        context.RecursiveLimit = 10;

        var exception = Assert.Throws<ScriptRuntimeException>(
            () => Rendering.Render(context, "{{ func f; f; end; f }}"));

        Assert.StartsWith(
            "Exceeding number of recursive depth limit `10` for node: `f`",
            exception.OriginalMessage,
            StringComparison.Ordinal);
    }

    // site/docs/runtime/safe-runtime.md: a value that contains itself is met by ObjectRecursionLimit.
    [Fact]
    public void Render_ObjectInItself_Fails()
    {
        var loop = new ScriptObject();
        loop["self"] = loop;

        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render("{{ x }}", ("x", loop)));
    }

    // The same page: LimitToString truncates output with "..." when it is reached.
    [Fact]
    public void Render_TextBeyondLimitToString_IsCut()
    {
        TemplateContext context = Rendering.NewContext();
        context.LimitToString = 10;

        Assert.Equal("0123456789...", Rendering.Render(context, "0123456789abc{{ 'more' }}"));
    }

    [Fact]
    public void Render_TextUpToLimitToString_IsWhole()
    {
        TemplateContext context = Rendering.NewContext();
        context.LimitToString = 10;

        Assert.Equal("0123456789", Rendering.Render(context, "01234{{ '56' }}789"));
    }

    // src/Scriban/TemplateContext.cs, Write: what is beyond the limit is dropped, which a caller can see.
    [Fact]
    public void Write_AfterTheCut_WritesNothing()
    {
        TemplateContext context = Rendering.NewContext();
        context.LimitToString = 10;
        Rendering.Render(context, "0123456789abc");

        context.Write(".");

        Assert.Equal("", context.Output.ToString());
    }

    // site/docs/runtime/safe-runtime.md: the token is checked during evaluation; then ScriptAbortException.
    [Fact]
    public void Render_Cancelled_Aborts()
    {
        TemplateContext context = Rendering.NewContext();
        context.CancellationToken = new CancellationToken(canceled: true);

        Assert.Throws<ScriptAbortException>(() => Rendering.Render(context, "a{{ 1 }}b"));
    }

    // The same page: RegexTimeOut is the most that one regex may take.
    [Fact]
    public void Render_RegexBeyondRegexTimeOut_Fails()
    {
        TemplateContext context = Rendering.NewContext(("text", new string('a', 40) + "!"));
        context.RegexTimeOut = TimeSpan.FromMilliseconds(50);

        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ text | regex.match `^(a+)+$` }}"));
    }
}
