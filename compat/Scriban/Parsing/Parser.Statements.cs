using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptBlockStatement? _block;

    private ScriptBlockStatement ParseBlock(ScriptNode parent, bool expectsEndOfStatement = true)
    {
        _blockLevel++;
        int depth = _depth;
        EnterDepth();
        var block = Open(new ScriptBlockStatement());
        ScriptBlockStatement? outer = _block;
        _block = block;
        bool hasEnd = false;
        while (!hasEnd && TryParseStatement(parent, expectsEndOfStatement, out ScriptStatement? statement, out hasEnd))
        {
            if (statement is not null) block.Statements.Add(statement);
        }

        if (hasEnd && _blockLevel == 1)
        {
            var span = new SourceSpan(lexer.SourcePath, _previous.End, _previous.End);
            LogError(parent, span, "Found <end> statement without a corresponding beginning of a block");
        }

        if (!hasEnd && _blockLevel > 1) LogError(parent, SpanOf(_previous), "The <end> statement was not found");
        _block = outer;
        _depth = depth;
        _blockLevel--;
        return Close(block);
    }

    /// <summary>Parses one statement, or none where a block goes on as another (`else`, `when`).</summary>
    /// <returns>False where there is no further statement.</returns>
    private bool TryParseStatement(
        ScriptNode parent, bool expectsEndOfStatement, out ScriptStatement? statement, out bool hasEnd)
    {
        statement = null;
        hasEnd = false;
        while (_isInCode && Current.Type is TokenType.NewLine or TokenType.SemiColon) Next();
        if (_hasFatalError || Is(TokenType.Eof)) return false;
        switch (Current.Type)
        {
            case TokenType.Raw or TokenType.Escape:
                statement = ParseRaw();
                if (parent is ScriptCaseStatement) statement = null;
                return true;
            case TokenType.CodeEnter or TokenType.CodeExit or TokenType.EscapeEnter or TokenType.EscapeExit:
                statement = ParseEscape();
                return true;
            case TokenType.Identifier or TokenType.IdentifierSpecial when _isInCode:
                return TryParseWord(parent, expectsEndOfStatement, out statement, out hasEnd);
            case var _ when _isInCode && IsStartOfExpression():
                statement = ParseExpressionStatement();
                return true;
            default:
                LogError(_isInCode
                    ? $"Unexpected token {CurrentText()}"
                    : $"Unexpected token {CurrentText()} while not in a code block {{ ... }}");
                return false;
        }
    }

    private bool TryParseWord(
        ScriptNode parent, bool expectsEndOfStatement, out ScriptStatement? statement, out bool hasEnd)
    {
        Token start = Current;
        string word = TextOf(start);
        statement = null;
        hasEnd = word is "end" or "else" or "when";
        switch (word)
        {
            case "end":
                statement = ParseEnd(expectsEndOfStatement);
                return true;
            case "else":
                return TryAddElse(parent, start);
            case "when":
                return TryAddWhen(parent, start, out statement);
            default:
                CheckNotInCase(parent, start);
                statement = ParseStatement(word);
                return true;
        }
    }

    // `for.index` is an expression, `for x in` is not.
    private ScriptStatement ParseStatement(string word) => word switch
    {
        "if" => ParseIf(),
        "case" => ParseCase(),
        "for" when Peek().Type != TokenType.Dot => ParseFor(),
        "while" when Peek().Type != TokenType.Dot => ParseWhile(),
        "break" => ParseWordOnly(new ScriptBreakStatement(), word),
        "continue" => ParseWordOnly(new ScriptContinueStatement(), word),
        "func" => ParseFunction(isAnonymous: false),
        "ret" => ParseReturn(),
        "capture" => ParseCapture(),
        "with" => ParseWith(),
        "wrap" => ParseWrap(),
        "import" => ParseImport(),
        "readonly" => ParseReadOnly(),
        _ => ParseExpressionStatement(),
    };

    private void CheckNotInCase(ScriptNode parent, Token token)
    {
        if (parent is not ScriptCaseStatement) return;
        LogError(
            token,
            $"Unexpected statement/expression `{Printable(TextOf(token))}` in the body of a `case` statement. "
            + "Only `when`/`else` are expected.");
    }

    private ScriptRawStatement ParseRaw()
    {
        int start = Current.Start.Offset;
        var statement = Open(new ScriptRawStatement
        {
            Source = lexer.Text,
            Start = start,
            Length = Current.End.Offset - start + 1,
        });
        Next();
        return statement;
    }

    private ScriptEscapeStatement ParseEscape()
    {
        bool isCodeEnter = Is(TokenType.CodeEnter);
        if (isCodeEnter && _isInCode) LogError("Unexpected token while already in a code block");
        if (Is(TokenType.CodeExit) && !_isInCode)
        {
            LogError("Unexpected code block exit '}}' while no code block enter '{{' has been found");
        }

        var statement = Open(new ScriptEscapeStatement
        {
            IsEntering = Current.Type is TokenType.CodeEnter or TokenType.EscapeEnter,
        });
        _isInCode = isCodeEnter;
        Next();
        if (isCodeEnter && _block?.Statements.LastOrDefault() is ScriptRawStatement raw)
        {
            statement.Indent = IndentOf(raw);
        }

        return Close(statement);
    }

    // White space from the start of the line up to the code, also if an earlier statement has a part of it.
    private static string IndentOf(ScriptRawStatement raw)
    {
        int end = raw.Start + raw.Length;
        int start = end;
        while (start > 0 && raw.Source[start - 1] != '\n' && char.IsWhiteSpace(raw.Source[start - 1])) start--;
        bool isWholeLine = start == 0 || raw.Source[start - 1] == '\n';
        return isWholeLine ? raw.Source[start..end] : string.Empty;
    }

    private ScriptStatement ParseExpressionStatement()
    {
        var statement = Open(new ScriptExpressionStatement());
        ScriptExpression? expression = ExpectExpression(statement);
        if (expression is null) return Close(statement);
        if (expression is InlineFunction inline) return inline.Declaration;
        statement.Expression = expression;
        ExpectEndOfStatement();
        return Close(statement);
    }

    private bool ExpectEndOfStatement()
    {
        if (Current.Type is TokenType.NewLine or TokenType.SemiColon)
        {
            Next();
            return true;
        }

        if (Current.Type is TokenType.CodeExit or TokenType.Eof) return true;
        LogError($"Invalid token found `{CurrentText()}`. Expecting <EOL>/end of line.", isFatal: true);
        return false;
    }

    private ScriptVariable? ExpectVariable(ScriptNode parent)
    {
        if (Current.Type is not (TokenType.Identifier or TokenType.IdentifierSpecial))
        {
            LogError(parent, $"Expecting a variable instead of `{CurrentText()}`");
            return null;
        }

        ScriptExpression expression = ParseVariable();
        if (expression is ScriptVariable variable) return variable;
        LogError(parent, $"Unexpected variable `{expression}`");
        return null;
    }
}
