using Scriban;
using Scriban.Runtime;

namespace Packages.Tests.Scriban;

/// <summary>Renders a template the way most tests want it: own context, line ends "\n", given variables.</summary>
internal static class Rendering
{
    public static string Render(string text, params (string Name, object? Value)[] variables) =>
        Render(NewContext(variables), text);

    public static string Render(TemplateContext context, string text)
    {
        Template template = Template.Parse(text);
        Assert.Empty(template.Messages);
        return template.Render(context);
    }

    public static TemplateContext NewContext(params (string Name, object? Value)[] variables)
    {
        var globals = new ScriptObject();
        foreach ((string name, object? value) in variables)
        {
            globals[name] = value;
        }

        var context = new TemplateContext { NewLine = "\n" };
        context.PushGlobal(globals);
        return context;
    }
}
