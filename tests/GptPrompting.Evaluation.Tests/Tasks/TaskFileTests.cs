using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Tasks;

public sealed class TaskFileTests : IDisposable
{
    private const string Choice = """
        name: t
        request: multiple_choice
        data: d.jsonl
        prompt: {question: "{{ q }}\n"}
        choices: [no, yes]
        gold: {field: a}
        """;

    private const string Likelihood = """
        name: t
        request: log_likelihood
        data: d.jsonl
        prompt: {question: "{{ q }}"}
        target: "{{ a }}"
        """;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_LeastChoiceTask_HasSamplesAndDefaults()
    {
        EvaluationTask task = Load(Choice, """{"q": " is it? ", "a": 1}""");

        Sample sample = task.Samples.Single();
        Assert.Equal(("0", 0, " is it? \n"), (sample.Id, sample.Index, sample.Input));
        Assert.Equal((1, "yes"), (sample.Gold, sample.Target));
        Assert.Equal(["no", "yes"], sample.Choices);
        Assert.Equal(["acc", "acc_norm"], task.Metrics);
        Assert.Equal([0], task.Shots);
        Assert.Equal([1234], task.Seeds);
        Assert.Equal((null, null, 1), (task.Limit, task.Pool, task.Version));
    }

    [Theory]
    [InlineData("{field: a}", "\"yes\"", 1)]
    [InlineData("{field: a}", "0", 0)]
    [InlineData("\"{{ a }}\"", "\"1\"", 1)]
    [InlineData("\"{{ a + 1 }}\"", "0", 1)]
    [InlineData("{field: a, map: {\"+\": yes, \"-\": no}}", "\"-\"", 0)]
    [InlineData("{template: \"{{ a }}!\", map: {\"-!\": 1}}", "\"-\"", 1)]
    public void Load_Gold_IsAnIndexOrAChoice(string gold, string value, int expected)
    {
        string yaml = Choice.Replace("{field: a}", gold, StringComparison.Ordinal);

        Assert.Equal(expected, Load(yaml, $$"""{"q": "x", "a": {{value}}}""").Samples[0].Gold);
    }

    [Theory]
    [InlineData("2", "'gold' is '2', which is no choice and no index of one; there are 2 choices: no, yes")]
    [InlineData("\"maybe\"", "'gold' is 'maybe', which is no choice and no index of one; there are 2 choices: no, yes")]
    [InlineData("null", "'gold' is to be text or a number, not Null")]
    [InlineData("[1]", "'gold' is a list; one text is expected")]
    public void Load_GoldOutside_IsAnErrorAtTheRecord(string value, string problem)
    {
        var error = Assert.Throws<PromptFormatException>(() =>
            Load(Choice, $$"""{"q": "x", "a": 1}""", $$"""{"q": "x", "a": {{value}}}"""));

        Assert.Equal($"{_folder["d.jsonl"]}(2,1): error: {problem}", error.Message);
    }

    [Fact]
    public void Load_GoldThatIsOneChoiceAndTheIndexOfAnother_IsAnError()
    {
        string yaml = Choice.Replace("[no, yes]", "[\"1\", \"2\"]", StringComparison.Ordinal);

        Assert.Throws<PromptFormatException>(() => Load(yaml, """{"q": "x", "a": "1"}"""));
        Assert.Equal(1, Load(yaml, """{"q": "x", "a": 1}""").Samples[0].Gold);
    }

    [Theory]
    [InlineData("choices: {field: c}", """["x", "y"]""")]
    [InlineData("choices: {field: c.d}", """[{"d": "x"}, {"d": "y"}]""")]
    [InlineData("choices: {field: c, split: \", \"}", "\"x, y\"")]
    [InlineData("choices: {template: \"{{ c }}|y\", split: \"|\"}", "\"x\"")]
    [InlineData("choices: [\"{{ c }}\", {field: q}]", "\"x\"")]
    public void Load_Choices_ComeFromTheRecord(string choices, string value)
    {
        string yaml = Choice.Replace("choices: [no, yes]", choices, StringComparison.Ordinal);

        Assert.Equal(["x", "y"], Load(yaml, $$"""{"q": "y", "a": 1, "c": {{value}}}""").Samples[0].Choices);
    }

