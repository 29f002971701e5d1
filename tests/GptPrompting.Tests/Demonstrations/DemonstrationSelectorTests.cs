using System.Globalization;
using System.Text.Json;
using GptPrompting.Demonstrations;
using GptPrompting.Prompts;

namespace GptPrompting.Tests.Demonstrations;

public class DemonstrationSelectorTests
{
    private static readonly Demonstration[] Six =
        [.. "abcdef".Select((c, i) => new Demonstration($"{c}", i < 4 ? "x" : "y"))];

    [Fact]
    public void Select_Default_TakesAllInTheirOrder()
    {
        IReadOnlyList<SelectedDemonstration> chosen = Select(new DemonstrationSelection(), "new");

        Assert.Equal([0, 1, 2, 3, 4, 5], chosen.Select(each => each.Index));
        Assert.Equal(new SelectedDemonstration(Six[5], 5, 5), chosen[5]);
    }

    [Theory]
    [InlineData("b")]
    [InlineData(" b\n")]
    public void Select_TheItemItself_IsNeverChosen(string input) =>
        Assert.Equal([0, 2, 3], Indices(new DemonstrationSelection { Count = 3 }, input));

    [Theory]
    [InlineData(DemonstrationMethod.First)]
    [InlineData(DemonstrationMethod.Random)]
    [InlineData(DemonstrationMethod.ClassBalanced)]
    [InlineData(DemonstrationMethod.NearestByBm25)]
    [InlineData(DemonstrationMethod.LengthBounded)]
    public void Select_AllWanted_TakesAllButTheItemItself(DemonstrationMethod method) => Assert.Equal(
        [0, 1, 3, 4, 5], Indices(new DemonstrationSelection { Method = method, Count = 6, MaxLength = 99 }, "c"));

    [Fact]
    public void Select_Key_LeavesOutTheDemonstrationWithIt()
    {
        Demonstration[] keyed = [WithId("one", "7"), WithId("two", "\"7b\""), new("three", "z")];
        var selector = new DemonstrationSelector(keyed, new DemonstrationSelection { KeyField = "id" });

        Assert.Equal([1, 2], Indices(selector, new DemonstrationQuery("q") { Key = "7" }));
        Assert.Equal([0, 2], Indices(selector, new DemonstrationQuery("q") { Key = "7b" }));
        Assert.Equal([0, 1, 2], Indices(selector, new DemonstrationQuery("q")));
    }

    [Fact]
    public void Select_KeyWithoutKeyField_IsAnErrorAndNotIgnored() => Assert.Throws<ArgumentException>(
        "query", () => new DemonstrationSelector(Six).Select(new DemonstrationQuery("q") { Key = "7" }));

    // Places by the SplitMix64 of RandomStreamTests and a Fisher-Yates shuffle, computed with Python's integers:
    // [0, 2, 4, 1, 5, 3] for the seed 0, [1, 3, 5, 0, 4, 2] for 1, [4, 5, 2, 3, 0, 1] for -7.
    [Theory]
    [InlineData(0, new[] { 0, 3, 1, 5, 2, 4 })]
    [InlineData(1, new[] { 3, 0, 5, 1, 4, 2 })]
    [InlineData(-7, new[] { 4, 5, 2, 3, 0, 1 })]
    public void Select_RandomShuffled_IsTheSameEverywhere(int seed, int[] expected)
    {
        var selection = new DemonstrationSelection
        {
            Method = DemonstrationMethod.Random,
            Order = DemonstrationOrder.Shuffled,
            Seed = seed,
        };

        Assert.Equal(expected, Indices(selection, "new"));
        Assert.Equal(expected[..2], Indices(selection with { Count = 2 }, "new"));
        Assert.Equal(expected[..3].Order(), Indices(selection with { Count = 3, Order = default }, "new"));
    }

