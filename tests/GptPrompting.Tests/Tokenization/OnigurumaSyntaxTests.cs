namespace GptPrompting.Tokenization;

public sealed class OnigurumaSyntaxTests
{
    [Theory]
    [InlineData(@"\p{L}+|\s+(?!\S)", @"\p{L}+|\s+(?!\S)")]
    [InlineData("a++b*+c?+", "(?>a+)(?>b*)(?>c?)")]
    [InlineData("(ab)++", "(?>(ab)+)")]
    [InlineData("a+?b{2,3}?c{,4}", "a+?b{2,3}?c{0,4}")]
    [InlineData("(?i:'d|x)d", "(?:'[dD]|[xX])d")]
    [InlineData("a(?i)k(b)", "a[kK\u212A]([bB])")]
    [InlineData("(?i:[s-t])", @"(?:[\u0073-\u0074\u0053\u017F\u0054])")]
    [InlineData(@"\n\x41\x{20ac}\u00e9\.", @"\u000A\u0041\u20AC\u00E9\u002E")]
    [InlineData(@"[^\s\p{L}a-]", @"[^\s\p{L}\u0061\u002D]")]
    [InlineData(@"\W", @"[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE\u24B6-\u24E9]")]
    public void Translate_WhatNetReadsOtherwise_IsRewritten(string pattern, string expected) =>
        Assert.Equal(expected, OnigurumaSyntax.Translate(pattern));

    [Theory]
    [InlineData(@"\bx", @"\b")]
    [InlineData(@"\h", @"\h")]
    [InlineData(@"(a)\1", @"\1")]
    [InlineData(@"\p{Han}", @"\p")]
    [InlineData(@"\p{^L}", @"\p")]
    [InlineData("(?m:.)", "(?m:")]
    [InlineData("(?x)a", "(?x)")]
    [InlineData("[[:alpha:]]", "[")]
    [InlineData("[a-z&&[^b]]", "&&")]
    [InlineData("[😀]", "😀")]
    [InlineData("a😀", "😀")]
    [InlineData("[֐-׿]", "[֐-׿]")]
    [InlineData("a{2}?", "{2}?")]
    [InlineData("a{2}+", "{2}+")]
    [InlineData("{2}", "{2}")]
    [InlineData("|*", "*")]
    [InlineData("(?i:Straß)", "(?i)st")]
    [InlineData("(?i:é)", "(?i)é")]
    [InlineData(@"(?i:\p{Lu})", @"(?i)\p{Lu}")]
    [InlineData("[a", "[a")]
    public void Translate_WhatCannotBeRewritten_IsRefusedByName(string pattern, string part)
    {
        var error = Assert.Throws<FormatException>(() => OnigurumaSyntax.Translate(pattern));

        Assert.Equal($"the pattern uses '{part}', which is not supported", error.Message);
    }

    // 😀 is a symbol, 𝟙 a digit, 𝔸 a capital, 🅐 a circled letter, 𒐀 a number of letters.
    [Theory]
    [InlineData(@"\p{So}", "a😀b", new[] { 1, 3 })]
    [InlineData(@"\d+", "1𝟙2a", new[] { 0, 4 })]
    [InlineData(@"\p{Lu}", "x𝔸", new[] { 1, 3 })]
    [InlineData(@"\w+", "!🅐é_²½①", new[] { 1, 7 })]
    [InlineData(@"\p{N}", "a𒐀", new[] { 1, 3 })]
    public void Matches_CharactersBeyondTheBasicPlane_AreSeenWhole(string pattern, string text, int[] expected)
    {
        Range match = Assert.Single(new OnigurumaPattern(pattern).Matches(text.AsMemory()));

        Assert.Equal(expected[0]..expected[1], match);
    }
}
