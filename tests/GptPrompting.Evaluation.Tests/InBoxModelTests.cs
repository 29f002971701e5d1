namespace GptPrompting.Evaluation.Tests;

/// <summary>
/// The in-box model's losses, against those that its training script measured with another runtime and in float32.
/// </summary>
public sealed class InBoxModelTests
{
    /// <summary>
    /// Loss and exact match by number of shots, from tiny-gpt/results.json, tasks icl/dictionary, icl/affix,
    /// icl/known_function. The last has 850 samples and is measured at one number only, to keep the test short.
    /// </summary>
    public static TheoryData<string, int[], double[], double[]> Measured => new()
    {
        { "dictionary", [0, 1, 4, 8], [6.9006, 6.0846, 3.2749, 3.1346], [0.005, 0.15, 0.16, 0.19] },
        { "affix", [0, 1, 4, 8], [4.2279, 1.8893, 1.716, 1.6921], [0.0, 0.22, 0.265, 0.225] },
        { "known_function", [1], [2.2199], [0.2294] },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void Run_HeldOutSamples_GivesTheLossesOfTheTrainingScript(
        string task, int[] shots, double[] losses, double[] matches)
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        IReadOnlyList<ShotsSample> all = SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl"));
        ShotsSample[] samples = [.. all.Where(sample => sample.Task == task)];

        ShotsReport report = new ShotsEvaluation(samples, shots).Run(model.Score);

        // Weights are float16 here: the means differ by 0.0003 at most. An answer or two of 200 may flip.
        Assert.Equal(0, report.FailureCount);
        Assert.All(report.Rows.Zip(losses), pair => Assert.Equal(pair.Second, pair.First.Loss!.Value, 0.002));
        Assert.All(report.Rows.Zip(matches), pair => Assert.Equal(pair.Second, pair.First.ExactMatch!.Value, 0.011));
    }
}
