using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    private readonly List<Scope> _globals = [];
    private readonly List<Scope> _locals = [];

    public IScriptObject? CurrentGlobal => _globals[^1].Members;

    public int GlobalCount => _globals.Count;

    public void PushGlobal(IScriptObject scriptObject)
    {
        PushGlobalOnly(scriptObject);
        PushLocal();
    }

    public IScriptObject PopGlobal()
    {
        IScriptObject members = PopGlobalOnly();
        PopLocal();
        return members;
    }

    public void PushLocal() => _locals.Add(new Scope(new ScriptObject()));

    public void PopLocal() => _locals.RemoveAt(_locals.Count - 1);

    public object? GetValue(ScriptVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        bool isGlobal = variable.Scope == ScriptVariableScope.Global;
        int last = isGlobal ? 0 : _locals.Count - 1;
        List<Scope> scopes = isGlobal ? _globals : _locals;
        for (int i = scopes.Count - 1; i >= last; i--)
        {
            if (scopes[i].TryFind(this, variable, out object? value)) return value;
        }

        if (TryGetVariable is not null && TryGetVariable(this, variable.Span, variable, out object? late)) return late;
        return StrictVariables
            ? throw new ScriptRuntimeException(variable.Span, $"The variable or function `{variable}` was not found")
            : null;
    }

    public void SetValue(ScriptVariable variable, object? value, bool asReadOnly = false)
    {
        if (!StoreOf(variable).TrySetValue(this, variable.Span, variable.Name, value, asReadOnly))
        {
            throw new ScriptRuntimeException(
                variable.Span, $"Cannot set value on the readonly variable `{variable}`");
        }
    }

    public void SetReadOnly(ScriptVariable variable, bool isReadOnly = true) =>
        StoreOf(variable).SetReadOnly(variable.Name, isReadOnly);

    public void DeleteValue(ScriptVariable variable) => StoreOf(variable).Remove(variable.Name);

    internal void SetArgument(ScriptVariable variable, object? value)
    {
        StoreOf(variable).Remove(variable.Name);
        SetValue(variable, value);
    }

    internal void PushGlobalOnly(IScriptObject scriptObject)
    {
        ArgumentNullException.ThrowIfNull(scriptObject);
        _globals.Add(new Scope(scriptObject));
    }

    internal IScriptObject PopGlobalOnly()
    {
        if (_globals.Count == 1)
        {
            throw new InvalidOperationException("Unexpected PopGlobal() not matching a PushGlobal");
        }

        IScriptObject members = _globals[^1].Members;
        _globals.RemoveAt(_globals.Count - 1);
        return members;
    }

    internal void SetLoopVariable(ScriptVariable variable, object? value)
    {
        Scope scope = variable.Scope == ScriptVariableScope.Global ? _globals[^1] : _locals[^1];
        scope.Loops.Peek().SetValue(variable.Name, value, false);
    }

    private void PushLoopScope()
    {
        _globals[^1].Loops.Push(new ScriptObject());
        _locals[^1].Loops.Push(new ScriptObject());
    }

    private void PopLoopScope()
    {
        _globals[^1].Loops.Pop();
        _locals[^1].Loops.Pop();
    }

    private IScriptObject StoreOf(ScriptVariable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable.Scope == ScriptVariableScope.Local) return _locals[^1].Members;
        IScriptObject members = _globals[^1].Members;
        if (members.CanWrite(variable.Name)) return members;
        string kind = members == BuiltinObject ? "builtin " : string.Empty;
        throw new ScriptRuntimeException(variable.Span, $"Cannot set the {kind}readonly variable `{variable}`");
    }

    /// <summary>One object of variables and, in front of it, the variables of the loops running in it.</summary>
    private sealed class Scope(IScriptObject members)
    {
        public IScriptObject Members { get; } = members;

        public Stack<ScriptObject> Loops { get; } = new();

        public bool TryFind(TemplateContext context, ScriptVariable variable, out object? value)
        {
            foreach (ScriptObject loop in Loops)
            {
                if (loop.TryGetValue(context, variable.Span, variable.Name, out value)) return true;
            }

            return Members.TryGetValue(context, variable.Span, variable.Name, out value);
        }
    }
}
