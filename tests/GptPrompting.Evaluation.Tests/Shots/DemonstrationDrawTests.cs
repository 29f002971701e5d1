using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Shots;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Shots;

public sealed class DemonstrationDrawTests
{
    private static readonly Sample[] Twenty = Documents.Numbered(20);

    [Fact]
    public void For_PoolIsTheData_NeverShowsTheSampleItself()
    {
        var draw = DemonstrationDraw.Create(Documents.Task(Twenty), 19, 1, isParity: false);

        Assert.All(Twenty, sample => Assert.Equal(
            Twenty.Except([sample]), draw.For(sample).OrderBy(each => each.Index)));
    }

    [Fact]
    public void For_SharedDraw_DiffersOnlyForTheSamplesInIt()
    {
        var draw = DemonstrationDraw.Create(Documents.Task(Twenty), 3, 1, isParity: false);

        IReadOnlyList<Sample>[] draws = [.. Twenty.Select(draw.For)];

        Assert.Equal(17, draws.GroupBy(Ids).Max(group => group.Count()));
        Assert.All(Twenty.Zip(draws), pair => Assert.DoesNotContain(pair.First, pair.Second));
    }

    [Fact]
    public void For_DrawPerSample_DiffersFromSampleToSampleAndCanBeRepeated()
    {
        EvaluationTask task = Documents.Task(Twenty) with { DrawsPerSample = true };

        string[] first = Ids(DemonstrationDraw.Create(task, 3, 1, isParity: false), Twenty);
        string[] again = Ids(DemonstrationDraw.Create(task, 3, 1, isParity: false), Twenty);

        Assert.Equal(first, again);
        Assert.True(first.Distinct().Count() > 15);
    }

    [Fact]
    public void For_OtherSeed_DrawsOthers()
    {
        EvaluationTask task = Documents.Task(Twenty, Documents.Numbered(50, "p"));

        Assert.NotEqual(
            Ids(DemonstrationDraw.Create(task, 3, 1, isParity: false), Twenty[..1]),
            Ids(DemonstrationDraw.Create(task, 3, 2, isParity: false), Twenty[..1]));
    }

    [Fact]
    public void For_SameInputInAnotherFile_IsNotShown()
    {
        Sample[] pool = [Documents.Sample(99, "{}", input: " 0 "), .. Documents.Numbered(2, "p")];
        var draw = DemonstrationDraw.Create(Documents.Task(Twenty, pool), 2, 1, isParity: false);

        Assert.Equal(["p0", "p1"], draw.For(Twenty[0]).Select(each => each.Input).Order());
    }

    [Fact]
    public void For_SameIdInAnotherFile_IsNotShown()
    {
        Sample[] pool = [Twenty[0] with { Input = "other" }, .. Documents.Numbered(2, "p")];
        var draw = DemonstrationDraw.Create(Documents.Task(Twenty, pool), 2, 1, isParity: false);

        Assert.Equal(["p0", "p1"], draw.For(Twenty[0]).Select(each => each.Id).Order());
    }

    [Fact]
    public void For_KeyField_LeavesOutWhatSharesIt()
    {
        Sample[] samples = [.. Enumerable.Range(0, 6).Select(i =>
            Documents.Sample(i, $$"""{"article": {{i / 2}}}"""))];
        EvaluationTask task = Documents.Task(samples) with { Selection = new() { KeyField = "article" } };

        var draw = DemonstrationDraw.Create(task, 4, 1, isParity: false);

        Assert.Equal([0, 1, 4, 5], draw.For(samples[3]).Select(each => each.Index));
    }

    [Fact]
    public void For_ClassBalanced_ShowsAsManyOfEachTarget()
    {
        Sample[] pool = [.. Documents.Numbered(12, "p").Select(each =>
            each with { Target = each.Index < 9 ? "a" : "b" })];
        EvaluationTask task = Documents.Task(Twenty, pool) with
        {
            Selection = new() { Method = DemonstrationMethod.ClassBalanced },
        };

        IReadOnlyList<Sample> shown = DemonstrationDraw.Create(task, 4, 1, isParity: false).For(Twenty[0]);

        Assert.Equal(2, shown.Count(each => each.Target == "b"));
    }

