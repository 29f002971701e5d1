using System.Runtime.CompilerServices;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    private readonly Stack<Stack<ScriptExpression>> _pipes = new();
    private int _callDepth;
    private int _loopDepth;
    private int _loopSteps;
    private int _accessDepth;
    private bool _keepsFunctions;

    public ScriptNode? CurrentNode { get; private set; }

    public SourceSpan CurrentSpan => CurrentNode?.Span ?? default;

    internal FlowState Flow { get; set; }

    internal bool IsInLoop => _loopDepth > 0;

    internal Stack<object?> CaseValues { get; } = new();

    /// <summary>Blocks of `wrap` statements waiting for the function that they are handed to.</summary>
    internal Stack<ScriptBlockStatement> WrappedBlocks { get; } = new();

    /// <summary>Values on their way through a pipe into the function behind it, still unevaluated.</summary>
    internal Stack<ScriptExpression>? Pipe => _pipes.Count > 0 ? _pipes.Peek() : null;

    internal bool TakesPipe => _accessDepth <= 1;

    public void CheckAbort()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (CancellationToken.IsCancellationRequested) throw new ScriptAbortException(CurrentSpan, CancellationToken);
    }

    public object? Evaluate(ScriptNode? scriptNode) => Evaluate(scriptNode, false);

    public virtual object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null) return null;
        (ScriptNode? node, int depth, bool keeps) = (CurrentNode, _accessDepth, _keepsFunctions);
        (CurrentNode, _accessDepth, _keepsFunctions) = (scriptNode, 0, aliasReturnedFunction);
        try
        {
            return scriptNode.Evaluate(this);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(scriptNode.Span, exception.Message, exception);
        }
        finally
        {
            (CurrentNode, _accessDepth, _keepsFunctions) = (node, depth, keeps);
        }
    }

    public object? GetValue(ScriptExpression? target)
    {
        if (target is null) return null;
        ScriptNode? previous = CurrentNode;
        CurrentNode = target;
        _accessDepth++;
        try
        {
            object? value = Access(
                target,
                () => target is IScriptVariablePath path ? path.GetValue(this) : Evaluate(target));
            bool isCalled = value is IScriptCustomFunction && (!_keepsFunctions || _accessDepth > 1);
            return isCalled ? FunctionCall.Invoke(this, target, value, _accessDepth == 1, []) : value;
        }
        finally
        {
            CurrentNode = previous;
            _accessDepth--;
        }
    }

    public void SetValue(ScriptExpression? target, object? value)
    {
        if (target is null) return;
        _accessDepth++;
        try
        {
            Access<object?>(target, () =>
            {
                if (target is not IScriptVariablePath path)
                {
                    throw new ScriptRuntimeException(target.Span, "Unsupported target expression for assignment.");
                }

                path.SetValue(this, value);
                return null;
            });
        }
        finally
        {
            _accessDepth--;
        }
    }

    internal void PushPipe() => _pipes.Push(new Stack<ScriptExpression>());

    internal void PopPipe()
    {
        if (_pipes.Count > 0) _pipes.Pop();
    }

    internal void ClearPipes() => _pipes.Clear();

    internal void EnterCall(ScriptNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptRuntimeException(node.Span, "Exceeding recursive depth limit, near to stack overflow");
        }

        _callDepth++;
        if (RecursiveLimit != 0 && _callDepth > RecursiveLimit)
        {
            throw new ScriptRuntimeException(
                node.Span, $"Exceeding number of recursive depth limit `{RecursiveLimit}` for node: `{node}`");
        }
    }

    internal void ExitCall() => _callDepth--;

    internal void EnterLoop()
    {
        _loopDepth++;
        PushLoopScope();
    }

    internal void ExitLoop()
    {
        PopLoopScope();
        _loopDepth--;
        if (_loopDepth == 0) _loopSteps = 0;
    }

    /// <summary>Counts one iteration of a loop statement; nested loops share the count.</summary>
    internal void StepLoop(ScriptNode loop, bool isQueryable = false)
    {
        int limit = isQueryable ? LoopLimitQueryable ?? LoopLimit : LoopLimit;
        _loopSteps++;
        if (limit != 0 && _loopSteps > limit)
        {
            throw new ScriptRuntimeException(
                loop.Span, $"Exceeding number of iteration limit `{limit}` for loop statement.");
        }
    }

    /// <summary>Passes the items on, and counts them against the limit, for functions that go through a list.</summary>
    internal IEnumerable<object?> Iterate(SourceSpan span, System.Collections.IEnumerable list)
    {
        int limit = list is IQueryable ? LoopLimitQueryable ?? LoopLimit : LoopLimit;
        int steps = 0;
        foreach (object? item in list)
        {
            CheckAbort();
            steps++;
            if (limit != 0 && steps > limit)
            {
                throw new ScriptRuntimeException(
                    span, $"Exceeding number of iteration limit `{limit}` for internal iteration.");
            }

            yield return item;
        }
    }

    private T Access<T>(ScriptExpression target, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (_accessDepth == 1 && exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                target.Span,
                $"Unexpected exception while accessing target expression: {exception.Message}",
                exception);
        }
    }
}