    // Of x there are 0, 1, 2, 3, of y 4 and 5; the seed 1 draws 3, 0, 5, 1, 4, 2, the seed 0 draws 0, 3, 1, 5, 2, 4.
    [Theory]
    [InlineData(1, 1, new[] { 3 })]
    [InlineData(2, 1, new[] { 3, 5 })]
    [InlineData(4, 1, new[] { 3, 5, 0, 4 })]
    [InlineData(5, 1, new[] { 3, 5, 0, 4, 1 })]
    [InlineData(6, 0, new[] { 0, 5, 3, 4, 1, 2 })]
    public void Select_ClassBalanced_TakesEachOutputInTurn(int count, int seed, int[] expected)
    {
        var selection =
            new DemonstrationSelection { Method = DemonstrationMethod.ClassBalanced, Count = count, Seed = seed };

        Assert.Equal(expected, Select(selection, "new").OrderBy(each => each.Rank).Select(each => each.Index));
    }

    [Fact]
    public void Select_NearestByBm25MostSimilarLast_EndsWithTheBest()
    {
        Demonstration[] texts =
            [new("the red house", ""), new("a dog", ""), new("a red house on a hill", ""), new("red", "")];
        var selection = new DemonstrationSelection
        {
            Method = DemonstrationMethod.NearestByBm25,
            Order = DemonstrationOrder.MostSimilarLast,
            Count = 3,
        };

        IReadOnlyList<SelectedDemonstration> chosen =
            new DemonstrationSelector(texts, selection).Select(new DemonstrationQuery("Red house?"));

        // Both words in a short text, both in a longer one, one of them.
        Assert.Equal([3, 2, 0], chosen.Select(each => each.Index));
        Assert.Equal([2, 1, 0], chosen.Select(each => each.Rank));
        Assert.True(chosen[1].Similarity < chosen[2].Similarity);
    }

    [Fact]
    public void Select_FirstMostSimilarLast_GoesByBm25AmongThoseChosen()
    {
        var selection = new DemonstrationSelection { Order = DemonstrationOrder.MostSimilarLast, Count = 3 };

        Assert.Equal([2, 0, 1], Indices(selection, "b x"));
    }

    // Cosines with (0.8, 0.6): 0.8, 0.936, 0.6, 0.96.
    [Theory]
    [InlineData(DemonstrationMethod.NearestByEmbedding, 0.5, new[] { 3, 1, 0, 2 })]
    [InlineData(DemonstrationMethod.MaximalMarginalRelevance, 1, new[] { 3, 1, 0, 2 })]
    // After 3: 0.4 - 0.3, 0.468 - 0.4, 0.3 - 0.4; after 0: 0.468 - 0.48, 0.3 - 0.4.
    [InlineData(DemonstrationMethod.MaximalMarginalRelevance, 0.5, new[] { 3, 0, 1, 2 })]
    // Only unlike each other: 0 is first among equals; then cosines of 0.96, 0, 0.6 with it; then the larger of two.
    [InlineData(DemonstrationMethod.MaximalMarginalRelevance, 0, new[] { 0, 2, 3, 1 })]
    public void Select_Vectors_GoByCosine(DemonstrationMethod method, double lambda, int[] expected)
    {
        var selection = new DemonstrationSelection { Method = method, Lambda = lambda };

        IReadOnlyList<SelectedDemonstration> chosen = Plane(selection).Select(new DemonstrationQuery("8 6"));

        Assert.Equal(expected, chosen.OrderBy(each => each.Rank).Select(each => each.Index));
        Assert.Equal([0.8, 0.936, 0.6, 0.96], chosen.Select(each => each.Similarity!.Value));
    }

    [Fact]
    public void Select_Vectors_AreComputedOnceForTheDemonstrations()
    {
        var calls = new List<int>();
        DemonstrationSelector selector =
            Plane(new DemonstrationSelection { Method = DemonstrationMethod.NearestByEmbedding }, calls);

        selector.Select(new DemonstrationQuery("8 6"));
        selector.Select(new DemonstrationQuery("1 1"));

        Assert.Equal([4, 1, 1], calls);
    }

    [Fact]
    public async Task Select_EmbedderThatAnswersLater_AsksForSelectAsync()
    {
        var later = new TaskCompletionSource();
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByEmbedding, Count = 1 };
        var selector = new DemonstrationSelector(Six, selection, async (texts, _) =>
        {
            await later.Task;
            return [.. texts.Select(text => new ReadOnlyMemory<float>([text[0], 1]))];
        });

        var e = Assert.Throws<InvalidOperationException>(() => selector.Select(new DemonstrationQuery("z")));
        later.SetResult();

