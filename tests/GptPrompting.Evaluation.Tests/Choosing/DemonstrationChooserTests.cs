using GptPrompting.Evaluation.Choosing;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Evaluation.Tests.Runs;

namespace GptPrompting.Evaluation.Tests.Choosing;

public sealed class DemonstrationChooserTests
{
    // Development: 6 samples of a, one of b. Letters that were shown are likelier.
    private static readonly EvaluationTask Task = Letters.Likelihood() with
    {
        Development = [.. new[] { 10, 12, 14, 16, 18, 20, 21 }.Select(Letters.Sample)],
    };

    [Fact]
    public async Task ChooseAsync_LettersOfTheDevelopmentSplit_TakesTheCommonOneFirstAndStopsWhereNothingIsGained()
    {
        ChosenDemonstrations chosen = await new DemonstrationChooser(new LetterModel()).ChooseAsync(Task);

        // Candidates 5 to 8 answer b, a, b, a. Without any: 2 nats for the space and 2 for the letter. With an a: 0.5
        // for the space, 0.5 for six letters, 2 for the seventh. With a b as well: 0.5 for all.
        Assert.Equal(2, chosen.LossWithoutAny);
        Assert.Equal(["6", "5"], chosen.Demonstrations.Select(each => each.Id));
        double first = (0.5 + (((6 * 0.5) + 2) / 7)) / 2;
        Assert.Equal([first, 0.5], chosen.Steps.Select(step => step.DevelopmentLoss), new Near());
        Assert.Equal([4, 3], chosen.Steps.Select(step => step.Tried));
        Assert.Equal(0.5, chosen.HeldOut.Loss);
        Assert.Equal(5, chosen.Random.Count);
        Assert.All(chosen.Random, draw => Assert.Equal(2, draw.Demonstrations.Count));
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }

    [Fact]
    public async Task ChooseAsync_OneFileAsPoolAndDevelopmentSplit_MeasuresNoCandidateBehindItself()
    {
        // As the task file names them: the same records with other ids.
        EvaluationTask task = Task with
        {
            Development = [.. Task.Pool!.Select(sample => sample with { Id = "development:" + sample.Id })],
        };
        var chooser = new DemonstrationChooser(new LetterModel(), new ChoosingOptions { Candidates = 2 });

        ChosenDemonstrations chosen = await chooser.ChooseAsync(task);

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => new DemonstrationChooser(new LetterModel()).ChooseAsync(task));
        Assert.NotEmpty(chosen.Demonstrations);
        Assert.Contains("all of them candidates", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChooseAsync_TokenBudget_KeepsPromptsWithinIt()
    {
        // A prompt without demonstrations has 4 characters, each demonstration has 7.
        var options = new ChoosingOptions { TokenBudget = 12 };

        ChosenDemonstrations chosen = await new DemonstrationChooser(new LetterModel(), options).ChooseAsync(Task);

        Assert.Equal(["6"], chosen.Demonstrations.Select(each => each.Id));
        Assert.InRange(chosen.Steps[0].PromptTokens, 1, 12);
    }

    [Fact]
    public async Task ChooseAsync_NoDevelopmentSplit_ThrowsAndSaysSo()
    {
        var chooser = new DemonstrationChooser(new LetterModel());

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => chooser.ChooseAsync(Task with { Development = null }));

        Assert.Contains("no development split", error.Message, StringComparison.Ordinal);
    }
}
