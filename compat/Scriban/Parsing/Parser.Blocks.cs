using Scriban.Syntax;

namespace Scriban.Parsing;

/// <content>Loops, functions and the statements that begin with a word of their own.</content>
internal sealed partial class Parser
{
    private T ParseWordOnly<T>(T statement, string word)
        where T : ScriptStatement
    {
        Open(statement);
        ExpectKeyword(word);
        ExpectEndOfStatement();
        return Close(statement);
    }

    private ScriptForStatement ParseFor()
    {
        var statement = Open(new ScriptForStatement());
        ExpectKeyword("for");
        statement.Variable = ExpectExpression(statement, mode: ExpressionMode.Basic);
        if (statement.Variable is null) return Close(statement);
        if (statement.Variable is not IScriptVariablePath)
        {
            LogError(statement, $"Expecting a variable instead of `{statement.Variable}`");
        }

        if (TextOf(Current) == "in") Next();
        else LogError(statement, $"Expecting 'in' word instead of `{CurrentText()}`");
        statement.Iterator = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptWhileStatement ParseWhile()
    {
        var statement = Open(new ScriptWhileStatement());
        ExpectKeyword("while");
        statement.Condition = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptCaptureStatement ParseCapture()
    {
        var statement = Open(new ScriptCaptureStatement());
        ExpectKeyword("capture");
        statement.Target = ExpectExpression(statement);
        ExpectEndOfStatement();
        statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptWithStatement ParseWith()
    {
        var statement = Open(new ScriptWithStatement());
        ExpectKeyword("with");
        statement.Name = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptWrapStatement ParseWrap()
    {
        var statement = Open(new ScriptWrapStatement());
        ExpectKeyword("wrap");
        statement.Target = ExpectExpression(statement);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptImportStatement ParseImport()
    {
        var statement = Open(new ScriptImportStatement());
        ExpectKeyword("import");
        statement.Expression = ExpectExpression(statement);
        ExpectEndOfStatement();
        return Close(statement);
    }

    private ScriptReadOnlyStatement ParseReadOnly()
    {
        var statement = Open(new ScriptReadOnlyStatement());
        ExpectKeyword("readonly");
        statement.Variable = ExpectVariable(statement);
        ExpectEndOfStatement();
        return Close(statement);
    }

    private ScriptReturnStatement ParseReturn()
    {
        var statement = Open(new ScriptReturnStatement());
        ExpectKeyword("ret");
        if (IsStartOfExpression()) statement.Expression = ParseExpression(statement);
        ExpectEndOfStatement();
        return Close(statement);
    }

    private ScriptFunction ParseFunction(bool isAnonymous)
    {
        var function = Open(new ScriptFunction());
        int level = _expressionLevel;
        _expressionLevel = 0;
        ExpectKeyword(isAnonymous ? "do" : "func");
        if (!isAnonymous) function.Name = ExpectVariable(function);
        if (Is(TokenType.OpenParen)) function.Parameters = ParseParameters(function);
        ExpectEndOfStatement();
        function.Body = ParseBlock(function, expectsEndOfStatement: !isAnonymous);
        _expressionLevel = level;
        return Close(function);
    }

    private List<ScriptParameter> ParseParameters(ScriptFunction function)
    {
        var parameters = new List<ScriptParameter>();
        Next();
        while (!Is(TokenType.CloseParen))
        {
            if (parameters.Count > 0)
            {
                if (Is(TokenType.Comma)) Next();
                else LogError("Expecting a comma to separate arguments in a function call.");
            }

            if (!IsStartOfExpression())
            {
                LogError("Expecting an expression for argument function calls instead of this token.");
                break;
            }

            ScriptParameter? parameter = ParseParameter(function, parameters.LastOrDefault());
            if (parameter is null) break;
            parameters.Add(parameter);
        }

        if (Is(TokenType.CloseParen)) Next();
        else LogError("Expecting a closing parenthesis for a function call.");
        return parameters;
    }

    private ScriptParameter? ParseParameter(ScriptFunction function, ScriptParameter? previous)
    {
        Token start = Current;
        ScriptVariable? name = ExpectVariable(function);
        if (name is null) return null;
        if (name is not ScriptVariableGlobal)
        {
            LogError(name.Span, "Expecting only a simple name parameter for a function");
        }

        var parameter = new ScriptParameter { Name = name, Span = SpanOf(start) };
        if (Is(TokenType.Equal))
        {
            if (previous?.IsList == true)
            {
                LogError(name.Span, "Cannot declare an optional parameter after a variable parameter (`...`).");
            }

            Next();
            parameter.Default = ExpectExpression(parameter) as ScriptLiteral;
            if (parameter.Default is null)
            {
                LogError(name.Span, "Expecting only a literal for an optional parameter value.");
            }
        }
        else if (Is(TokenType.TripleDot))
        {
            if (previous?.IsList == true) LogError(name.Span, "Cannot declare multiple variable parameters.");
            parameter.IsList = true;
            Next();
        }
        else if (previous?.IsList == true || previous?.Default is not null)
        {
            LogError(name.Span, "Cannot declare a normal parameter after an optional parameter.");
        }

        return Close(parameter);
    }
}
