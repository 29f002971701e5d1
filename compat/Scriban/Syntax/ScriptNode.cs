using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>A part of a parsed template; nothing in it changes once the parser is done.</summary>
public abstract class ScriptNode
{
    public SourceSpan Span;

    internal ScriptNode()
    {
    }

    /// <summary>The parts of this part, in the order of the text.</summary>
    public IEnumerable<ScriptNode> Children => Parts.OfType<ScriptNode>();

    internal ScriptNode? Parent { get; private set; }

    /// <summary>What error messages call this part, and an example of it.</summary>
    internal virtual (string Name, string Example) Syntax =>
        (StandardMemberRenamer.Rename(GetType().Name["Script".Length..]), "...");

    internal abstract IEnumerable<ScriptNode?> Parts { get; }

    public abstract object? Evaluate(TemplateContext context);

    /// <summary>
    /// Tells every part which one it belongs to. Not by recursion: a template with errors may be very deep.
    /// </summary>
    internal void Adopt()
    {
        var parents = new Stack<ScriptNode>([this]);
        while (parents.TryPop(out ScriptNode? parent))
        {
            foreach (ScriptNode child in parent.Children)
            {
                child.Parent = parent;
                parents.Push(child);
            }
        }
    }
}

public abstract class ScriptExpression : ScriptNode
{
    internal ScriptExpression()
    {
    }
}

public abstract class ScriptStatement : ScriptNode
{
    internal ScriptStatement()
    {
    }

    /// <summary>False for what gives a value that is not written.</summary>
    internal virtual bool CanOutput => true;
}

/// <summary>An expression that can be assigned to.</summary>
internal interface IScriptVariablePath
{
    object? GetValue(TemplateContext context);

    void SetValue(TemplateContext context, object? valueToSet);
}

internal enum FlowState
{
    None,
    Break,
    Continue,
    Return,
}
