using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GptPrompting.Prompts;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptTemplateTests
{
    [Fact]
    public void Render_OneVariable_IsFilledIn()
    {
        string prompt = Render("Input: {{ input }}\nOutput:", ("input", "cat"));

        Assert.Equal("Input: cat\nOutput:", prompt);
    }

    [Fact]
    public void Render_NoSpaceAfterTheLastLabel_AddsNone()
    {
        var list = new List<int> { 1, 2 };

        string prompt = Render("{{~ for x in list ~}}\n{{ x }}\n{{~ end ~}}\nOutput:", ("list", list));

        Assert.Equal("1\n2\nOutput:", prompt);
    }

    [Theory]
    [InlineData("<b>&\"'</b>")]
    [InlineData("{{ input }} {%raw%} \\n")]
    [InlineData(" \t lines\r\nof\n\n  every kind \r ")]
    [InlineData("é 👍 \u0000 \u2028 \uFEFF \uD800")]
    public void Render_TextOfAnyKind_IsInsertedUnchanged(string text)
    {
        string prompt = Render("    {{ input }}", ("input", text));

        Assert.Equal("    " + text, prompt);
    }

    [Fact]
    public void Render_EveryUnicodeScalar_IsInsertedUnchanged()
    {
        var all = new StringBuilder();
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            _ = Rune.IsValid(value) && all.Append(new Rune(value).ToString()).Length > 0;
        }

        foreach (char[] chunk in all.ToString().Chunk(500_000))
        {
            Assert.Equal("[" + new string(chunk) + "]", Render("[{{ input }}]", ("input", new string(chunk))));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("12345678901234567890")]
    [InlineData("1e30")]
    [InlineData("1E+30")]
    [InlineData("1E5")]
    [InlineData("100000000000000000000000")]
    [InlineData("0.1")]
    [InlineData("1.0")]
    [InlineData("1.50")]
    [InlineData("0.1234567890123456789012345678901234567890")]
    [InlineData("1e999")]
    public void Render_NumberInJson_IsWrittenAsItStandsThere(string number)
    {
        JsonElement json = JsonSerializer.Deserialize<JsonElement>($"[{number}]");

        Assert.Equal($"[{number}] {number}", Render("[{{ for n in j; n; end }}] {{ j[0] }}", ("j", json)));
    }

    [Theory]
    [InlineData("{{ j[0] + 1 }} {{ j[0] / 2 }} {{ j[0] > 1.5 }}", "3 1 true")]
    [InlineData("{{ j[1] + 1 }} {{ j[1] * 2 }} {{ j[1] + 0.25 }}", "2.5 3.0 1.75")]
    [InlineData("{{ j[2] + 1 }} {{ j[2] > j[0] }}", "12345678901234567891 true")]
    [InlineData("{{ j[1] | math.round }} {{ j[1] | math.format 'F2' }}", "2 1.50")]
    [InlineData("{{ for i in 1..j[0]; i; end }}", "12")]
    public void Render_NumberInJson_CanBeCountedWith(string template, string expected)
    {
        JsonElement json = JsonSerializer.Deserialize<JsonElement>("[2, 1.5, 12345678901234567890]");

        Assert.Equal(expected, Render(template, ("j", json)));
    }

    [Theory]
    [InlineData("{{ value }}", 3, "3")]
    [InlineData("{{ value }}", 2.5, "2.5")]
    [InlineData("{{ value }}", 12345678901L, "12345678901")]
    [InlineData("{{ value }}", true, "true")]
    [InlineData("{{ value }}", 'x', "x")]
    [InlineData("[{{ value }}]", null, "[]")]
    [InlineData("{{ value }}", DayOfWeek.Monday, "Monday")]
    [InlineData("{{ if value }}yes{{ else }}no{{ end }}", false, "no")]
    public void Render_PlainValue_IsWrittenInvariantly(string template, object? value, string expected)
    {
        Assert.Equal(expected, Render(template, ("value", value)));
    }

    [Fact]
    public void Render_ListsDictionariesAndObjects_AreOrdinaryValues()
    {
        var variables = new Dictionary<string, object?>
        {
            ["list"] = new List<string> { "a", "b" },
            ["map"] = new SortedDictionary<string, int> { ["one"] = 1 },
            ["person"] = new { FirstName = "Ada", Born = new DateOnly(1815, 12, 10).Year },
            ["shown"] = new Demonstration("in", "out"),
        };

        string prompt = PromptTemplate.Parse(
            "{{ list[1] }} {{ list.size }} {{ map.one }} {{ map['one'] }} "
            + "{{ person.first_name }} {{ person.born }} {{ shown.output }}")
            .Render(variables);

        Assert.Equal("b 2 1 1 Ada 1815 out", prompt);
    }

    [Fact]
    public void Render_JsonElementAndNode_AreOrdinaryValues()
    {
        const string Json =
            """{"items": [{"name": "x"}, {"name": "y"}], "count": 2, "ratio": 0.5, "none": null, "ok": true}""";
        const string Template =
            "{{ for i in json.items }}{{ i.name }}{{ end }} {{ json.count + 1 }} "
            + "{{ json.ratio }} {{ json.none }}{{ json.ok }}";
        using JsonDocument document = JsonDocument.Parse(Json);

        Assert.Equal("xy 3 0.5 true", Render(Template, ("json", document.RootElement)));
        Assert.Equal("xy 3 0.5 true", Render(Template, ("json", JsonNode.Parse(Json))));
    }

    [Fact]
    public void Render_ValueThatContainsItself_IsAnArgumentError()
    {
        var list = new List<object>();
        list.Add(list);

        Assert.Throws<ArgumentException>(() => Render("{{ list }}", ("list", list)));
    }

    [Fact]
    public void Render_Delegate_IsAnArgumentError()
    {
        var exception = Assert.Throws<ArgumentException>(() => Render("{{ f }}", ("f", () => "called")));

        Assert.Contains("System.Func", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MultiLineValueInAnIndentedPlace_IsNotIndented()
    {
        Assert.Equal("  a\nb\nc", Render("  {{ code }}", ("code", "a\nb\nc")));
    }

    [Fact]
    public void Render_ManyThreads_EachGetsItsOwnPrompt()
    {
        PromptTemplate template = PromptTemplate.Parse("{{ x = n * 2 }}{{ for i in 1..3 }}{{ x + i }} {{ end }}");

        Parallel.For(0, 2000, n =>
        {
            string prompt = template.Render(new Dictionary<string, object?> { ["n"] = n });
            Assert.Equal($"{(2 * n) + 1} {(2 * n) + 2} {(2 * n) + 3} ", prompt);
        });
    }

    [Fact]
    public void Render_Cancelled_PassesTheCancellationThrough()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => PromptTemplate.Parse("x").Render(new Dictionary<string, object?>(), cancelled.Token));
    }

    internal static string Render(string template, params (string Name, object? Value)[] variables) =>
        PromptTemplate.Parse(template).Render(variables.ToDictionary(pair => pair.Name, pair => pair.Value));
}
