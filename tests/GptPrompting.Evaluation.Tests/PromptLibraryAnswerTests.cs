using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests;

/// <summary>
/// The in-box model answers held-out samples through the prompts of the library as often right as its training script
/// measured with prompts of its own: exact answers by number of shots, from training/RESULTS.md. Every sample of a row
/// is measured; the rows that quote public data are left out, as that data is not part of this repository.
/// </summary>
public sealed class PromptLibraryAnswerTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly int[] s_fewShots = [0, 4];

    public static TheoryData<string, string, int[], double[]> Classified => new()
    {
        { "sentiment_templates", "classify/sentiment", s_fewShots, [0.960, 0.956] },
        { "sentiment_good_bad", "classify/sentiment", s_fewShots, [0.993, 0.980] },
        { "topic", "classify/topic", s_fewShots, [0.940, 0.944] },
        { "question_type", "classify/question-type", s_fewShots, [0.990, 1.000] },
    };

    public static TheoryData<string, string, string, double> ZeroShot => new()
    {
        { "answer", "qa_context", "answer/from-context", 0.860 },
        { "answer", "qa_closed_new_wording", "answer/closed-book", 0.962 },
        { "translate", "phrase_french", "translate/text", 0.910 },
        { "translate", "phrase_spanish", "translate/text", 0.940 },
        { "summarize", "summary", "summarize/text", 0.880 },
        { "chat", "chat", "chat/customer-service", 0.450 },
    };

    [Theory]
    [MemberData(nameof(Classified))]
    public void Score_ClassificationSamples_AreAsOftenRightAsMeasured(
        string task, string folder, int[] shots, double[] expected) =>
        AssertExactMatches(expected, HeldOutSample.Load("classify"), task, folder, shots);

    [Theory]
    [MemberData(nameof(ZeroShot))]
    public void Score_SamplesWithoutDemonstrations_AreAsOftenRightAsMeasured(
        string file, string task, string folder, double expected) =>
        AssertExactMatches([expected], HeldOutSample.Load(file), task, folder, [0]);

    private void AssertExactMatches(
        double[] expected, HeldOutSample[] samples, string task, string folder, int[] shots)
    {
        Prompt prompt = HeldOutSample.Prompt(folder);
        HeldOutSample[] row = [.. samples.Where(sample => sample.Task == task)];

        double[] matches = [.. shots.Select(count => ExactMatch(row, prompt, count))];

        Assert.All(expected.Zip(matches), pair => Assert.InRange(pair.Second, pair.First - 0.02, pair.First + 0.02));
    }

    /// <summary>The part of the samples where greedy decoding gives the answer and then the line end.</summary>
    private double ExactMatch(HeldOutSample[] samples, Prompt prompt, int shots) => inBox.Model
        .ScoreBatch(samples.Select(sample =>
            new ScoreRequest(sample.Render(prompt, shots), " " + sample.Target + "\n")))
        .Average(score => score.IsGreedy ? 1.0 : 0.0);
}
