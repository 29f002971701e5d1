using Scriban.Syntax;

namespace Scriban.Parsing;

/// <content>`if`, `else`, `case`, `when`, `end`.</content>
internal sealed partial class Parser
{
    private ScriptEndStatement ParseEnd(bool expectsEndOfStatement)
    {
        var statement = Open(new ScriptEndStatement());
        ExpectKeyword("end");
        if (expectsEndOfStatement) ExpectEndOfStatement();
        return Close(statement);
    }

    private ScriptIfStatement ParseIf()
    {
        var statement = Open(new ScriptIfStatement());
        ExpectKeyword("if");
        statement.Condition = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Then = ParseBlock(statement);
        return Close(statement);
    }

    private ScriptConditionStatement ParseElse()
    {
        var statement = Open(new ScriptElseStatement());
        ExpectKeyword("else");
        if (TextOf(Current) == "if") return ParseIf();
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private bool TryAddElse(ScriptNode parent, Token start)
    {
        ScriptConditionStatement statement = ParseElse();
        switch (parent)
        {
            case ScriptIfStatement condition:
                condition.Else = statement;
                return true;
            case ScriptWhenStatement branch:
                branch.Next = statement;
                return true;
            case ScriptForStatement loop when statement is ScriptElseStatement otherwise:
                loop.Else = otherwise;
                return true;
            case ScriptForStatement:
                LogError(statement.Span, "Invalid if/else combination within a for statement.");
                return true;
            default:
                LogError(
                    start, "A else condition must be preceded by another if/else/when condition or a for loop.");
                return false;
        }
    }

    private ScriptCaseStatement ParseCase()
    {
        var statement = Open(new ScriptCaseStatement());
        ExpectKeyword("case");
        statement.Value = ExpectExpression(statement, allowsAssignment: false);
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }

    private bool TryAddWhen(ScriptNode parent, Token start, out ScriptStatement? statement)
    {
        ScriptWhenStatement when = ParseWhen();
        statement = parent is ScriptCaseStatement ? when : null;
        if (parent is ScriptWhenStatement previous) previous.Next = when;
        if (parent is ScriptWhenStatement or ScriptCaseStatement) return true;
        LogError(start, "A `when` condition must be preceded by another `when`/`else`/`case` condition");
        return false;
    }

    private ScriptWhenStatement ParseWhen()
    {
        var statement = Open(new ScriptWhenStatement());
        ExpectKeyword("when");
        while (IsStartOfExpression())
        {
            ScriptExpression? value = ParseExpression(statement, mode: ExpressionMode.When, allowsAssignment: false);
            if (value is null) break;
            statement.Values.Add(value);
            if (Current.Type is TokenType.Comma or TokenType.DoubleVerticalBar) Next();
        }

        if (statement.Values.Count == 0) LogError("When is expecting at least one value.");
        if (ExpectEndOfStatement()) statement.Body = ParseBlock(statement);
        return Close(statement);
    }
}
