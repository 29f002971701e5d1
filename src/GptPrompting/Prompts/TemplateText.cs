using Scriban.Parsing;

namespace GptPrompting.Prompts;

/// <summary>
/// What a template's text may not have, found before it is parsed: a character U+0000, which the engine drops, and
/// statements so long that what they become, parsed, could exhaust the stack.
/// </summary>
internal sealed class TemplateText
{
    /// <summary>
    /// Most operators, dots and brackets in a row, commas starting anew. Prompts have less than ten. The parser prints
    /// trees by recursion in some error messages; at this depth it was tried on thread-pool threads (1.5 MB of stack).
    /// </summary>
    internal const int ChainLimit = 500;

    // What the links of a bracket's content count from; the last is that of the innermost bracket.
    private readonly Stack<int> _outer = new();
    private int _links;

    /// <exception cref="PromptFormatException">The text has such a character or statement.</exception>
    internal static void Check(string text, string? path, TemplateOrigin origin)
    {
        int zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            int line = text.AsSpan(0, zero).Count('\n') + 1;
            int column = zero - text.LastIndexOf('\n', zero);
            throw TemplateErrors.At(path, origin.InFile(line, column), "a template may not have a character U+0000");
        }

        var statements = new TemplateText();
        foreach (Token token in new Lexer(text, path))
        {
            statements.Read(token.Type);
            if (statements._links > ChainLimit)
            {
                string problem = $"the statement has more than {ChainLimit} operators, dots and brackets in a row";
                throw TemplateErrors.At(
                    path, origin.InFile(token.Start.Line + 1, token.Start.Column + 1), problem);
            }
        }
    }

    private void Read(TokenType token)
    {
        switch (token)
        {
            // In brackets a line may end within a chain.
            case TokenType.NewLine when _outer.Count > 0:
                break;
            case TokenType.NewLine or TokenType.SemiColon or TokenType.Comma:
            case TokenType.CodeEnter or TokenType.CodeExit:
                _links = _outer.TryPeek(out int start) ? start : 0;
                break;
            case TokenType.OpenParen or TokenType.OpenBracket or TokenType.OpenBrace:
            case TokenType.OpenInterpolatedBrace:
                _outer.Push(++_links);
                break;
            case TokenType.CloseParen or TokenType.CloseBracket or TokenType.CloseBrace:
            case TokenType.CloseInterpolatedBrace:
                _links = _outer.TryPop(out int before) ? before : _links + 1;
                break;
            default:
                _links += IsLink(token) ? 1 : 0;
                break;
        }
    }

    /// <summary>Whether a token can make the tree deeper; unknown ones count.</summary>
    private static bool IsLink(TokenType token) => token
        is not (TokenType.Raw or TokenType.Escape or TokenType.EscapeEnter or TokenType.EscapeExit or TokenType.Eof
            or TokenType.Identifier or TokenType.IdentifierSpecial or TokenType.Integer or TokenType.HexaInteger
            or TokenType.BinaryInteger or TokenType.Float or TokenType.String or TokenType.VerbatimString
            or TokenType.InterpolatedString or TokenType.BeginInterpolatedString
            or TokenType.ContinuationInterpolatedString or TokenType.EndingInterpolatedString);
}