    [Fact]
    public void For_OwnDemonstrations_AreTheFirstOfThem()
    {
        Sample sample = Twenty[0] with { Demonstrations = Documents.Numbered(3, "own") };
        EvaluationTask task = Documents.Task([sample]) with { Selection = new() };

        var draw = DemonstrationDraw.Create(task, 2, 1, isParity: false);

        Assert.Equal(["own0", "own1"], draw.For(sample).Select(each => each.Input));
    }

    [Theory]
    [InlineData(false, 21)]
    [InlineData(true, 20)]
    public void Create_MoreThanThereAre_IsRefused(bool isParity, int shots)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            DemonstrationDraw.Create(Documents.Task(Twenty), shots, 1, isParity));

        Assert.Contains($"The task 'task' has 20 demonstrations; ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_OneFewerThanWantedBesideItself_IsRefused()
    {
        var draw = DemonstrationDraw.Create(Documents.Task(Twenty), 20, 1, isParity: false);

        var error = Assert.Throws<ArgumentException>(() => draw.For(Twenty[3]));

        Assert.StartsWith(
            "20 demonstrations are wanted for the sample '3'; beside itself there are 19.", error.Message);
    }

    [Fact]
    public void For_NoShots_ShowsNothing() =>
        Assert.Empty(DemonstrationDraw.Create(Documents.Task(Twenty), 0, 1, isParity: false).For(Twenty[0]));

    /// <summary>r = random.Random(1234); [r.sample(range(6), 3) for _ in range(3)], which is 2 shots and a spare one.
    /// </summary>
    [Fact]
    public void For_ParityAndThePoolIsTheData_DrawsOneMoreAndDropsTheSample()
    {
        Sample[] six = Documents.Numbered(6);
        var draw = DemonstrationDraw.Create(Documents.Task(six), 2, 1234, isParity: true);

        // Drawn: 3 0 4, then 0 4 5, then 5 0 4.
        Assert.Equal(["3,4", "0,4", "5,0"], six[..3].Select(sample => Ids(draw.For(sample))));
    }

    /// <summary>r = random.Random(1234); [r.sample(range(6), 2) for _ in range(3)].</summary>
    [Fact]
    public void For_ParityAndAPool_DrawsAsManyAsAreShown()
    {
        Sample[] six = Documents.Numbered(6);
        var draw = DemonstrationDraw.Create(
            Documents.Task(six, Documents.Numbered(6)), 2, 1234, isParity: true);

        Assert.Equal(["3,0", "0,5", "4,0"], six[..3].Select(sample => Ids(draw.For(sample))));
    }

    [Fact]
    public void For_ParityAndASpareFromAPool_DropsRecordsThatAreEqual()
    {
        Sample[] six = Documents.Numbered(6);
        EvaluationTask task = Documents.Task(six, Documents.Numbered(6)) with { DrawsSpare = true };

        var draw = DemonstrationDraw.Create(task, 2, 1234, isParity: true);

        Assert.Equal(["3,4", "0,4", "5,0"], six[..3].Select(sample => Ids(draw.For(sample))));
    }

    [Fact]
    public void For_ParityAndTheFirst_TakesTheFirstBesideTheSample()
    {
        EvaluationTask task = Documents.Task(Twenty) with { Selection = new() };

        var draw = DemonstrationDraw.Create(task, 2, 1234, isParity: true);

        Assert.Equal(["1,2", "0,2", "0,1"], Twenty[..3].Select(sample => Ids(draw.For(sample))));
    }

    [Fact]
    public void Create_ParityAndAMethodThatTheHarnessLacks_IsRefused()
    {
        EvaluationTask task = Documents.Task(Twenty) with
        {
            Selection = new() { Method = DemonstrationMethod.NearestByBm25 },
        };

        Assert.Throws<ArgumentException>(() => DemonstrationDraw.Create(task, 2, 1234, isParity: true));
    }

    private static string Ids(IReadOnlyList<Sample> samples) => string.Join(",", samples.Select(each => each.Id));

    private static string[] Ids(DemonstrationDraw draw, IEnumerable<Sample> samples) =>
        [.. samples.Select(sample => Ids(draw.For(sample)))];
}
