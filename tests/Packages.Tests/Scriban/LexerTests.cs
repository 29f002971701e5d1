using Scriban.Parsing;

namespace Packages.Tests.Scriban;

/// <summary>The tokens that the parser reads, before it does.</summary>
public sealed class LexerTests
{
    // src/Scriban.Tests/TestLexer.cs: `}}` within the quotes of a string ends no code.
    [Fact]
    public void Enumerate_Template_GivesTokensWithTheirPlaces()
    {
        Token[] tokens = [.. new Lexer("a\n{{ b.c '}}.' }}.")];

        TokenType[] expected =
        [
            TokenType.Raw, TokenType.CodeEnter, TokenType.Identifier, TokenType.Dot, TokenType.Identifier,
            TokenType.String, TokenType.CodeExit, TokenType.Raw, TokenType.Eof,
        ];
        Assert.Equal(expected, tokens.Select(token => token.Type));
        Assert.Equal(new TextPosition(6, 1, 4), tokens[3].Start);
    }
}
