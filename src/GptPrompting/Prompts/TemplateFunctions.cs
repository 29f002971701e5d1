using Scriban;
using Scriban.Runtime;

namespace GptPrompting.Prompts;

/// <summary>
/// The engine's functions as templates have them. One object for all renderings, since a copy for each would take
/// longer than the rendering; templates can only read it.
/// </summary>
internal static class TemplateFunctions
{
    internal static ScriptObject All { get; } = Make();

    private static ScriptObject Make()
    {
        ScriptObject all = TemplateContext.GetDefaultBuiltinObject();

        // Text that is made while rendering cannot be checked as templates are.
        var objectFunctions = (ScriptObject)all["object"]!;
        objectFunctions.Remove("eval");
        objectFunctions.Remove("eval_template");
        BoundedFormats.Put(all);
        foreach (string name in all.Keys)
        {
            if (all[name] is ScriptObject group)
            {
                group.IsReadOnly = true;
            }
        }

        return all;
    }
}
