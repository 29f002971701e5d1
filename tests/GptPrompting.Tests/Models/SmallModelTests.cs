using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>
/// Every layout and architecture against PyTorch's logits. Tolerances are about twice the largest difference seen
/// in float16 (0.012 and 0.025) and bfloat16 (0.038); in float32 it was 1.5e-5.
/// </summary>
public class SmallModelTests() : SmallModelReads(GraphRewriting.Never);

/// <summary>The same, rewritten wherever that is possible.</summary>
public class RewrittenSmallModelTests() : SmallModelReads(GraphRewriting.Always);

public abstract class SmallModelReads(GraphRewriting rewriting)
{
    public static TheoryData<string, string?, string, float> Folders => new()
    {
        { "gpt1-plain", null, "gpt1", 1e-4f },
        { "gpt2-optimum", null, "gpt2", 1e-4f },
        { "gpt2-split", null, "gpt2", 1e-4f },
        { "gpt2-merged", null, "gpt2", 1e-4f },
        { "gpt2-transformersjs", null, "gpt2", 1e-4f },
        { "gpt2-transformersjs", "fp16", "gpt2", 0.03f },
        { "gpt2-external", null, "gpt2", 1e-4f },
        { "gpt2-legacy", null, "gpt2", 1e-4f },
        { "gpt2-genai", null, "gpt2", 1e-4f },
        { "gpt2-plain", null, "gpt2", 1e-4f },
        { "gpt2-bf16", null, "gpt2", 0.08f },
        { "gptneo-optimum", null, "gptneo", 1e-4f },
        { "gptj-optimum", null, "gptj", 1e-4f },
        { "gptneox-optimum", null, "gptneox", 1e-4f },
        { "llama-optimum", null, "llama", 1e-4f },
        { "llama-genai", null, "llama", 1e-4f },
        { "llama-genai-fp16", null, "llama", 0.05f },
        { "llama-genai-int4", null, "llama-int4", 1e-4f },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_AllTokensAtOnce_GivesTheReferencesLogits(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant, rewriting);
        using ICausalSequence sequence = model.Begin();

        float[][] rows = Rows(sequence.Read(expected.Ids, expected.Ids.Length));

        AssertClose(expected.Logits, rows, tolerance);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_TokenByToken_GivesTheReferencesLogits(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant, rewriting);
        using ICausalSequence sequence = model.Begin();

        float[][] rows = [.. expected.Ids.SelectMany(id => Rows(sequence.Read([id], 1)))];

        AssertClose(expected.Logits, rows, tolerance);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_InStepsOfSeveralTokens_GivesTheWantedRows(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant, rewriting);
        using ICausalSequence sequence = model.Begin();

        sequence.Read(expected.Ids.AsSpan(0, 10), rows: 0);
        float[][] middle = Rows(sequence.Read(expected.Ids.AsSpan(10, 5), rows: 3));
        float[][] last = Rows(sequence.Read(expected.Ids.AsSpan(15), rows: 9));

        AssertClose(expected.Logits[12..15], middle, tolerance);
        AssertClose(expected.Logits[15..], last, tolerance);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_SequencesOfDifferentLength_GivesTheReferencesLogits(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant, rewriting);
        using ICausalSequence first = model.Begin();
        using ICausalSequence second = model.Begin();
        int[][] ids = expected.PaddedIds;

        model.Read([new(first, ids[0].AsMemory(..3), 3), new(second, ids[1].AsMemory(..8), 8)]);
        float[][] begun = [.. Rows(first.Logits), .. Rows(second.Logits)];
        model.Read([new(first, ids[0].AsMemory(3..), 2), new(second, ids[1].AsMemory(8..), 4)]);

        AssertClose([.. expected.PaddedLogits[0][..3], .. expected.PaddedLogits[1][..8]], begun, tolerance);
        AssertClose(expected.PaddedLogits[0][3..], Rows(first.Logits), tolerance);
        AssertClose(expected.PaddedLogits[1][8..], Rows(second.Logits), tolerance);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_FurtherTokensOfDifferentNumber_GivesTheReferencesLogits(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant);
        using ICausalSequence first = model.Begin();
        using ICausalSequence second = model.Begin();
        int[][] ids = expected.PaddedIds;

        model.Read([new(first, ids[0].AsMemory(..3), 0), new(second, ids[1].AsMemory(..3), 0)]);
        model.Read([new(first, ids[0].AsMemory(3..4), 1), new(second, ids[1].AsMemory(3..8), 2)]);
        float[][] middle = [.. Rows(first.Logits), .. Rows(second.Logits)];
        model.Read([new(first, ids[0].AsMemory(4..), 1), new(second, ids[1].AsMemory(8..), 4)]);

        AssertClose([expected.PaddedLogits[0][3], .. expected.PaddedLogits[1][6..8]], middle, tolerance);
        AssertClose(expected.PaddedLogits[0][4..], Rows(first.Logits), tolerance);
        AssertClose(expected.PaddedLogits[1][8..], Rows(second.Logits), tolerance);
    }

    // A greedy choice is the reference's wherever the logits are that close; the others may differ in a near tie.
    [Theory]
    [MemberData(nameof(Folders))]
    public void Read_BestTokenAfterBestToken_GivesTheReferencesTokens(
        string folder, string? variant, string architecture, float tolerance)
    {
        SmallModel expected = SmallModel.Expected(architecture);
        using ICausalModel model = SmallModel.Open(folder, variant, rewriting);
        using ICausalSequence sequence = model.Begin();
        sequence.Read(expected.Prompt, rows: 1);

        int[] tokens = [.. Enumerable.Range(0, expected.Greedy.Length).Select(_ => Next(sequence))];

        Assert.Equal(expected.Greedy[..(tolerance > 1e-3f ? 3 : 12)], tokens[..(tolerance > 1e-3f ? 3 : 12)]);
    }

    private static int Next(ICausalSequence sequence)
    {
        int token = Logits.IndexOfMax(sequence.Logits);
        sequence.Read([token], rows: 1);
        return token;
    }

    private static float[][] Rows(ReadOnlySpan<float> logits) => [.. logits.ToArray().Chunk(SmallModel.Columns)];

    private static void AssertClose(float[][] expected, float[][] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        float largest = expected.Zip(actual).Max(rows =>
            rows.First.Zip(rows.Second).Max(pair => Math.Abs(pair.First - pair.Second)));
        Assert.True(largest <= tolerance, $"The largest difference is {largest}; at most {tolerance} is expected.");
    }
}
