using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Tests;

/// <summary>
/// The in-box model's losses and answers on what only demonstrations tell, measured by the evaluator, against those
/// that its training script measured with another runtime and in float32.
/// </summary>
public sealed class InBoxModelTests
{
    /// <summary>
    /// Loss and exact match by number of shots, from training/RESULTS.md, tasks icl/dictionary and so on. Those with
    /// many samples are measured at one number only, to keep the test short.
    /// </summary>
    public static TheoryData<string, int[], double[], double[]> Measured => new()
    {
        { "dictionary", [0, 1, 4, 8], [6.386, 5.387, 1.935, 1.490], [0.005, 0.185, 0.530, 0.625] },
        { "affix", [0, 1, 4, 8], [3.290, 0.798, 0.693, 0.670], [0.000, 0.610, 0.655, 0.670] },
        { "known_function", [1], [1.200], [0.532] },
    };

    /// <summary>More rows of the same table.</summary>
    public static TheoryData<string, int, double, double> Rounded => new()
    {
        { "category_to_label", 4, 0.781, 0.567 },
        { "unseen_function", 4, 1.566, 0.280 },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public async Task RunAsync_HeldOutSamples_GivesTheLossesOfTheTrainingScript(
        string group, int[] shots, double[] losses, double[] matches)
    {
        ShotsFigures[] figures = await FiguresAsync(group, shots);

        // Weights are float16 here: the means differ by 0.0003 at most. An answer or two of 200 may flip.
        Assert.All(figures.Zip(losses), pair => Assert.Equal(pair.Second, Value(pair.First, "loss"), 0.002));
        Assert.All(figures.Zip(matches), pair => Assert.Equal(pair.Second, Value(pair.First, "acc"), 0.011));
    }

    [Theory]
    [MemberData(nameof(Rounded))]
    public async Task RunAsync_HeldOutSamples_GivesTheFiguresOfTheResultsTable(
        string group, int shots, double loss, double match)
    {
        ShotsFigures figures = Assert.Single(await FiguresAsync(group, [shots]));

        Assert.Equal(loss, Value(figures, "loss"), 0.003);
        Assert.Equal(match, Value(figures, "acc"), 0.011);
    }

    /// <summary>In training/RESULTS.md 0.94, 0.88 and 0.95 at 8 shots, where labels' first tokens differ.</summary>
    [Theory]
    [InlineData("sentiment_arbitrary", 0.4, 0.6)]
    [InlineData("topic_arbitrary", 0.2, 0.4)]
    [InlineData("question_type_arbitrary", 0.2, 0.4)]
    public async Task RunAsync_LabelsWithoutMeaning_AreLearnedFromTheDemonstrations(
        string group, double leastGuessed, double mostGuessed)
    {
        ShotsFigures[] figures = await FiguresAsync(group, [0, 8], "heldout_labels", most: 100);

        Assert.InRange(Value(figures[0], "acc"), leastGuessed, mostGuessed);
        Assert.InRange(Value(figures[1], "acc"), 0.8, 1);
    }

    private static async Task<ShotsFigures[]> FiguresAsync(
        string group, int[] shots, string name = "icl", int most = int.MaxValue)
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find(name));
        task = task with { Samples = [.. task.Samples.Where(sample => sample.Group == group).Take(most)] };

        EvaluationRun run = await new Evaluator(new LocalModel(model), new EvaluatorOptions { Shots = shots })
            .RunAsync([task]);

        Assert.Equal(0, run.Report.FailureCount);
        return [.. run.Report.Tasks[0].Figures.Where(figures => figures.Group is null)];
    }

    private static double Value(ShotsFigures figures, string metric) =>
        figures.Metrics.Single(figure => figure.Name == metric).Value!.Value;
}
