namespace Packages.Tests.Scriban;

/// <summary>The examples of the official reference of builtin functions.</summary>
public sealed class BuiltinTests
{
    // site/docs/builtins/string.md
    [Theory]
    [InlineData("{{ \"Hel\\tlo\\n\\\"W\\\\orld\" | string.escape }}", "Hel\\tlo\\n\\\"W\\\\orld")]
    [InlineData("{{ \"This is easy\" | string.capitalizewords }} {{ \"test\" | string.capitalize }}",
        "This Is Easy Test")]
    [InlineData("{{ \"This is easy\" | string.contains \"easy\" }}", "true")]
    [InlineData("{{ \"This is easy\" | string.starts_with \"This\" }}{{ \"a\" | string.ends_with \"b\" }}",
        "truefalse")]
    [InlineData("{{ \"TeSt\" | string.downcase }}{{ \"test\" | string.upcase }}", "testTEST")]
    [InlineData("{{ '100% M & Ms!!!' | string.handleize }}", "100-m-ms")]
    [InlineData("{{ 7 | string.pluralize 'product' 'products' }}", "products")]
    [InlineData("{{ \"Hello, world. Goodbye, world.\" | string.remove_first \"world\" }}", "Hello, . Goodbye, world.")]
    [InlineData("{{ \"Hello, world.\" | string.replace \"world\" \"buddy\" }}", "Hello, buddy.")]
    [InlineData("[{{ '  a ' | string.lstrip }}{{ '  a ' | string.rstrip }}{{ '  a ' | string.strip }}]", "[a   aa]")]
    [InlineData("{{ \"hello\" | string.slice 1 }} {{ \"hello\" | string.slice 1 length:3 }}", "ello ell")]
    [InlineData("{{ \"Hi, how are you?\" | string.split ' ' | array.join '|' }}", "Hi,|how|are|you?")]
    [InlineData("{{ \"123\" | string.to_int + 1 }} {{ \"123.4\" | string.to_double + 1 }}", "124 124.4")]
    [InlineData("{{ \"The cat came back the very next day\" | string.truncate 13 }}", "The cat ca...")]
    [InlineData("{{ \"The cat came back the very next day\" | string.truncatewords 4 }}", "The cat came back...")]
    [InlineData("{{ \"world\" | string.pad_left 10 }}{{ \"a\" | string.pad_right 3 }}.", "     worlda  .")]
    [InlineData("{{ 'Hello\\n\"World\"' | string.literal }}", "\"Hello\\n\\\"World\\\"\"")]
    [InlineData("{{ \"test\" | string.md5 }}", "098f6bcd4621d373cade4e832627b4f6")]
    [InlineData("{{ \"hello\" | string.base64_encode }}", "aGVsbG8=")]
    public void Render_StringFunction_GivesTheDocumentedText(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/builtins/array.md
    [Theory]
    [InlineData("{{ [1, 2, 3] | array.add 4 }}", "[1, 2, 3, 4]")]
    [InlineData("{{ [1, 2, 3] | array.concat [4, 5] }}", "[1, 2, 3, 4, 5]")]
    [InlineData("{{ [1, null, 3] | array.compact }}", "[1, 3]")]
    [InlineData("{{ array.cycle ['one', 'two'] }} {{ array.cycle ['one', 'two'] }} {{ array.cycle ['one', 'two'] }}",
        "one two one")]
    [InlineData("{{ [\" hello\", \"20\"] | array.any @string.contains \"20\" }}", "true")]
    [InlineData("{{ [\" a\", \" 5\", \"6 \"] | array.each @string.strip }}", "[\"a\", \"5\", \"6\"]")]
    [InlineData("{{ [\"\", \"200\", \"\", \"400\"] | array.filter @string.empty }}", "[\"\", \"\"]")]
    [InlineData("{{ [4, 5, 6] | array.first }}{{ [4, 5, 6] | array.last }}{{ [4, 5, 6] | array.size }}", "463")]
    [InlineData("{{ [\"a\", \"b\", \"c\"] | array.insert_at 2 \"Yo\" }}", "[\"a\", \"b\", \"Yo\", \"c\"]")]
    [InlineData("{{ [4, 5, 6] | array.limit 2 }} {{ [4, 5, 6, 7, 8] | array.offset 2 }}", "[4, 5] [6, 7, 8]")]
    [InlineData("{{ [{t: 'b'}, {t: 'a'}] | array.map 't' | array.uniq | array.sort }}", "[\"a\", \"b\"]")]
    [InlineData("{{ [4, 5, 6, 7, 8] | array.remove_at 2 }}", "[4, 5, 7, 8]")]
    [InlineData("{{ [4, 5, 6, 7] | array.reverse }} {{ [10, 2, 6] | array.sort }}", "[7, 6, 5, 4] [2, 6, 10]")]
    [InlineData("{{ [1, 2, 3, 4] | array.contains 4 }}", "true")]
    public void Render_ArrayFunction_GivesTheDocumentedText(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/builtins/object.md and math.md
    [Theory]
    [InlineData("{{ undefined_var | object.default \"Yo\" }}", "Yo")]
    [InlineData("{{ \"1 + 2\" | object.eval }}", "3")]
    [InlineData("{{ 255 | object.format \"X4\" }} {{ 1523 | object.format \"N2\" \"en-US\" }}", "00FF 1,523.00")]
    [InlineData("{{ o = {a: 1, b: 2}; o | object.keys }} {{ o | object.has_key 'a' }} {{ o | object.size }}",
        "[\"a\", \"b\"] true 2")]
    [InlineData("{{ 1 | object.typeof }} {{ \"text\" | object.typeof }} {{ [] | object.typeof }}",
        "number string array")]
    [InlineData("{{ { foo: \"bar\", baz: [1, 2, 3] } | object.to_json }}", "{\"foo\":\"bar\",\"baz\":[1,2,3]}")]
    [InlineData("{{ obj = `{ \"foo\": 123 }` | object.from_json\n obj.foo }}", "123")]
    [InlineData("{{ -5| math.abs }} {{ 4.6 | math.ceil }} {{ 4.6 | math.floor }}", "5 5 4")]
    [InlineData("{{ 8.4 | math.divided_by 2 }} {{ 4.5612 | math.round 2 }} {{ 11 | math.modulo 10 }}", "4 4.56 1")]
    public void Render_ObjectOrMathFunction_GivesTheDocumentedText(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));

    // site/docs/builtins/regex.md, html.md, timespan.md and date.md
    [Theory]
    [InlineData("{{ \"this is a text123\" | regex.match `(\\w+) a ([a-z]+\\d+)` }}",
        "[\"is a text123\", \"is\", \"text123\"]")]
    [InlineData("{{ \"abbbbcccd\" | regex.replace \"b+c+\" \"-Yo-\" }}", "a-Yo-d")]
    [InlineData("{{ \"a, b   , c,    d\" | regex.split `\\s*,\\s*` }}", "[\"a\", \"b\", \"c\", \"d\"]")]
    [InlineData("{{ \"<p>This</p>\" | html.escape }}", "&lt;p&gt;This&lt;/p&gt;")]
    [InlineData("{{ \"<p>This is a paragraph</p>\" | html.strip }}", "This is a paragraph")]
    [InlineData("{{ (timespan.from_days 5).days }}", "5")]
    [InlineData("{{ date.parse '2016/01/05' }} {{ date.parse '2016/01/05' | date.add_days 1 }}",
        "05 Jan 2016 06 Jan 2016")]
    [InlineData("{{ date.parse '2016/01/05' | date.to_string '%Y-%m-%d, %B' }}", "2016-01-05, January")]
    public void Render_OtherFunction_GivesTheDocumentedText(string text, string expected) =>
        Assert.Equal(expected, Rendering.Render(text));
}
