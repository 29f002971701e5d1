using System.Text.Json;
using System.Text.RegularExpressions;
using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;
using Json.Schema;

namespace GptPrompting.Tests.Generation.Constraints;

public class ConstrainedGenerationTests
{
    private const string Prompt = "Question: What is the capital of France?\nAnswer:";

    private const string Person =
        """
        { "type": "object", "properties": { "name": { "type": "string", "maxLength": 12 },
          "age": { "type": "integer", "minimum": 0, "maximum": 120 },
          "tags": { "type": "array", "items": { "enum": ["red", "blue"] }, "maxItems": 3 } },
          "required": ["name", "age"] }
        """;

    private static readonly GenerationOptions Hot =
        new() { Temperature = 2, Seed = 1, ResultCount = 50, MaxOutputTokens = 60 };

    [Theory]
    [InlineData("[A-Z][a-z]{2,10}( [a-z]+){0,3}[.!]")]
    [InlineData(@"\d{4}-\d{2}-\d{2}")]
    [InlineData("(yes|no|maybe not), .{0,40}")]
    [InlineData(@"[^\x00-\x7F]{3}")]
    public void GenerateMany_HotWithARegex_AllMatch(string pattern)
    {
        var constraint = GenerationConstraint.Regex(pattern);

        IReadOnlyList<Completion> results = InBox.Model.GenerateMany(Prompt, Hot with { Constraint = constraint });

        var regex = new Regex($@"\A ?(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.Equal(50, results.Count);
        Assert.All(results, result => Assert.Matches(regex, Pairs(result.Text)));
    }

    [Theory]
    [InlineData(Person)]
    [InlineData("""{ "type": "array", "items": { "$ref": "#" }, "maxItems": 2 }""")]
    [InlineData("""{ "type": ["number", "null"], "minimum": -5 }""")]
    public void GenerateMany_HotWithASchema_AllAreValid(string schema)
    {
        var constraint = GenerationConstraint.JsonSchema(schema);

        IReadOnlyList<Completion> results = InBox.Model.GenerateMany(Prompt, Hot with { Constraint = constraint });

        var judge = JsonSchema.FromText(schema);
        Assert.Equal(50, results.Count);
        Assert.All(results, result => Assert.True(
            judge.Evaluate(JsonDocument.Parse(constraint.TextOf(result.Text)).RootElement).IsValid, result.Text));
    }

    [Fact]
    public void GenerateMany_HotWithChoices_NeverLeaveTheList()
    {
        string[] choices = ["Positive", "Negative", "Pos", "somewhat négative", " x"];
        var constraint = GenerationConstraint.Choices(choices);

        IReadOnlyList<Completion> results =
            InBox.Model.GenerateMany(Prompt, Hot with { Temperature = 4, ResultCount = 100, Constraint = constraint });

        string[] found = [.. results.Select(result => constraint.TextOf(result.Text)).Distinct()];
        Assert.Empty(found.Except(choices));
        Assert.True(found.Length > 2);
    }

    [Fact]
    public void Generate_Choices_GreedyEndsByItself()
    {
        var options = new GenerationOptions { Constraint = GenerationConstraint.Choices(["Rome", "Paris", "Berlin"]) };

        Completion completion = InBox.Model.Generate(Prompt, options);

        Assert.Equal((" Paris", FinishReason.Stop), (completion.Text, completion.FinishReason));
        Assert.DoesNotContain(InBox.Model.Tokenizer.EosId!.Value, completion.TokenIds);
    }

    [Fact]
    public void Generate_PromptEndsInASpace_NoSpaceComesBefore()
    {
        var options = new GenerationOptions { Constraint = GenerationConstraint.Choices(["Rome", "Paris"]) };

        Assert.Contains(InBox.Model.Generate(Prompt + " ", options).Text, new[] { "Rome", "Paris" });
    }

    [Fact]
    public void Generate_StopSequence_MayEndACompleteText()
    {
        var options = new GenerationOptions
        {
            StopSequences = ["\n"], Constraint = GenerationConstraint.Regex("[A-Za-z ]+"),
        };

        Completion completion = InBox.Model.Generate(Prompt, options);

        Assert.Equal((" Paris", FinishReason.Stop), (completion.Text, completion.FinishReason));
    }

    [Fact]
    public void GenerateStreaming_Constrained_IsWhatGenerateGives()
    {
        GenerationOptions options =
            Hot with { ResultCount = 1, Constraint = GenerationConstraint.JsonSchema(Person) };

        string[] parts = [.. InBox.Model.GenerateStreaming(Prompt, options).Select(update => update.Text)];

        Assert.Equal(InBox.Model.Generate(Prompt, options).Text, string.Concat(parts));
    }

    [Fact]
    public void GenerateBatch_SeveralConstraints_GiveWhatSingleCallsGive()
    {
        GenerationOptions hot = Hot with { ResultCount = 2 };
        GenerationRequest[] requests =
        [
            new(Prompt, hot with { Constraint = GenerationConstraint.Choices(["Paris", "Rome"]) }),
            new(Prompt, hot with { Constraint = GenerationConstraint.Regex("[a-z]{3,9}") }),
            new(Prompt, hot),
        ];

        IReadOnlyList<IReadOnlyList<Completion>> batch = InBox.Model.GenerateBatch(requests);

        Assert.Equal(
            requests.SelectMany(request => InBox.Model.GenerateMany(request.Prompt, request.Options)).Select(Text),
            batch.SelectMany(results => results).Select(Text));
    }

    [Fact]
    public void GenerateMany_FewTokens_AreSteeredToTheEnd()
    {
        GenerationOptions options =
            Hot with { MaxOutputTokens = 12, Constraint = GenerationConstraint.Regex(@"\([a-z]{1,200}\)") };

        IReadOnlyList<Completion> results = InBox.Model.GenerateMany(Prompt, options);

        Assert.All(results, result => Assert.True(options.Constraint!.IsMatch(result.Text.TrimStart(' '))));
    }

    [Fact]
    public void Generate_TooFewTokens_FailsAtOnce()
    {
        var options = new GenerationOptions
        {
            MaxOutputTokens = 2, Constraint = GenerationConstraint.Choices(["zqxjkvzqxjkv"]),
        };

        var e = Assert.Throws<ConstraintUnmetException>(() => InBox.Model.Generate(Prompt, options));

        Assert.Contains("within the 2 tokens that MaxOutputTokens", e.Message, StringComparison.Ordinal);
        Assert.Equal("", e.GeneratedText);
    }

    [Fact]
    public void Generate_MinOutputTokens_FailsWhereTheTextIsCompleteBefore()
    {
        var options = new GenerationOptions
        {
            MinOutputTokens = 30, Constraint = GenerationConstraint.Choices(["Paris"]),
        };

        var e = Assert.Throws<ConstraintUnmetException>(() => InBox.Model.Generate(Prompt, options));

        Assert.Contains("MinOutputTokens is 30", e.Message, StringComparison.Ordinal);
        Assert.Equal("Paris", e.GeneratedText.Trim());
    }

    [Fact]
    public void Generate_LettersAllBanned_FailsWithTheTextSoFar()
    {
        // c is banned, so that after ab nothing is left.
        var options = new GenerationOptions
        {
            LogitBias = new Dictionary<int, double> { [2] = -100 },
            Constraint = GenerationConstraint.Choices(["abc"]),
        };

        var e = Assert.Throws<ConstraintUnmetException>(() => Letters.Run(Alphabet(), options, [3]));

        Assert.Contains("other options ban all of them", e.Message, StringComparison.Ordinal);
        Assert.Equal("ab", e.GeneratedText);
    }

    [Fact]
    public void Generate_StopSequenceWithin_FailsWhereTheRestDoesNotObey()
    {
        var options = new GenerationOptions
        {
            StopSequences = ["b"], Constraint = GenerationConstraint.Choices(["abc"]),
        };

        var e = Assert.Throws<ConstraintUnmetException>(() => Letters.Run(Alphabet(), options, [3]));

        Assert.Contains("a stop sequence cut it off", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_EndToken_OnlyWhereTheTextMayEnd()
    {
        // The model wants token 3 always, which ends texts: it may after "ab" only.
        var model = new TableModel([.. Enumerable.Range(0, 26).Select(_ => Logits(3))]);
        var options = new GenerationOptions { Constraint = GenerationConstraint.Regex("ab(ab)*") };

        Completion completion = Letters.Run(model, options, [0], 3)[0];

        Assert.Equal([0, 1, 3], completion.TokenIds);
        Assert.Equal(("ab", FinishReason.Stop), (completion.Text, completion.FinishReason));
    }

    [Fact]
    public void Generate_NoEndTokenAndNoRoom_EndsWhereTheTextIsComplete()
    {
        // Three tokens, and "abab" has four.
        var options = new GenerationOptions
        {
            MaxOutputTokens = 3, Constraint = GenerationConstraint.Regex("(ab)+"),
        };

        Completion completion = Letters.Run(Alphabet(), options, [3])[0];

        Assert.Equal(("ab", FinishReason.Stop), (completion.Text, completion.FinishReason));
    }

    [Fact]
    public void Generate_CompleteAtTheLimit_EndsWithLength()
    {
        var options = new GenerationOptions { MaxOutputTokens = 3, Constraint = GenerationConstraint.Regex("a+") };

        Completion completion = Letters.Run(Alphabet(), options, [3], 25)[0];

        Assert.Equal(("aaa", FinishReason.Length), (completion.Text, completion.FinishReason));
    }

    [Fact]
    public void ThrowIfContradictory_Beams_AreRefusedByName()
    {
        var options = new GenerationOptions { Beams = 2, Constraint = GenerationConstraint.Choices(["a"]) };

        var e = Assert.Throws<ArgumentException>(options.ThrowIfContradictory);

        Assert.Contains("Constraint is set, but Beams is 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GenerateBatch_OneFails_NamesItsRequest()
    {
        GenerationRequest[] requests =
        [
            new(Prompt), new(Prompt, new GenerationOptions
            {
                MaxOutputTokens = 1, Constraint = GenerationConstraint.Choices(["zqxjkvzqxjkv"]),
            }),
        ];

        var e = Assert.Throws<ConstraintUnmetException>(() => InBox.Model.GenerateBatch(requests));

        Assert.StartsWith("Request 1: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_ManyThreadsOneConstraint_GiveTheSame()
    {
        GenerationOptions options = Hot with { ResultCount = 1, Constraint = GenerationConstraint.JsonSchema(Person) };
        string expected = InBox.Model.Generate(Prompt, options with
        {
            Constraint = GenerationConstraint.JsonSchema(Person),
        }).Text;
        string[] texts = new string[16];

        Parallel.For(0, texts.Length, i => texts[i] = InBox.Model.Generate(Prompt, options).Text);

        Assert.All(texts, text => Assert.Equal(expected, text));
    }

    private static string Text(Completion completion) => completion.Text;

    // .NET counts two characters beyond U+FFFF where there is one.
    private static string Pairs(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? rune.ToString() : "\uFFFD"));

    // Always wants a first, then b, and so on.
    private static TableModel Alphabet() => new([.. Enumerable.Range(0, 26).Select(_ => Logits(0))]);

    private static float[] Logits(int wanted) =>
        [.. Enumerable.Range(0, 26).Select(id => id == wanted ? 50f : 26f - id)];
}
