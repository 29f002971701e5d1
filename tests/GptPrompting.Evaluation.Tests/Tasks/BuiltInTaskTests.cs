using System.Security.Cryptography;
using System.Text;
using GptPrompting.Evaluation.Shots;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Tests;

namespace GptPrompting.Evaluation.Tests.Tasks;

/// <summary>
/// The tasks in the box. <c>prompt-hashes.tsv</c> was written by <c>tests/Oracle/lm_eval_prompts.py</c>, from the
/// templates and the sampling of lm-evaluation-harness.
/// </summary>
public sealed class BuiltInTaskTests
{
    // random.Random(1234).sample(range(6920), 2)[0] in CPython 3.11; 6,920 sentences are in sst2.train.txt.
    private const int Drawn = 6374;

    /// <summary>The data that is public lies beside the repository; without it those tests are skipped.</summary>
    private static readonly string SharedData = Path.Combine(Repository.Root, "..", "shared", "data");

    public static TheoryData<string, int> Shipped => new()
    {
        { "heldout_answers", 300 }, { "heldout_chat", 100 }, { "heldout_code", 339 },
        { "heldout_code_translation", 113 }, { "heldout_facts", 236 }, { "heldout_labels", 600 },
        { "heldout_question_type", 200 }, { "heldout_sentiment", 400 }, { "heldout_summaries", 100 },
        { "heldout_topic", 250 }, { "heldout_translation", 350 }, { "icl", 1751 }, { "icl_labels", 201 },
    };

    public static TheoryData<string, int> Public => new()
    {
        { "ag_news", 7600 }, { "cb", 56 }, { "gsm8k", 1319 }, { "humaneval", 164 }, { "nq_open", 3610 },
        { "rte", 277 }, { "sst2", 1821 }, { "trec", 500 }, { "xquad", 1190 },
    };

    public static TheoryData<string> Hashed => [.. Hashes().Select(line => line[0]).Distinct()];

    [Fact]
    public void Names_EveryTask_IsTestedHere() => Assert.Equal(
        TaskLibrary.Names,
        Shipped.Concat(Public).Select(row => (string)row[0])
            .Concat(["bits_per_byte", "lambada_openai", "pile", "triviaqa"]).Order(StringComparer.Ordinal));

