using System.Globalization;
using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptExpression? ParseOperand() => Current.Type switch
    {
        TokenType.Identifier or TokenType.IdentifierSpecial => ParseVariable(),
        TokenType.Integer => ParseInteger(),
        TokenType.HexaInteger => ParseHexadecimal(),
        TokenType.BinaryInteger => ParseBinaryInteger(),
        TokenType.Float => ParseFloat(),
        TokenType.String => ParseString(),
        TokenType.VerbatimString => ParseVerbatimString(),
        TokenType.InterpolatedString or TokenType.BeginInterpolatedString => ParseInterpolatedString(),
        TokenType.ContinuationInterpolatedString => ParseInterpolatedText(),
        TokenType.OpenInterpolatedBrace => ParseInterpolatedExpression(),
        TokenType.OpenParen => ParseParenthesis(),
        TokenType.OpenBrace => ParseObject(),
        TokenType.OpenBracket => ParseArray(),
        TokenType.DoublePlus => ParsePrefix(ScriptUnaryOperator.Increment),
        TokenType.DoubleMinus => ParsePrefix(ScriptUnaryOperator.Decrement),
        TokenType.Exclamation => ParseUnary(ScriptUnaryOperator.Not),
        TokenType.Minus => ParseUnary(ScriptUnaryOperator.Negate),
        TokenType.Plus => ParseUnary(ScriptUnaryOperator.Plus),
        TokenType.Arroba => ParseUnary(ScriptUnaryOperator.FunctionAlias),
        TokenType.Caret => ParseUnary(ScriptUnaryOperator.FunctionParametersExpand),
        _ => null,
    };

    private ScriptUnaryExpression ParseUnary(ScriptUnaryOperator op)
    {
        var unary = Open(new ScriptUnaryExpression { Operator = op });
        Next();
        unary.Right = ExpectExpression(unary, precedence: op.Precedence());
        return Close(unary);
    }

    private ScriptIncrementDecrementExpression ParsePrefix(ScriptUnaryOperator op)
    {
        var increment = Open(new ScriptIncrementDecrementExpression { Operator = op });
        Next();
        increment.Right = ExpectExpression(increment, precedence: op.Precedence());
        if (increment.Right is not IScriptVariablePath) LogIncrementError();
        return Close(increment);
    }

    private ScriptNestedExpression ParseParenthesis()
    {
        var nested = Open(new ScriptNestedExpression());
        Next();
        nested.Expression = ExpectExpression(nested);
        if (Is(TokenType.CloseParen)) Next();
        else LogError($"Invalid token `{CurrentText()}`. Expecting a closing `)`.");
        return Close(nested);
    }

    private ScriptArrayInitializerExpression ParseArray()
    {
        var array = Open(new ScriptArrayInitializerExpression());
        int depth = _depth;
        EnterDepth();
        _newLineLevel++;
        Next();
        while (!Is(TokenType.CloseBracket))
        {
            ScriptExpression? value = ExpectExpression(array);
            if (value is null) break;
            array.Values.Add(value);
            if (!Is(TokenType.Comma)) break;
            Next();
        }

        _newLineLevel--;
        Expect(TokenType.CloseBracket, "]");
        _depth = depth;
        return Close(array);
    }

    private ScriptObjectInitializerExpression ParseObject()
    {
        var result = Open(new ScriptObjectInitializerExpression());
        _newLineLevel++;
        Next();
        bool isValid = true;
        while (isValid && !Is(TokenType.CloseBrace))
        {
            ScriptObjectMember? member = ParseObjectMember(result);
            isValid = member is not null;
            if (member is not null) result.Members.Add(member);
            if (!isValid || Is(TokenType.CloseBrace)) break;
            isValid = Is(TokenType.Comma);
            if (isValid) Next();
            else LogMemberNameError();
        }

        _newLineLevel--;
        if (isValid) Expect(TokenType.CloseBrace, "}");
        return Close(result);
    }

    private void LogMemberNameError() => LogError(
        $"Unexpected token `{CurrentText()}` while parsing object initializer. "
        + "Expecting a simple identifier for the member name.");

    private ScriptObjectMember? ParseObjectMember(ScriptNode parent)
    {
        Token start = Current;
        ScriptExpression? name = ParseMemberName(parent);
        if (name is null) return null;
        if (!Is(TokenType.Colon))
        {
            LogError(
                $"Unexpected token `{CurrentText()}` Expecting a colon : after identifier "
                + $"`{(name as ScriptVariable)?.Name}` for object initializer member name");
            return null;
        }

        Next();
        if (!IsStartOfExpression())
        {
            LogError($"Unexpected token `{CurrentText()}`. Expecting an expression for the value of the member.");
            return null;
        }

        var member = new ScriptObjectMember { Name = name, Span = SpanOf(start) };
        member.Value = ParseExpression(parent);
        return member.Value is null ? null : Close(member);
    }

    private ScriptExpression? ParseMemberName(ScriptNode parent)
    {
        Token start = Current;
        ScriptExpression? name = Current.Type switch
        {
            TokenType.Identifier => ParseVariable(),
            TokenType.String => ParseString(),
            TokenType.VerbatimString => ParseVerbatimString(),
            TokenType.InterpolatedString or TokenType.BeginInterpolatedString => ParseInterpolatedString(),
            _ => null,
        };
        switch (name)
        {
            case ScriptVariableGlobal or ScriptLiteral { Value: string }:
                return name;
            case null:
                LogMemberNameError();
                return null;
            case ScriptLiteral literal:
                LogError(
                    start,
                    $"Invalid literal member `{literal.Value}/{literal.Value?.GetType()}` found for object "
                    + "initializer member name. Only literal string or identifier name are allowed");
                return null;
            default:
                LogError(
                    start,
                    $"Unexpected member type `{name}/{name.Syntax.Name}` found for object initializer member name");
                return null;
        }
    }

    private ScriptExpression ParseVariable()
    {
        string name = TextOf(Current);
        switch (name)
        {
            case "null":
                return ParseWord(null);
            case "true":
                return ParseWord(true);
            case "false":
                return ParseWord(false);
            case "this":
                var self = Open(new ScriptThisExpression());
                Next();
                return Close(self);
            case "do":
                var anonymous = Open(new ScriptAnonymousFunction());
                anonymous.Function = ParseFunction(isAnonymous: true);
                return Close(anonymous);
        }

        Token token = Current;
        SourceSpan span = CurrentSpan;
        Next();
        if (name.StartsWith('$')) return LocalVariable(name[1..], span);
        if (name is "for" or "while" or "tablerow" && Is(TokenType.Dot)) CheckLoopMember(name, token);
        return new ScriptVariableGlobal(name) { Span = span };
    }

    private ScriptLiteral ParseWord(object? value)
    {
        var literal = Open(new ScriptLiteral { Value = value });
        Next();
        return Close(literal);
    }

    // `$0` is the first of the arguments, which are `$`.
    private static ScriptExpression LocalVariable(string name, SourceSpan span)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return new ScriptVariableLocal(name) { Span = span };
        }

        return new ScriptIndexerExpression
        {
            Target = new ScriptVariableLocal(string.Empty) { Span = span },
            Index = new ScriptLiteral { Value = index, Span = span },
            Span = span,
        };
    }

    private void CheckLoopMember(string loop, Token token)
    {
        Token next = Peek();
        if (next.Type != TokenType.Identifier)
        {
            LogError(
                token,
                $"Invalid token `{CurrentText()}`. The loop variable <{loop}> dot must be followed by an identifier");
            return;
        }

        string member = TextOf(next);
        bool isKnown = member is "first" or "even" or "odd" or "index" or "last" or "changed" or "length" or "rindex";
        bool isForOnly = member is "last" or "changed" or "length" or "rindex";
        if (member == "col") LogErrorUnless(loop == "tablerow", token, $"The loop variable <{loop}.col> is invalid");
        else if (!isKnown) LogError(token, $"The loop variable <{loop}.{member}> is not supported");
        else LogErrorUnless(!isForOnly || loop != "while", token, $"The loop variable <while.{member}> is invalid");
    }

    private void LogErrorUnless(bool isValid, Token token, string message)
    {
        if (!isValid) LogError(token, message);
    }
}
