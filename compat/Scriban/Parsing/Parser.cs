using System.Text;
using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>Makes the tree of a template out of its tokens; errors are collected, not thrown.</summary>
internal sealed partial class Parser(Lexer lexer, ParserOptions options)
{
    private readonly List<Token> _tokens = lexer.Run();
    private int _index;
    private Token _previous;
    private bool _isInCode;
    private bool _hasFatalError;
    private int _blockLevel;
    private int _expressionLevel;
    private int _depth;
    private bool _isDepthReported;

    /// <summary>Above zero, line ends are white space.</summary>
    private int _newLineLevel;

    public LogMessageBag Messages { get; } = new();

    private Token Current => _tokens[_index];

    private SourceSpan CurrentSpan => SpanOf(Current);

    public ScriptPage Run()
    {
        _isInCode = _tokens.Count > 0 && lexer.IsScriptOnly;
        var page = Open(new ScriptPage());
        page.Body = ParseBlock(page);
        page.Span = page.Body.Span;
        foreach (LogMessage error in lexer.Errors) Messages.Add(error);
        page.Adopt();
        return page;
    }

    private void Next()
    {
        _previous = Current;
        if (_index < _tokens.Count - 1) _index++;
        SkipHidden(ref _index);
    }

    private Token Peek()
    {
        int index = Math.Min(_index + 1, _tokens.Count - 1);
        SkipHidden(ref index);
        return _tokens[index];
    }

    private void SkipHidden(ref int index)
    {
        while (_newLineLevel > 0 && _tokens[index].Type == TokenType.NewLine) index++;
    }

    private bool Is(TokenType type) => Current.Type == type;

    private string TextOf(Token token) => token.TextIn(lexer.Text);

    private SourceSpan SpanOf(Token token) => new(lexer.SourcePath, token.Start, token.End);

    private T Open<T>(T node)
        where T : ScriptNode
    {
        node.Span = CurrentSpan;
        return node;
    }

    /// <summary>Begins a node where a part of it, that is parsed already, begins.</summary>
    private static T OpenAt<T>(ScriptNode first, T node)
        where T : ScriptNode
    {
        node.Span = first.Span;
        return node;
    }

    private T Close<T>(T node)
        where T : ScriptNode
    {
        node.Span.End = _previous.End;
        return node;
    }

    /// <summary>Takes the current token, whether it is the expected one or, with an error, another.</summary>
    private void Expect(TokenType type, string text)
    {
        if (!Is(type)) LogError($"Unexpected token found `{CurrentText()}` while expecting `{text}`.");
        Next();
    }

    private void ExpectKeyword(string keyword)
    {
        if (TextOf(Current) != keyword)
        {
            LogError($"Unexpected keyword found `{CurrentText()}` while expecting `{keyword}`.");
        }

        Next();
    }

    private void EnterDepth()
    {
        _depth++;
        int limit = options.ExpressionDepthLimit;
        if (limit <= 0 || _depth <= limit || _isDepthReported) return;
        LogError(SpanOf(_previous), $"The statement depth limit `{limit}` was reached when parsing this statement");
        _isDepthReported = true;
        _hasFatalError = true;
    }

    private void LogError(string text, bool isFatal = false) => LogError(CurrentSpan, text, isFatal);

    private void LogError(Token token, string text) => LogError(SpanOf(token), text);

    private void LogError(SourceSpan span, string text, bool isFatal = false)
    {
        Messages.Add(new LogMessage(ParserMessageType.Error, span, text));
        _hasFatalError |= isFatal;
    }

    private void LogError(ScriptNode node, string text) => LogError(node, node.Span, text);

    private void LogError(ScriptNode node, SourceSpan span, string text)
    {
        (string name, string example) = node.Syntax;
        LogError(span, $"Error while parsing {name}: {text} in: {example}");
    }

    private string CurrentText() => Printable(TextOf(Current));

    private static string Printable(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        var printable = new StringBuilder();
        foreach (char c in text)
        {
            printable.Append(c switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\v' => @"\v",
                '\f' => @"\f",
                '\b' => @"\b",
                '\a' => @"\a",
                '\0' => @"\0",
                _ when char.IsControl(c) => $@"\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return printable.ToString();
    }
}
