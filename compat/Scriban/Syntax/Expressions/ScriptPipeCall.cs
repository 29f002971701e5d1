using Scriban.Runtime;

namespace Scriban.Syntax;

public class ScriptPipeCall : ScriptExpression
{
    internal ScriptPipeCall()
    {
    }

    public ScriptExpression? From { get; internal init; }

    public ScriptExpression? To { get; internal set; }

    internal override (string Name, string Example) Syntax => ("pipe expression", "<expression> | <expression>");

    internal override IEnumerable<ScriptNode?> Parts => [From, To];

    public override object? Evaluate(TemplateContext context)
    {
        bool isFirst = context.Pipe is null;
        if (isFirst) context.PushPipe();
        try
        {
            Stack<ScriptExpression> pipe = context.Pipe!;
            pipe.Push(From!);
            object? result = context.Evaluate(To);
            if (result is IScriptCustomFunction && IsWaiting(pipe))
            {
                result = FunctionCall.Invoke(context, To!, result, true, []);
            }

            if (IsWaiting(pipe))
            {
                throw new ScriptRuntimeException(
                    To!.Span, $"Pipe expression destination `{To}` is not a valid function ");
            }

            if (isFirst) context.PopPipe();
            return result;
        }
        catch
        {
            context.ClearPipes();
            throw;
        }
    }

    public override string ToString() => $"{From}|{To}";

    private bool IsWaiting(Stack<ScriptExpression> pipe) =>
        pipe.TryPeek(out ScriptExpression? waiting) && waiting == From;
}
