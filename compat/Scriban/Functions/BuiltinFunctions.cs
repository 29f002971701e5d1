using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>Everything that a template finds without being given it.</summary>
public class BuiltinFunctions : ScriptObject
{
    private static readonly ScriptObject Default = CreateDefault();

    public BuiltinFunctions() : base(12, false) => ((ScriptObject)Default.Clone(true)).CopyTo(this);

    // Finding the functions by reflection takes time, so it is done once.
    private static ScriptObject CreateDefault()
    {
        var builtins = new ScriptObject(12);
        builtins.SetValue("array", new ArrayFunctions(), true);
        builtins.SetValue("empty", EmptyScriptObject.Default, true);
        builtins.SetValue("blank", EmptyScriptObject.Default, true);
        builtins.SetValue("include", new IncludeFunction(), true);
        builtins.SetValue("include_join", new IncludeJoinFunction(), true);
        builtins.SetValue(DateTimeFunctions.Variable.Name, new DateTimeFunctions(), true);
        builtins.SetValue("html", new HtmlFunctions(), true);
        builtins.SetValue("math", new MathFunctions(), true);
        builtins.SetValue("object", new ObjectFunctions(), true);
        builtins.SetValue("regex", new RegexFunctions(), true);
        builtins.SetValue("string", new StringFunctions(), true);
        builtins.SetValue("timespan", new TimeSpanFunctions(), true);
        return builtins;
    }
}