    [Fact]
    public void Load_Targets_AreAllAliases()
    {
        string yaml = Likelihood.Replace("target: \"{{ a }}\"", "targets: {field: a.text}", StringComparison.Ordinal);

        Sample sample = Load(yaml, """{"q": "x", "a": {"text": ["one", "1"]}}""").Samples[0];

        Assert.Equal(["one", "1"], sample.Targets);
        Assert.Equal("one", sample.Target);
    }

    [Theory]
    [InlineData("""{"q": "x"}""", "'target' cannot be written")]
    [InlineData("""{"a": "x"}""", "'input' cannot be written")]
    [InlineData("""{"q": "x", "a": ""}""", "the target is empty")]
    [InlineData("""{"q": "x", "a": "\ud800"}""", "cannot be written")]
    public void Load_RecordThatIsNoSample_IsAnErrorAtItsLine(string record, string problem)
    {
        var error = Assert.Throws<PromptFormatException>(() =>
            Load(Likelihood, """{"q": "x", "a": "y"}""", "", record));

        Assert.Equal((_folder["d.jsonl"], 3), (error.Path, error.Line));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shot: 1", "unknown key 'shot'")]
    [InlineData("shots: -1", "'shots' is to be a whole number of at least 0")]
    [InlineData("shots: [1, 1]", "'shots' is to be a whole number or a list of different ones")]
    [InlineData("limit: 1.5", "The limit is 1.5; it must be a whole number, or a share below 1.")]
    [InlineData("selection: {method: best}", "'method' is 'best'; known are first, random, class_balanced")]
    [InlineData("selection: {method: nearest_by_embedding}", "tasks have no vectors to choose by")]
    [InlineData("generation: {max_tokens: 1}", "only a task of the kind generation generates")]
    [InlineData("choices: [a, b]", "'choices' has no use beside 'target'")]
    [InlineData("metrics: [acc, acc]", "a metric is there twice")]
    [InlineData("demonstrations: prompt", "only a prompt folder has demonstrations of its own")]
    [InlineData("development: https://example.org/d.jsonl", "is an address; data is read from files only")]
    [InlineData("development: e.jsonl", "there is no data file 'e.jsonl' in")]
    [InlineData("filters: [{name: n, pattern: \"(\"}]", "Invalid pattern '('")]
    public void Load_WrongKey_IsAnErrorAtItsLine(string line, string problem)
    {
        var error = Assert.Throws<PromptFormatException>(() =>
            Load(Likelihood + "\n" + line, """{"q": "x", "a": "y"}"""));

        Assert.Equal((_folder["t.yaml"], 6), (error.Path, error.Line));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multiple_choice", "a task of this kind needs 'choices'")]
    [InlineData("guessing", "'request' is 'guessing'; known are log_likelihood, multiple_choice, generation, rolling")]
    public void Load_RequestThatDoesNotFit_IsAnErrorThere(string request, string problem)
    {
        string yaml = Likelihood.Replace("log_likelihood", request, StringComparison.Ordinal);

        var error = Assert.Throws<PromptFormatException>(() => Load(yaml, """{"q": "x", "a": "y"}"""));

        Assert.Equal(2, error.Line);
        Assert.EndsWith(problem, error.Message);
    }

    [Fact]
    public void Load_ListOfOneWhereATextIsExpected_IsAnError()
    {
        string yaml = Likelihood.Replace("\"{{ a }}\"", "{field: a.text}", StringComparison.Ordinal);

        var error = Assert.Throws<PromptFormatException>(() => Load(yaml, """{"q": "x", "a": [{"text": "y"}]}"""));

        Assert.EndsWith("(1,1): error: 'target' is a list; one text is expected", error.Message);
    }

    [Fact]
    public void Load_SameIdTwice_IsAnError()
    {
        string[] records = ["""{"q": "x", "a": "y"}""", """{"q": "x", "a": "z"}"""];

        var error = Assert.Throws<PromptFormatException>(() => Load(Likelihood + "\nid: \"{{ q }}\"", records));

        Assert.EndsWith("(2,1): error: the id 'x' is there twice", error.Message);
    }

    [Fact]
    public void Load_EverySetting_IsRead()
    {
        EvaluationTask task = Load(Likelihood + "\n" + """
            description: D
            version: 3
            id: "{{ q }}-{{ a }}"
            input: "in {{ q }}"
            cluster: "{{ a }}"
            group: {field: q}
            metrics: [acc]
            shots: [0, 2]
            seeds: [1, 2]
            limit: {count: 0.5, seed: 7}
            selection: {method: class_balanced, order: as_given, key: q, max_length: 9, per_sample: true, spare: true}
            comparison: {ignored_patterns: [x], ignore_case: true, ignore_punctuation: true, ignore_digits: true}
            filters: [{name: f, pattern: "(a)", select: -1, fallback: none}]
            content_free_inputs: ["N/A", ""]
            """, """{"q": "x", "a": "y"}""");

        Sample sample = task.Samples[0];
        Assert.Equal(("D", 3, "x-y", "in x", "y", "x"),
            (task.Description, task.Version, sample.Id, sample.Input, sample.Cluster, sample.Group));
        Assert.Equal([0, 2], task.Shots);
        Assert.Equal([1, 2], task.Seeds);
        Assert.Equal(["N/A", ""], task.ContentFreeInputs);
        Assert.Equal(new SampleLimit { Count = 0.5, Seed = 7 }, task.Limit);
        Assert.Equal(
            new DemonstrationSelection
            {
                Method = DemonstrationMethod.ClassBalanced, KeyField = "q", MaxLength = 9,
            },
            task.Selection);
        Assert.Equal((true, true), (task.DrawsPerSample, task.DrawsSpare));
        Assert.Equal(new AnswerFilter { Name = "f", Pattern = "(a)", Select = -1, Fallback = "none" }, task.Filters[0]);
        Assert.Equal((true, true, true), (task.Comparison.IgnoresCase, task.Comparison.IgnoresPunctuation,
            task.Comparison.IgnoresDigits));
    }

    [Fact]
    public void Load_Selection_IsRandomInRandomOrderByDefault()
    {
        EvaluationTask task = Load(Likelihood, """{"q": "x", "a": "y"}""");

        Assert.Equal(
            new DemonstrationSelection { Method = DemonstrationMethod.Random, Order = DemonstrationOrder.Shuffled },
            task.Selection);
    }

    [Fact]
    public void Load_OwnDemonstrations_AreTheRecordsAndTheFirstComeFirst()
    {
        EvaluationTask task = Load(
            Likelihood + "\ndemonstrations: {own: shots}",
            """{"q": "x", "a": "y", "shots": [{"input": "i", "output": "o", "q": "qi"}]}""");

        Sample shown = task.Samples[0].Demonstrations!.Single();
        Assert.Equal(("0/0", "i", "o"), (shown.Id, shown.Input, shown.Target));
        Assert.Equal(new DemonstrationSelection(), task.Selection);
        Assert.Equal("qi o\n\nx", task.Prompt.Render(task.Samples[0], [shown]).Text);
    }

    [Fact]
    public void Load_DemonstrationsInAFile_AreReadAsTheSamplesAre()
    {
        _folder.Write("p.csv", "q,a\nu,v\n");

        EvaluationTask task = Load(
            Likelihood + "\ndemonstrations: p.csv\ndevelopment: {path: p.csv}", """{"q": "x", "a": "y"}""");

        Assert.Equal(("demonstrations:0", "u", "v"),
            (task.Pool!.Single().Id, task.Pool![0].Input, task.Pool![0].Target));
        Assert.Equal("development:0", task.Development!.Single().Id);
    }

    [Fact]
    public void Load_PromptFolder_GivesVariablesSettingsAndDemonstrations()
    {
        _folder.Write("p/demonstrations.jsonl", """{"input": "a", "output": "b"}""");
        _folder.Write("p/prompt.yaml", """
            name: p
            template_format: scriban
            template: "{{ for d in demonstrations }}{{ d.input }}>{{ d.output }};{{ end }}{{ mode }}{{ text }}>"
            input_variables: [{name: text}, {name: mode, default: "-", is_required: false}]
            execution_settings: {default: {max_tokens: 9, temperature: 0.5, stop_sequences: ["\n"], choices: [b]}}
            """);

        EvaluationTask task = Load("""
            name: t
            request: generation
            data: d.jsonl
            prompt: {folder: p, variables: {mode: "{{ m }}"}}
            demonstrations: prompt
            target: "{{ a }}"
            generation: {temperature: 0}
            """, """{"text": "x", "a": "y", "m": "+"}""");

        Assert.Equal("a>b;+x>", task.Prompt.Render(task.Samples[0], task.Pool!).Text);
        Assert.Equal("x", task.Samples[0].Input);
        Assert.Equal((9, 0d), (task.Generation!.MaxOutputTokens, task.Generation.Temperature));
        Assert.Equal(["\n"], task.Generation.StopSequences);
    }

    [Fact]
    public void Load_PromptFolderWithSeveralRequiredVariables_NeedsTheInputsName()
    {
        _folder.Write("p/prompt.yaml", """
            name: p
            template_format: scriban
            template: "{{ a }}{{ b }}"
            input_variables: [{name: a}, {name: b}]
            """);

        var error = Assert.Throws<PromptFormatException>(() => Load(
            "name: t\nrequest: log_likelihood\ndata: d.jsonl\nprompt: p\ntarget: x", """{"a": "1", "b": "2"}"""));

        Assert.EndsWith("t.yaml(4,9): error: the prompt needs 2 variables; 'input' must name the one that is the input",
            error.Message);
    }

    [Fact]
    public void Load_Generation_StopsAtTheDemonstrationsEndByDefault()
    {
        string yaml = Likelihood.Replace("log_likelihood", "generation", StringComparison.Ordinal);

        EvaluationTask task = Load(yaml, """{"q": "x", "a": "y"}""");

        Assert.Equal(["\n\n"], task.Generation!.StopSequences);
        Assert.Equal((256, 0d), (task.Generation.MaxOutputTokens, task.Generation.Temperature));
    }

    [Fact]
    public void Load_Rolling_IsTheWholeDocument()
    {
        string text = new('x', 1 << 21);
        EvaluationTask task = Load("""
            name: t
            request: rolling
            data: {path: d.jsonl, format: text}
            target: {field: text}
            """, text);

        Assert.Equal((text + "\n", ""), (task.Samples[0].Input, task.Samples[0].Target));
        Assert.Equal(["word_perplexity", "byte_perplexity", "bits_per_byte"], task.Metrics);
    }

    [Fact]
    public void Load_DataFolderAndDataFile_GoBeforeTheTasksOwnFolder()
    {
        _folder.Write("data/d.jsonl", """{"q": "folder", "a": "y"}""");
        string file = _folder.Write("given.txt", """{"q": "file", "a": "y"}""");
        string yaml = Likelihood.Replace("d.jsonl", "{path: d.jsonl, format: jsonl}", StringComparison.Ordinal);
        Load(yaml, """{"q": "own", "a": "y"}""");

        EvaluationTask inFolder = TaskFile.Load(_folder["t.yaml"], new() { DataFolder = _folder["data"] });
        EvaluationTask given = TaskFile.Load(
            _folder["t.yaml"], new() { DataFolder = _folder["data"], DataFile = file });

        Assert.Equal(("folder", "file"), (inFolder.Samples[0].Input, given.Samples[0].Input));
    }

    [Fact]
    public void Identity_TaskDataOrPrompt_ChangesIt()
    {
        const string record = """{"q": "x", "a": "y"}""";
        string[] identities =
        [
            Load(Likelihood, record).Identity,
            Load(Likelihood + "\n", record).Identity,
            Load(Likelihood, record + "\n").Identity,
            Load(Likelihood + "\ndevelopment: d.jsonl", record).Identity,
        ];

        Assert.Equal(identities[0], Load(Likelihood, record).Identity);
        Assert.Equal(4, identities.Distinct().Count());
    }

    private EvaluationTask Load(string yaml, params string[] records)
    {
        _folder.Write("d.jsonl", string.Join('\n', records) + "\n");
        return TaskFile.Load(_folder.Write("t.yaml", yaml));
    }
}
