using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class LanguageModelPromptsTests : IDisposable
{
    private const string Yaml = """
        name: mood
        template_format: scriban
        template: |-
          Classify the sentiment of the text as Positive or Negative.
          {{~ for d in demonstrations ~}}
          Input: {{ d.input }}
          Output: {{ d.output }}
          {{~ end ~}}
          Input: {{ text }}
          Output:
        input_variables:
          - name: text
          - name: shots
            default: 2
            is_required: false
        execution_settings:
          default:
            choices: [Positive, Negative]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Prompt _prompt;

    public LanguageModelPromptsTests()
    {
        string sentiment = Path.Combine(Repository.Root, "prompts", "classify", "sentiment");
        _folder.Copy(Path.Combine(sentiment, "demonstrations.jsonl"), "demonstrations.jsonl");
        _folder.Write("prompt.yaml", Yaml);
        _prompt = Prompt.Load(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ClassificationOptions> Options =>
    [
        new ClassificationOptions(),
        new ClassificationOptions { Normalization = LabelNormalization.PerByte },
        new ClassificationOptions { Calibration = LabelCalibration.Contextual, InputVariable = "text" },
        new ClassificationOptions { Calibration = LabelCalibration.PointwiseMutualInformation },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void Classify_InBoxModel_KnowsTheSentiment(ClassificationOptions options)
    {
        (string Text, string Label)[] cases =
        [
            ("I absolutely love this product!", "Positive"),
            ("The food was cold and the waiter was rude.", "Negative"),
            ("What a wonderful day at the beach.", "Positive"),
            ("The phone broke after two days.", "Negative"),
        ];

        string[] labels = [.. cases.Select(each => InBox.Model.Classify(_prompt, Text(each.Text), options).Label)];

        Assert.Equal(cases.Select(each => each.Label), labels);
    }

    [Fact]
    public void Classify_ContextualCalibration_RendersTheContentFreeInputsWithTheSameDemonstrations()
    {
        var options = new ClassificationOptions { Calibration = LabelCalibration.Contextual, InputVariable = "text" };

        ClassificationRequest request =
            PromptClassification.Request(_prompt, Text("hello"), options, [new Demonstration("a", "Positive")]);

        const string Start =
            "Classify the sentiment of the text as Positive or Negative.\nInput: a\nOutput: Positive\n";
        Assert.Equal(Start + "Input: hello\nOutput:", request.Prompt);
        Assert.Equal(
            ["Input: N/A\nOutput:", "Input: \nOutput:", "Input: [MASK]\nOutput:"],
            request.ContentFreePrompts.Select(text => text[Start.Length..]));
        Assert.Equal(["Positive", "Negative"], request.Labels);
    }

    [Fact]
    public void Classify_PromptOrItsText_GiveTheSame()
    {
        Classification ofPrompt = InBox.Model.Classify(_prompt, Text("A lovely film."));
        Classification ofText =
            InBox.Model.Classify(_prompt.Render(Text("A lovely film.")), ["Positive", "Negative"]);

        Assert.Equal(ofText.Labels.Select(each => each.Label), ofPrompt.Labels.Select(each => each.Label));
        Assert.All(
            ofText.Labels.Zip(ofPrompt.Labels),
            pair => Assert.Equal(pair.First.Probability, pair.Second.Probability, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Classify_DemonstrationsThatDoNotFit_LeavesOutTheLastAndCountsThem(ClassificationOptions options)
    {
        Demonstration[] many = [.. Enumerable.Repeat(_prompt.Demonstrations, 8).SelectMany(each => each)];

        Classification classification = InBox.Model.Classify(_prompt, Text("A joy."), options, many);

        Assert.InRange(classification.LeftOut, 20, 50);
        Classification ofThoseThatFit =
            InBox.Model.Classify(_prompt, Text("A joy."), options, many[..^classification.LeftOut]);
        Assert.Equal(0, ofThoseThatFit.LeftOut);
        Assert.Equal(ofThoseThatFit.Best.LogProbability, classification.Best.LogProbability, 1e-4);
        Assert.Equal(1, InBox.Model.Classify(
            _prompt, Text("A joy."), options, many[..^(classification.LeftOut - 1)]).LeftOut);
    }

    [Fact]
    public void Classify_StrictOrTooLongInput_IsAnErrorWithTheNumbers()
    {
        string endless = string.Concat(Enumerable.Repeat("word ", 600));
        Demonstration[] many = [.. Enumerable.Repeat(_prompt.Demonstrations, 8).SelectMany(each => each)];

        var strict = Assert.Throws<ArgumentException>(
            () => InBox.Model.Classify(_prompt, Text("A joy."), new() { Strict = true }, many));
        var tooLong = Assert.Throws<ArgumentException>(() => InBox.Model.Classify(_prompt, Text(endless)));

        Assert.Contains("with its 64 demonstrations", strict.Message, StringComparison.Ordinal);
        Assert.Contains("'mood' has 6", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_PromptWithoutTheInputVariable_NamesIt()
    {
        var options = new ClassificationOptions { Calibration = LabelCalibration.Contextual };

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.Classify(_prompt, Text("a"), options));

        Assert.Contains("'mood' has no variable 'input'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_PromptWithoutChoices_SaysWhereTheyBelong()
    {
        _folder.Write("prompt.yaml", Yaml.Replace("choices: [", "stop_sequences: [", StringComparison.Ordinal));

        var e = Assert.Throws<ArgumentException>(
            () => InBox.Model.Classify(Prompt.Load(_folder.Path), Text("a")));

        Assert.Contains("choices under execution_settings", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FitPrompt_EnoughRoom_IsWhatRenderGives()
    {
        FittedPrompt fitted = InBox.Model.FitPrompt(_prompt, Text("hello"));

        Assert.Equal(_prompt.Render(Text("hello")), fitted.Text);
        Assert.Equal(InBox.Model.Tokenizer.Encode(fitted.Text, true).Length, fitted.TokenCount);
        Assert.Equal((512 - 255, 2, 0), (fitted.TokenLimit, fitted.Shown.Count, fitted.LeftOut.Count));
    }

    [Fact]
    public void FitPrompt_LittleRoom_LeavesOutTheLastRankedAndIsReadByTheModel()
    {
        var selection = new DemonstrationSelection
        {
            Method = DemonstrationMethod.NearestByBm25,
            Order = DemonstrationOrder.MostSimilarLast,
        };
        IReadOnlyList<SelectedDemonstration> all = new DemonstrationSelector(_prompt.Demonstrations, selection)
            .Select(new DemonstrationQuery("The train was late."));
        int ofAll = InBox.Model.FitPrompt(_prompt, Text("The train was late."), all, Room(1)).TokenCount;
        var options = Room(512 - ofAll + 2);

        FittedPrompt fitted = InBox.Model.FitPrompt(_prompt, Text("The train was late."), all, options);

        Assert.Equal([7], fitted.LeftOut.Select(each => each.Rank));
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], fitted.Shown.Select(each => each.Rank));
        Assert.EndsWith(
            "Input: The train was late and nobody told us why.\nOutput: Negative\nInput: The train was late.\nOutput:",
            fitted.Text, StringComparison.Ordinal);
        InBox.Model.Generate(fitted.Text, new() { MaxOutputTokens = options.MaxOutputTokens, MinOutputTokens = 1 });
    }

    [Fact]
    public void FitPrompt_StrictOrTooLongInput_IsAnErrorWithTheNumbers()
    {
        string endless = string.Concat(Enumerable.Repeat("word ", 600));

        var tooLong = Assert.Throws<ArgumentException>(() => InBox.Model.FitPrompt(_prompt, Text(endless)));
        var strict = Assert.Throws<ArgumentException>(
            () => InBox.Model.FitPrompt(_prompt, Text(endless), options: Room(8) with { Strict = true }));

        Assert.Contains("tokens with no demonstration; with 256 tokens of output", tooLong.Message,
            StringComparison.Ordinal);
        Assert.Contains("tokens with its 2 demonstrations; with 8 tokens of output", strict.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AsTextEmbedder_InBoxModel_ChoosesByItsOwnStates()
    {
        var selection = new DemonstrationSelection
        {
            Method = DemonstrationMethod.MaximalMarginalRelevance,
            Count = 4,
            Lambda = 0.7,
        };
        var selector = new DemonstrationSelector(_prompt.Demonstrations, selection, InBox.Model.AsTextEmbedder());

        IReadOnlyList<SelectedDemonstration> chosen =
            selector.Select(new DemonstrationQuery(_prompt.Demonstrations[3].Input));

        Assert.Equal(4, chosen.DistinctBy(each => each.Index).Count());
        Assert.DoesNotContain(3, chosen.Select(each => each.Index));
        Assert.All(chosen, each => Assert.InRange(each.Similarity!.Value, 0.01, 0.999));
    }

    [Fact]
    public void AsTextEmbedder_SelectedByItsOwnStates_GivesTheCosineOfEmbed()
    {
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByEmbedding };
        var selector = new DemonstrationSelector(_prompt.Demonstrations, selection, InBox.Model.AsTextEmbedder());

        SelectedDemonstration first = selector.Select(new DemonstrationQuery("A joy."))[0];

        float[] a = InBox.Model.Embed("A joy.", new() { Normalize = true });
        float[] b = InBox.Model.Embed(first.Demonstration.Input, new() { Normalize = true });
        Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), first.Similarity!.Value, 1e-4);
    }

    private static PromptFitOptions Room(int tokens) => new() { MaxOutputTokens = tokens };

    private static Dictionary<string, object?> Text(string text) => new() { ["text"] = text };
}