        Assert.Contains("await SelectAsync", e.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await selector.SelectAsync(new DemonstrationQuery("z")))[0].Index);
    }

    [Theory]
    [InlineData(1, 2, "gave 1 vectors for 6 texts")]
    [InlineData(6, 0, "gave vectors of 0 and of 2 numbers")]
    public void Select_WrongVectors_IsAnError(int count, int length, string problem)
    {
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByEmbedding };
        var selector = new DemonstrationSelector(Six, selection, (texts, _) =>
            ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>([.. Enumerable.Repeat(
                new ReadOnlyMemory<float>(new float[texts.Count == 1 ? 2 : length]), Math.Min(count, texts.Count))]));

        var e = Assert.Throws<InvalidOperationException>(() => selector.Select(new DemonstrationQuery("z")));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    // Inputs and outputs together: 6, 3, 5, 2 characters.
    [Theory]
    [InlineData(DemonstrationMethod.First, 8, new[] { 0, 3 })]
    [InlineData(DemonstrationMethod.First, 9, new[] { 0, 1 })]
    [InlineData(DemonstrationMethod.LengthBounded, 9, new[] { 1, 3 })]
    [InlineData(DemonstrationMethod.LengthBounded, 10, new[] { 1, 2, 3 })]
    [InlineData(DemonstrationMethod.LengthBounded, 1, new int[0])]
    public void Select_MaxLength_PassesOverWhatDoesNotFit(DemonstrationMethod method, int maxLength, int[] expected)
    {
        Demonstration[] texts = [new("aaaaa", "1"), new("bb", "1"), new("ccc", "12"), new("d", "1")];
        var selection = new DemonstrationSelection { Method = method, MaxLength = maxLength };

        Assert.Equal(expected, Indices(new DemonstrationSelector(texts, selection), new DemonstrationQuery("q")));
    }

    [Fact]
    public void Select_MeasureOfTheCaller_CountsInstead()
    {
        var selection = new DemonstrationSelection { MaxLength = 40 };
        var selector = new DemonstrationSelector(Six, selection, measure: _ => 10);

        Assert.Equal([0, 1], Indices(selector, new DemonstrationQuery("q")));
    }

    [Fact]
    public void Constructor_WithoutWhatTheMethodNeeds_SaysWhat()
    {
        (DemonstrationSelection Selection, string Problem)[] wrong =
        [
            (new() { Method = DemonstrationMethod.NearestByEmbedding }, "needs an embedder"),
            (new() { Method = DemonstrationMethod.MaximalMarginalRelevance }, "needs an embedder"),
            (new() { Method = DemonstrationMethod.LengthBounded }, "needs a MaxLength"),
            (new() { Count = 7 }, "There are 6 demonstrations"),
        ];

        Assert.All(wrong, each => Assert.Contains(
            each.Problem,
            Assert.ThrowsAny<ArgumentException>(() => new DemonstrationSelector(Six, each.Selection)).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Select_NoDemonstrations_IsEmpty()
    {
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByBm25 };

        Assert.Empty(new DemonstrationSelector([], selection).Select(new DemonstrationQuery("q")));
    }

    private static Demonstration WithId(string input, string id) => new(input, "z")
    {
        Fields = new Dictionary<string, JsonElement> { ["id"] = JsonDocument.Parse(id).RootElement },
    };

    /// <summary>Texts of two numbers, each its own vector: (1, 0), (0.96, 0.28), (0, 1), (0.6, 0.8).</summary>
    private static DemonstrationSelector Plane(DemonstrationSelection selection, List<int>? calls = null) =>
        new([new("1 0", ""), new("96 28", ""), new("0 1", ""), new("6 8", "")], selection, (texts, _) =>
        {
            calls?.Add(texts.Count);
            return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>(
                [.. texts.Select(Numbers)]);
        });

    private static ReadOnlyMemory<float> Numbers(string text) =>
        text.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();

    private static IReadOnlyList<SelectedDemonstration> Select(DemonstrationSelection selection, string input) =>
        new DemonstrationSelector(Six, selection).Select(new DemonstrationQuery(input));

    private static IEnumerable<int> Indices(DemonstrationSelection selection, string input) =>
        Select(selection, input).Select(each => each.Index);

    private static IEnumerable<int> Indices(DemonstrationSelector selector, DemonstrationQuery query) =>
        selector.Select(query).Select(each => each.Index);
}
