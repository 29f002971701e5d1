namespace Scriban.Syntax;

/// <summary>A whole template.</summary>
public class ScriptPage : ScriptNode
{
    internal ScriptPage()
    {
    }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override IEnumerable<ScriptNode?> Parts => [Body];

    public override object? Evaluate(TemplateContext context)
    {
        context.Flow = FlowState.None;
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.Flow = FlowState.None;
        }
    }
}
