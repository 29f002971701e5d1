namespace Scriban.Syntax;

public abstract class ScriptLoopStatementBase : ScriptStatement
{
    internal ScriptLoopStatementBase()
    {
    }

    public ScriptBlockStatement? Body { get; internal set; }

    public override object? Evaluate(TemplateContext context)
    {
        context.EnterLoop();
        try
        {
            return Run(context);
        }
        finally
        {
            context.ExitLoop();
            if (context.Flow != FlowState.Return) context.Flow = FlowState.None;
        }
    }

    internal abstract object? Run(TemplateContext context);

    /// <summary>Ends one iteration: false after `break` and `ret`.</summary>
    internal static bool Continues(TemplateContext context)
    {
        if (context.Flow == FlowState.Return) return false;
        bool continues = context.Flow != FlowState.Break;
        context.Flow = FlowState.None;
        return continues;
    }
}
