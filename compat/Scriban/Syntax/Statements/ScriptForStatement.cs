using System.Collections;

namespace Scriban.Syntax;

public class ScriptForStatement : ScriptLoopStatementBase
{
    internal ScriptForStatement()
    {
    }

    public ScriptExpression? Variable { get; internal set; }

    public ScriptExpression? Iterator { get; internal set; }

    public ScriptElseStatement? Else { get; internal set; }

    /// <summary>`limit`, `offset` and `reversed`.</summary>
    internal List<ScriptNamedArgument> NamedArguments { get; } = [];

    internal override (string Name, string Example) Syntax =>
        ("for statement", "for <variable> in <expression> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Variable, Iterator, .. NamedArguments, Body, Else];

    internal override object? Run(TemplateContext context)
    {
        object? value = context.Evaluate(Iterator);
        if (value is null) return null;
        if (value is not IEnumerable list)
        {
            throw new ScriptRuntimeException(Iterator!.Span, $"Unexpected type `{value.GetType()}` for iterator");
        }

        IEnumerable selected = NamedArguments.Count > 0 ? Select(context, list.Cast<object?>()) : list;
        IEnumerator items = selected.GetEnumerator();
        try
        {
            var state = new LoopState(selected, items);
            context.SetLoopVariable(ScriptVariable.ForObject, state);
            return items.MoveNext()
                ? RunItems(context, items, state, list is IQueryable)
                : context.Evaluate(Else);
        }
        finally
        {
            (items as IDisposable)?.Dispose();
        }
    }

    public override string ToString() =>
        $"for {Variable} in {Iterator}{string.Concat(NamedArguments.Select(argument => " " + argument))}";

    private object? RunItems(TemplateContext context, IEnumerator items, LoopState state, bool isQueryable)
    {
        object? previous = null;
        while (true)
        {
            context.StepLoop(this, isQueryable);
            object? item = items.Current;
            state.Advance();
            state.HasChanged = state.Index == 0 || !Equals(previous, item);
            if (Variable is ScriptVariable variable) context.SetLoopVariable(variable, item);
            else context.SetValue(Variable, item);

            object? result = context.Evaluate(Body);
            bool isLast = state.MoveNextIsLast();
            if (!Continues(context) || isLast) return result;
            previous = item;
        }
    }

    // In this order, whatever the order in the text: skip, turn round, take.
    private IEnumerable<object?> Select(TemplateContext context, IEnumerable<object?> items)
    {
        foreach (ScriptNamedArgument argument in NamedArguments)
        {
            if (argument.Name!.Name is "offset" or "limit" or "reversed") continue;
            throw new ScriptRuntimeException(
                argument.Span, $"Unsupported argument `{argument.Name}` for statement: `{this}`");
        }

        int offset = Number(context, "offset");
        int limit = Number(context, "limit");
        if (offset > 0) items = items.Skip(offset);
        if (NamedArguments.Exists(argument => argument.Name!.Name == "reversed")) items = items.Reverse();
        return limit > 0 ? items.Take(limit) : items;
    }

    private int Number(TemplateContext context, string name)
    {
        ScriptNamedArgument? argument = NamedArguments.FindLast(argument => argument.Name!.Name == name);
        if (argument is null) return 0;
        return argument.Value is not null
            ? context.ToInt(argument.Value.Span, context.Evaluate(argument.Value))
            : throw new ScriptRuntimeException(argument.Span, $"Invalid `{name}` argument. Value is required.");
    }
}
