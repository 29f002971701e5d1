using System.Globalization;
using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Runs;

public sealed class RunKeyTests
{
    private static readonly EvaluationTask Task = Letters.Likelihood();

    /// <summary>Tasks made in code: the same name and identity, another result.</summary>
    public static TheoryData<string, EvaluationTask> Others => new()
    {
        { "letters.samples", Task with { Samples = [.. Task.Samples.Take(4)] } },
        { "letters.samples", Task with { Samples = [.. Task.Samples.Reverse()] } },
        { "letters.samples", Task with { Samples = [Task.Samples[0] with { Target = "c" }, .. Task.Samples.Skip(1)] } },
        { "letters.samples", Task with { Samples = [Letters.Sample(7), .. Task.Samples.Skip(1)] } },
        { "letters.pool", Task with { Pool = [.. Task.Pool!.Skip(1)] } },
        { "letters.pool", Task with { Pool = null } },
        { "letters.prompt", Task with { Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ q }}?")) } },
        { "letters.selection", Task with { Selection = Task.Selection with { Order = DemonstrationOrder.Shuffled } } },
        { "letters.selection", Task with { Selection = Task.Selection with { Lambda = 0.25 } } },
        { "letters.draws", Task with { DrawsPerSample = true } },
        { "letters.draws", Task with { DrawsSpare = true } },
        { "letters.version", Task with { Version = 2 } },
        { "letters.answer_end", Task with { AnswerEnd = "\n" } },
        { "letters.generation", Task with { Generation = new GenerationOptions { TopP = 0.5f } } },
        { "letters.content_free", Task with { ContentFreeInputs = ["N/A"] } },
        { "letters.limit", Task with { Limit = new SampleLimit { Count = 0.5 } } },
        { "letters.metrics", Task with { Metrics = ["perplexity"] } },
        { "letters.files", Task with { Identity = "others" } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Differences_TaskOfTheSameName_NamesWhatIsAnother(string expected, EvaluationTask other) =>
        Assert.Contains(expected, Key(Task).Differences(Key(other)));

    [Fact]
    public void Of_TheSameTaskMadeTwice_IsTheSameKey() =>
        Assert.Equal(Key(Task).Digest, Key(Letters.Likelihood()).Digest);

    [Fact]
    public void Of_AnotherCulture_IsTheSameKey()
    {
        EvaluationTask task = Task with { Generation = new GenerationOptions { Temperature = 0.5f } };
        string expected = Key(task).Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "minus" } };

        string text = Key(task with { Selection = task.Selection with { Seed = 0 } }).Text;

        CultureInfo.CurrentCulture = before;
        Assert.Equal(expected, text);
    }

    internal static RunKey Key(EvaluationTask task) => RunKey.Of(new LetterModel(), [task], new EvaluatorOptions());
}
