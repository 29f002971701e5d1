using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Packages.Tests.Scriban;

/// <summary>What is undefined, and how strictly that is taken.</summary>
public sealed class AccessTests
{
    // site/docs/runtime/safe-runtime.md, table of defaults
    [Fact]
    public void TemplateContext_New_HasTheDocumentedSettings()
    {
        var context = new TemplateContext();

        Assert.Equal((1000, 100, 20, 1048576),
            (context.LoopLimit, context.RecursiveLimit, context.ObjectRecursionLimit, context.LimitToString));
        Assert.Equal(TimeSpan.FromSeconds(10), context.RegexTimeOut);
        Assert.Equal((false, true), (context.StrictVariables, context.AutoIndent));
        Assert.Equal((true, true), (context.EnableRelaxedMemberAccess, context.EnableRelaxedIndexerAccess));
        Assert.Equal((false, false), (context.EnableRelaxedTargetAccess, context.EnableRelaxedFunctionAccess));
    }

    // The same table: by default only the members of null fail.
    [Fact]
    public void Render_MissingByDefault_IsEmpty() => Assert.Equal(
        "[]",
        Rendering.Render(
            "[{{ x }}{{ o.missing }}{{ a[7] }}{{ x?.y }}]", ("o", new ScriptObject()), ("a", new ScriptArray { 1 })));

    // src/Scriban/Syntax/Expressions/ScriptMemberExpression.cs, GetValue and GetTargetObject
    [Theory]
    [InlineData(true, "Cannot get the member x.y for a null object.")]
    [InlineData(false, "Object `x` is null. Cannot access member: x.y")]
    public void Render_MemberOfNull_Fails(bool isRelaxed, string expected)
    {
        TemplateContext context = Rendering.NewContext();
        context.EnableRelaxedMemberAccess = isRelaxed;

        var exception = Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "ab\n{{ x.y }}"));

        Assert.Equal(expected, exception.OriginalMessage);
        Assert.Equal((1, 5), (exception.Span.Start.Line, exception.Span.Start.Column));
    }

    // src/Scriban.Tests/TestRuntime.cs, TestStrictVariables; the span counts lines and columns from 0.
    [Fact]
    public void Render_StrictVariables_NameTheUndefinedVariable()
    {
        TemplateContext context = Rendering.NewContext();
        context.StrictVariables = true;
        Template template = Template.Parse("ab\n  {{ x }}", "a.txt");

        var exception = Assert.Throws<ScriptRuntimeException>(() => template.Render(context));

        Assert.Equal("The variable or function `x` was not found", exception.OriginalMessage);
        Assert.Equal("a.txt", exception.Span.FileName);
        Assert.Equal((1, 5), (exception.Span.Start.Line, exception.Span.Start.Column));
        Assert.StartsWith("a.txt(2,6) : error : The variable", exception.Message, StringComparison.Ordinal);
    }

    // src/Scriban/TemplateContext.cs, TryGetVariable: asked for what no scope has.
    [Fact]
    public void Render_TryGetVariable_SuppliesTheUndefined()
    {
        TemplateContext context = Rendering.NewContext();
        context.StrictVariables = true;
        context.TryGetVariable = (_, _, variable, out value) =>
        {
            value = "<" + variable.Name + ">";
            return true;
        };

        Assert.Equal("<x>", Rendering.Render(context, "{{ x }}"));
    }

    // src/Scriban/Syntax/Expressions/ScriptMemberExpression.cs, GetValue
    [Fact]
    public void Render_StrictMembers_NameTheMissingMember()
    {
        TemplateContext context = Rendering.NewContext(("o", new ScriptObject()));
        context.EnableRelaxedMemberAccess = false;

        var exception = Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ o.missing }}"));

        Assert.Equal("Cannot get member with name missing.", exception.OriginalMessage);
    }

    // The same: without EnableRelaxedIndexerAccess an index out of bounds is an error.
    [Fact]
    public void Render_StrictIndexes_FailOutOfBounds()
    {
        TemplateContext context = Rendering.NewContext(("a", new ScriptArray { 1 }));
        context.EnableRelaxedIndexerAccess = false;

        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render(context, "{{ a[7] }}"));
    }

    // The same: EnableRelaxedTargetAccess and EnableRelaxedFunctionAccess give null where the default is an error.
    [Fact]
    public void Render_RelaxedTargetsAndFunctions_AreEmpty()
    {
        TemplateContext context = Rendering.NewContext();
        (context.EnableRelaxedTargetAccess, context.EnableRelaxedFunctionAccess) = (true, true);

        Assert.Equal("[]", Rendering.Render(context, "[{{ x.y.z }}{{ nothing 1 2 }}]"));
    }

    [Fact]
    public void Render_UnknownFunction_Fails() =>
        Assert.Throws<ScriptRuntimeException>(() => Rendering.Render("{{ nothing 1 2 }}"));
}