    [Fact]
    public void Find_UnknownName_NamesTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => TaskLibrary.Find("sst3"));

        Assert.StartsWith("There is no task 'sst3' in the box; there are ag_news, bits_per_byte, cb, ", error.Message);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Load_TaskOnDataInTheBox_RendersEveryPromptAtEveryNumberOfShots(string name, int count)
    {
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find(name));

        Assert.Equal((name, count), (task.Name, task.Samples.Count));
        Assert.All(task.Shots, shots =>
        {
            var draw = DemonstrationDraw.Create(task, shots, 1, isParity: false);
            Assert.All(task.Samples.Take(20), sample =>
                Assert.Equal(shots, task.Prompt.Render(sample, draw.For(sample)).Answers.Count));
        });
    }

    [Theory]
    [InlineData("heldout_chat", 40)]
    [InlineData("heldout_code", 36)]
    [InlineData("heldout_code_translation", 36)]
    [InlineData("heldout_question_type", 63)]
    [InlineData("heldout_sentiment", 64)]
    [InlineData("heldout_summaries", 32)]
    [InlineData("heldout_topic", 60)]
    public void Load_TaskToChooseDemonstrationsFor_HasADevelopmentSplitOfItsOwn(string name, int count)
    {
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find(name));
        IEnumerable<Sample> shown = task.Samples.SelectMany(sample => sample.Demonstrations ?? []);
        Sample[] others = [.. task.Samples, .. task.Pool ?? [], .. shown];

        string[] inputs = [.. task.Development!.Select(sample => sample.Input.Trim())];
        string[] texts = [.. task.Development!.Select(sample => task.Prompt.Render(sample, []).Text)];

        Assert.Equal(count, texts.Distinct().Count());
        Assert.Empty(inputs.Intersect(others.Select(sample => sample.Input.Trim())));
        Assert.Empty(task.Development!.Select(sample => sample.Id).Intersect(others.Select(sample => sample.Id)));
    }

    [SkippableTheory]
    [MemberData(nameof(Public))]
    public void Load_TaskOnPublicData_HasItsSamples(string name, int count)
    {
        EvaluationTask task = LoadPublic(name);

        Assert.Equal((name, count), (task.Name, task.Samples.Count));
    }

    [SkippableTheory]
    [MemberData(nameof(Hashed))]
    public void Render_ParityDraws_ArePromptsOfTheHarness(string name)
    {
        EvaluationTask task = LoadPublic(name);
        string[][] expected = [.. Hashes().Where(line => line[0] == name)];

        IEnumerable<string[]> found =
            from shots in new[] { 0, 1, 5 }
            let draw = DemonstrationDraw.Create(task, shots, 1234, isParity: true)
            from sample in task.Samples.Take(5)
            let text = task.Prompt.Render(sample, draw.For(sample)).Text
            select new[] { name, $"{shots}", $"{sample.Index}", Hash(text) };

        Assert.Equal(15, expected.Length);
        Assert.Equal(expected, found);
    }

    [SkippableFact]
    public void Render_Sst2WithOneShot_ReadsAsInTheHarness()
    {
        EvaluationTask task = LoadPublic("sst2");
        Sample sample = task.Samples[0];

        string prompt = task.Prompt.Render(
            sample, DemonstrationDraw.Create(task, 1, 1234, isParity: true).For(sample)).Text;

        Assert.EndsWith("""

            Question: Is this sentence positive or negative?
            Answer: DEMONSTRATION

            no movement , no yuks , not much of anything .
            Question: Is this sentence positive or negative?
            Answer:
            """.ReplaceLineEndings("\n").Replace("DEMONSTRATION", task.Pool![Drawn].Target, StringComparison.Ordinal),
            prompt);
        Assert.StartsWith(task.Pool![Drawn].Document.GetProperty("sentence").GetString()!, prompt);
        Assert.Equal(" negative", task.Prompt.Continuation(prompt, sample.Target));
    }

    [Fact]
    public void Load_Lambada_PartsTheLastWordAndKeepsEverySpace()
    {
        using var folder = new DataFolder();
        folder.Write("lambada_test_en.jsonl", "{\"text\": \"a  b\\nc d\"}\n{\"text\": \"e f.\"}\n{\"text\": \"g\"}\n");

        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("lambada_openai"), new() { DataFolder = folder.Path });

        // Python: text.split(' ')[:-1] joined by ' ', and ' ' + text.split(' ')[-1].
        Assert.Equal(
            [("a  b\nc", " d"), ("e", " f."), ("", " g")], task.Samples.Select(each => (each.Input, each.Target)));
        Assert.Equal("e  f.\n\na  b\nc", task.Prompt.Render(task.Samples[0], [task.Samples[1]]).Text);
        Assert.Equal(" d", task.Prompt.Continuation("a  b\nc", " d"));
    }

    [Fact]
    public void Load_TriviaQa_AddsTheQuestionMarkOfTheHarness()
    {
        using var folder = new DataFolder();
        folder.Write("triviaqa.dev.jsonl", """
            {"question": "Who?", "answer": {"value": "A", "aliases": ["A", "B"]}}
            {"question": "Where", "answer": {"value": "C", "aliases": ["C"]}}
            """);

        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("triviaqa"), new() { DataFolder = folder.Path });

        Assert.Equal(
            "Question: Who??\nAnswer: A\n\nQuestion: Where?\nAnswer:",
            task.Prompt.Render(task.Samples[1], [task.Samples[0]]).Text);
        Assert.Equal(["A", "B"], task.Samples[0].Targets);
        Assert.Equal(["\n", ".", ","], task.Generation!.StopSequences);
    }

    [Theory]
    [InlineData("bits_per_byte", "text.txt", "a\n{}\n", "a\n{}\n")]
    [InlineData("pile", "pile.jsonl", "{\"text\": \"a\\n\"}\n", "a\n")]
    public void Load_Rolling_ReadsTheWholeText(string name, string file, string content, string expected)
    {
        using var folder = new DataFolder();
        folder.Write(file, content);

        EvaluationTask task = TaskFile.Load(TaskLibrary.Find(name), new() { DataFolder = folder.Path });

        Assert.Equal(expected, task.Samples.Single().Input);
    }

    [Fact]
    public void Render_Icl_IsTheFirstCommandsPrompt()
    {
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("icl"));
        Sample sample = task.Samples[0];

        string prompt = task.Prompt.Render(
            sample, DemonstrationDraw.Create(task, 2, 1, isParity: false).For(sample)).Text;

        Assert.Equal(
            "Label each word as golwe or NEXHAX.\nInput: gray\nOutput: golwe\nInput: knee\nOutput: NEXHAX\n"
            + "Input: purple\nOutput:",
            prompt);
        Assert.Equal(("icl-0000", "category_to_label", "golwe"), (sample.Id, sample.Group, sample.Target));
    }

    private static EvaluationTask LoadPublic(string name)
    {
        Skip.IfNot(Directory.Exists(SharedData), "There is no shared/data beside the repository.");
        return TaskFile.Load(TaskLibrary.Find(name), new() { DataFolder = SharedData });
    }

    private static IEnumerable<string[]> Hashes() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Tasks", "prompt-hashes.tsv"))
            .Select(line => line.Split('\t'));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
