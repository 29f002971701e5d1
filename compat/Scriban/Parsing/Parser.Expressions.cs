using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private enum ExpressionMode
    {
        Default,

        /// <summary>A colon does not make a named argument: the parts of `a ? b : c`.</summary>
        NoNamedArgument,

        /// <summary>Operands, members and indexers only.</summary>
        Basic,

        /// <summary>`||` separates values.</summary>
        When,
    }

    private enum Step
    {
        /// <summary>The operand may go on: look at the next token.</summary>
        Extend,

        /// <summary>An argument of the call follows.</summary>
        Operand,

        Done,

        /// <summary>After an error: give up this expression, with what there is of it.</summary>
        GiveUp,
    }

    private ScriptExpression? ExpectExpression(
        ScriptNode parent,
        ScriptExpression? outer = null,
        int precedence = 0,
        string? message = null,
        ExpressionMode mode = ExpressionMode.Default,
        bool allowsAssignment = true)
    {
        if (IsStartOfExpression()) return ParseExpression(parent, outer, precedence, mode, allowsAssignment);
        LogError(parent, CurrentSpan, message ?? $"Expecting <expression> instead of `{CurrentText()}`");
        return null;
    }

    private ScriptExpression? ParseExpression(
        ScriptNode parent,
        ScriptExpression? outer = null,
        int precedence = 0,
        ExpressionMode mode = ExpressionMode.Default,
        bool allowsAssignment = true)
    {
        int depth = _depth;
        _expressionLevel++;
        EnterDepth();
        var pending = new Pending
        {
            Parent = parent,
            Outer = outer,
            Precedence = precedence,
            Mode = mode == ExpressionMode.When ? ExpressionMode.Default : mode,
            IsWhen = mode == ExpressionMode.When,
            AllowsAssignment = allowsAssignment,
        };
        // An expression that is too deep is not looked at, so that it cannot exhaust the stack.
        ScriptExpression? expression = _isDepthReported ? null : ParseOperands(pending);
        _depth = depth;
        _expressionLevel--;
        return expression;
    }

    private ScriptExpression? ParseOperands(Pending pending)
    {
        Step step;
        do
        {
            bool isFirst = pending.Left is null;
            pending.Left = ParseOperand()!;
            if (pending.Left is null)
            {
                LogError(pending.Call is null
                    ? $"Unexpected token `{CurrentText()}` while parsing expression"
                    : $"Unexpected token `{CurrentText()}` while parsing function call `{pending.Call}`");
                if (Is(TokenType.EndingInterpolatedString)) Next();
                return null;
            }

            if (pending.Left is ScriptVariableLocal { BaseName: "$" })
            {
                CheckBlockDelegate(pending.Parent, isFirst);
                return pending.Left;
            }

            step = pending.Left is ScriptAnonymousFunction ? Step.Done : Step.Extend;
            while (step == Step.Extend) step = Extend(pending);
        }
        while (step == Step.Operand);

        if (step == Step.GiveUp) return pending.Left;
        if (pending.Call is null) return Close(pending.Left);
        pending.Call.Add(pending.Left);
        return Close(pending.Call);
    }

    private void CheckBlockDelegate(ScriptNode parent, bool isFirst)
    {
        if (!isFirst || _expressionLevel > 1) LogError("Cannot use block delegate $$ in a nested expression");
        if (parent is not ScriptExpressionStatement)
        {
            LogError(parent, "Cannot use block delegate $$ outside an expression statement");
        }
    }

    private Step Extend(Pending pending)
    {
        if (IsInterpolationPart()) return Step.Done;
        if (Current.Type is TokenType.Dot or TokenType.QuestionDot) return ParseMember(pending);
        if (Current.Type is TokenType.DoublePlus or TokenType.DoubleMinus) ParsePostfix(pending);
        if (IsIndexer(pending.Left)) return ParseIndexer(pending);
        bool isAlias = pending.Parent is ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionAlias };
        if (pending.Mode == ExpressionMode.Basic || isAlias) return Step.Done;
        if (Is(TokenType.Colon) && pending.Mode != ExpressionMode.NoNamedArgument) return ParseNamedArgument(pending);
        if (Is(TokenType.Equal) && IsDeclaration(pending.Left)) return ParseInlineFunction(pending);
        if (AssignmentOf(Current.Type) is { } assignment) return ParseAssignment(pending, assignment);
        if (BinaryOf(Current.Type) is { } op) return ParseBinary(pending, op);
        if (Is(TokenType.Question)) return ParseConditional(pending);
        if (IsStartOfExpression()) return ParseCall(pending);
        return pending.Precedence > 0 ? Step.Done : ParsePipe(pending);
    }

    private bool IsInterpolationPart() => Current.Type
        is TokenType.EndingInterpolatedString
        or TokenType.CloseInterpolatedBrace
        or TokenType.ContinuationInterpolatedString
        or TokenType.OpenInterpolatedBrace;

    private bool IsStartOfExpression() => Current.Type
        is TokenType.Exclamation or TokenType.Minus or TokenType.Plus or TokenType.Arroba or TokenType.DoublePlus
        or TokenType.DoubleMinus or TokenType.Caret or TokenType.Identifier or TokenType.IdentifierSpecial
        or TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float
        or TokenType.String or TokenType.VerbatimString or TokenType.InterpolatedString
        or TokenType.BeginInterpolatedString or TokenType.ContinuationInterpolatedString
        or TokenType.EndingInterpolatedString or TokenType.OpenParen or TokenType.OpenBrace or TokenType.OpenBracket;

    private bool IsAfterWhiteSpace() =>
        Current.Start.Offset > 0 && char.IsWhiteSpace(lexer.Text[Current.Start.Offset - 1]);

    // `a [1]` calls a, `a[1]` does not.
    private bool IsIndexer(ScriptExpression left) =>
        Is(TokenType.OpenBracket)
        && left is IScriptVariablePath or ScriptLiteral or ScriptFunctionCall
        && !IsAfterWhiteSpace();

    private Step ParseBinary(Pending pending, ScriptBinaryOperator op)
    {
        if (pending.IsWhen && op == ScriptBinaryOperator.Or) return Step.Done;
        if (op.Precedence() <= pending.Precedence) return Step.Done;
        EnterDepth();
        SourceSpan operatorSpan = CurrentSpan;
        Next();
        var binary = OpenAt(pending.Left, new ScriptBinaryExpression
        {
            Left = pending.Left,
            Operator = op,
            OperatorSpan = operatorSpan,
        });
        binary.Right = ExpectExpression(
            binary,
            pending.Call ?? pending.Outer,
            op.Precedence(),
            $"Expecting an <expression> to the right of the operator instead of `{CurrentText()}`",
            pending.Mode);
        pending.Left = Close(binary);
        return Step.Extend;
    }

    private Step ParseAssignment(Pending pending, ScriptBinaryOperator op)
    {
        var assignment = OpenAt(pending.Left, new ScriptAssignExpression { Target = pending.Left, Operator = op });
        bool isTopLevel = pending.Call is null && _expressionLevel <= 1 && pending.AllowsAssignment;
        if (!isTopLevel || pending.Left is not IScriptVariablePath)
        {
            LogError(assignment, "Expression is only allowed for a top level assignment");
        }

        Next();
        assignment.Value = ExpectExpression(assignment, pending.Outer);
        pending.Left = Close(assignment);
        return Step.Done;
    }

    private Step ParseConditional(Pending pending)
    {
        if (pending.Precedence > 0) return Step.Done;
        pending.CloseCall();
        var conditional = OpenAt(pending.Left, new ScriptConditionalExpression { Condition = pending.Left });
        Next();
        conditional.ThenValue = ExpectExpression(conditional, mode: ExpressionMode.NoNamedArgument);
        Expect(TokenType.Colon, ":");
        conditional.ElseValue = ExpectExpression(conditional, mode: ExpressionMode.NoNamedArgument);
        pending.Left = Close(conditional);
        return Step.Done;
    }

    private Step ParsePipe(Pending pending)
    {
        // Behind a pipe a name alone is a call too.
        bool isCalled = pending.Parent is ScriptPipeCall && pending.Call is null && pending.Left is IScriptVariablePath;
        if (isCalled) pending.Left = OpenAt(pending.Left, new ScriptFunctionCall { Target = pending.Left });
        if (!IsPipe()) return Step.Done;
        pending.CloseCall();
        var pipe = OpenAt(pending.Left, new ScriptPipeCall { From = pending.Left });
        _newLineLevel++;
        Next();
        _newLineLevel--;
        pipe.To = ExpectExpression(pipe);
        pending.Left = Close(pipe);
        return Step.Done;
    }

    private bool IsPipe() => Current.Type is TokenType.VerticalBar or TokenType.PipeGreater;

    private static ScriptBinaryOperator? AssignmentOf(TokenType type) => type switch
    {
        TokenType.Equal => ScriptBinaryOperator.None,
        TokenType.PlusEqual => ScriptBinaryOperator.Add,
        TokenType.MinusEqual => ScriptBinaryOperator.Subtract,
        TokenType.AsteriskEqual => ScriptBinaryOperator.Multiply,
        TokenType.DivideEqual => ScriptBinaryOperator.Divide,
        TokenType.DoubleDivideEqual => ScriptBinaryOperator.DivideRound,
        TokenType.PercentEqual => ScriptBinaryOperator.Modulus,
        _ => null,
    };

    private static ScriptBinaryOperator? BinaryOf(TokenType type) => type switch
    {
        TokenType.Asterisk => ScriptBinaryOperator.Multiply,
        TokenType.Divide => ScriptBinaryOperator.Divide,
        TokenType.DoubleDivide => ScriptBinaryOperator.DivideRound,
        TokenType.Plus => ScriptBinaryOperator.Add,
        TokenType.Minus => ScriptBinaryOperator.Subtract,
        TokenType.Percent => ScriptBinaryOperator.Modulus,
        TokenType.DoubleLessThan => ScriptBinaryOperator.ShiftLeft,
        TokenType.DoubleGreaterThan => ScriptBinaryOperator.ShiftRight,
        TokenType.DoubleQuestion => ScriptBinaryOperator.EmptyCoalescing,
        TokenType.QuestionExclamation => ScriptBinaryOperator.NotEmptyCoalescing,
        TokenType.DoubleAmp => ScriptBinaryOperator.And,
        TokenType.DoubleVerticalBar => ScriptBinaryOperator.Or,
        TokenType.DoubleEqual => ScriptBinaryOperator.CompareEqual,
        TokenType.ExclamationEqual => ScriptBinaryOperator.CompareNotEqual,
        TokenType.Greater => ScriptBinaryOperator.CompareGreater,
        TokenType.GreaterEqual => ScriptBinaryOperator.CompareGreaterOrEqual,
        TokenType.Less => ScriptBinaryOperator.CompareLess,
        TokenType.LessEqual => ScriptBinaryOperator.CompareLessOrEqual,
        TokenType.DoubleDot => ScriptBinaryOperator.RangeInclude,
        TokenType.DoubleDotLess => ScriptBinaryOperator.RangeExclude,
        _ => null,
    };

    /// <summary>An expression on its way: the operand read last and the call that it may be an argument of.</summary>
    private sealed class Pending
    {
        public required ScriptNode Parent { get; init; }

        /// <summary>The call or operator around, to which further arguments belong.</summary>
        public ScriptExpression? Outer { get; init; }

        public int Precedence { get; init; }

        public ExpressionMode Mode { get; init; }

        public bool IsWhen { get; init; }

        public bool AllowsAssignment { get; init; }

        public ScriptFunctionCall? Call { get; set; }

        public ScriptExpression Left { get; set; } = null!;

        public void CloseCall()
        {
            if (Call is null) return;
            Call.Add(Left);
            Call.Span.End = Left.Span.End;
            Left = Call;
            Call = null;
        }
    }
}
