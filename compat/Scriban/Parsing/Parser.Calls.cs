using Scriban.Syntax;

namespace Scriban.Parsing;

/// <content>What may follow an operand: members, indexers, arguments.</content>
internal sealed partial class Parser
{
    private Step ParseMember(Pending pending)
    {
        Token name = Peek();
        if (name.Type != TokenType.Identifier)
        {
            LogError(
                name,
                $"Invalid token `{name.Type}`. The dot operator is expected to be followed by a plain identifier");
            return Step.GiveUp;
        }

        // `a?.b.c` is null as a whole where a is.
        bool isConditional =
            Is(TokenType.QuestionDot) || pending.Left is ScriptMemberExpression { IsConditional: true };
        Next();
        bool isEmptyTest = TextOf(Current) is "empty" or "blank" && Peek().Type == TokenType.Question;
        if (ParseVariable() is not ScriptVariable member)
        {
            LogError("Unexpected literal member `{member}`");
            pending.Left = null!;
            return Step.GiveUp;
        }

        if (isEmptyTest) Next();
        ScriptMemberExpression expression = isEmptyTest
            ? new ScriptIsEmptyExpression { Target = pending.Left, Member = member, IsConditional = isConditional }
            : new ScriptMemberExpression { Target = pending.Left, Member = member, IsConditional = isConditional };
        pending.Left = Close(OpenAt(pending.Left, expression));
        return Step.Extend;
    }

    private Step ParseIndexer(Pending pending)
    {
        var indexer = OpenAt(pending.Left, new ScriptIndexerExpression { Target = pending.Left });
        Next();
        indexer.Index = ExpectExpression(
            indexer, pending.Call, 0, $"Expecting <index_expression> instead of `{CurrentText()}`", pending.Mode);
        if (Is(TokenType.CloseBracket)) Next();
        else LogError($"Unexpected `{CurrentText()}`. Expecting ']'");
        pending.Left = Close(indexer);
        return Step.Extend;
    }

    private void ParsePostfix(Pending pending)
    {
        if (pending.Left is not IScriptVariablePath) LogIncrementError();
        var increment = OpenAt(pending.Left, new ScriptIncrementDecrementExpression
        {
            Right = pending.Left,
            Operator = Is(TokenType.DoublePlus) ? ScriptUnaryOperator.Increment : ScriptUnaryOperator.Decrement,
            Post = true,
        });
        Next();
        pending.Left = increment;
    }

    private void LogIncrementError() => LogError(
        "The operand of an increment or decrement operator must be a variable, property or indexer");

    private Step ParseNamedArgument(Pending pending)
    {
        if (pending.Left is not ScriptVariable name)
        {
            LogError(
                pending.Left.Span,
                "Expecting a simple global or local variable before `:` in order to create a named argument");
            return Step.Done;
        }

        var argument = OpenAt(name, new ScriptNamedArgument { Name = name });
        Next();
        argument.Value = ExpectExpression(pending.Parent);
        pending.Left = Close(argument);
        return Step.Done;
    }

    private Step ParseCall(Pending pending)
    {
        if (pending.Outer is not null) return Step.Done;
        var loop = pending.Parent as ScriptForStatement;
        bool isNamed = Is(TokenType.Identifier) && (loop is not null || Peek().Type == TokenType.Colon);
        if (isNamed) return ParseNamedArguments(pending, loop);
        if (Is(TokenType.OpenParen) && !IsAfterWhiteSpace()) return ParseExplicitCall(pending);
        TakeIntoCall(pending);
        return Step.Operand;
    }

    /// <summary>What was read becomes the function of a new call, or an argument of the open one.</summary>
    private void TakeIntoCall(Pending pending)
    {
        if (pending.Call is not null) pending.Call.Add(pending.Left);
        else pending.Call = OpenAt(pending.Left, new ScriptFunctionCall { Target = pending.Left });
    }

    private Step ParseNamedArguments(Pending pending, ScriptForStatement? loop)
    {
        if (loop is null) TakeIntoCall(pending);

        while (Is(TokenType.Identifier) && (loop is not null || Peek().Type == TokenType.Colon))
        {
            Token start = Current;
            ScriptExpression name = ParseVariable();
            if (name is not ScriptVariable variable)
            {
                LogError(
                    name.Span,
                    "Invalid identifier passed as a named argument. Expecting a simple variable name");
                break;
            }

            var argument = new ScriptNamedArgument { Name = variable, Span = SpanOf(start) };
            if (loop is not null) loop.NamedArguments.Add(argument);
            else pending.Call!.Add(argument);
            if (!Is(TokenType.Colon)) continue;
            Next();
            argument.Value = ExpectExpression(pending.Parent, mode: ExpressionMode.Basic);
            Close(argument);
            if (argument.Value is ScriptAnonymousFunction) break;
        }

        if (loop is null && IsStartOfExpression()) return Step.Operand;
        if (pending.Call is not null)
        {
            pending.Left = Close(pending.Call);
            pending.Call = null;
        }

        return IsPipe() ? Step.Extend : Step.Done;
    }

    private Step ParseExplicitCall(Pending pending)
    {
        var call = OpenAt(pending.Left, new ScriptFunctionCall { Target = pending.Left, ExplicitCall = true });
        Next();
        while (!Is(TokenType.CloseParen))
        {
            if (call.Arguments.Count > 0)
            {
                if (Is(TokenType.Comma)) Next();
                else LogError("Expecting a comma to separate arguments in a function call.");
            }

            if (!IsStartOfExpression())
            {
                LogError("Expecting an expression for argument function calls instead of this token.");
                break;
            }

            ScriptExpression? argument = ParseExpression(call);
            if (argument is null) break;
            call.Add(argument);
        }

        call.IsClosed = Is(TokenType.CloseParen);
        if (call.IsClosed) Next();
        else LogError("Expecting a closing parenthesis for a function call.");
        pending.Left = Close(call);
        return Step.Extend;
    }

    private static bool IsDeclaration(ScriptExpression left) =>
        left is ScriptFunctionCall { ExplicitCall: true, IsClosed: true, Target: ScriptVariableGlobal } call
        && call.Arguments.All(argument => argument is ScriptVariableGlobal);

    private Step ParseInlineFunction(Pending pending)
    {
        if (_expressionLevel > 1 || !pending.AllowsAssignment)
        {
            LogError(pending.Left, "Creating a function is only allowed for a top level assignment");
        }

        var call = (ScriptFunctionCall)pending.Left;
        Next();
        var function = OpenAt(call, new ScriptFunction
        {
            Name = (ScriptVariable)call.Target!,
            Parameters = call.Arguments.Select(
                argument => new ScriptParameter { Name = (ScriptVariable)argument, Span = argument.Span }).ToList(),
        });
        function.Body = ParseExpressionStatement();
        function.Span.End = function.Body.Span.End;
        pending.Left = OpenAt(function, new InlineFunction(function));
        return Step.Done;
    }

    /// <summary>Carries `f(x) = ...`, found while an expression was expected, to the statement that it is.</summary>
    private sealed class InlineFunction(ScriptFunction declaration) : ScriptExpression
    {
        public ScriptFunction Declaration { get; } = declaration;

        internal override IEnumerable<ScriptNode?> Parts => [Declaration];

        public override object? Evaluate(TemplateContext context) => Declaration.Evaluate(context);
    }
}
