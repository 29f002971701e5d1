using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Models.Packed;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>What a step of generation leaves for the garbage collector, on average over many.</summary>
public class StepAllocationTests
{
    private const int Steps = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_PackedStepAfterStep_AllocatesOnlyWhereMemoryGrows(int sequences)
    {
        using PackedModel model = PackedModelTests.LoadInBox();
        SequenceRead[] step = [.. Enumerable.Range(0, sequences).Select(
            i => new SequenceRead(model.Begin(), new[] { i }, 1))];

        long perStep = PerStep(() => model.Read(step));

        // Room for 64 tokens comes at once, with tensors over it: 20 KB for 64 steps of a sequence. Code that is not
        // optimised yet takes a little more.
        Assert.InRange(perStep, 0, 1500);
    }

    [Fact]
    public void GenerateStreaming_Rewritten_AllocatesWhatItGives()
    {
        using LanguageModel model = LanguageModel.Load(
            InBox.Folder, new LanguageModelOptions { Threads = 1, Rewriting = GraphRewriting.Always });
        var options = new GenerationOptions { MaxOutputTokens = 2 * Steps, MinOutputTokens = 2 * Steps };
        using IEnumerator<CompletionUpdate> updates = model.GenerateStreaming("Once", options).GetEnumerator();

        long perToken = PerStep(() => updates.MoveNext());

        // An update, its text and its token take about 250 bytes.
        Assert.InRange(perToken, 0, 1000);
    }

    [Fact]
    public void GenerateStreaming_GraphAsItIs_AllocatesLittleBesideTensors()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Threads = 1 });
        var options = new GenerationOptions { MaxOutputTokens = 2 * Steps, MinOutputTokens = 2 * Steps };
        using IEnumerator<CompletionUpdate> updates = model.GenerateStreaming("Once", options).GetEnumerator();

        long perToken = PerStep(() => updates.MoveNext());

        // ONNX Runtime's objects for 12 tensors of keys and values, their names and handles, and a mask as long as
        // the text.
        Assert.InRange(perToken, 0, 8000);
    }

    private static long PerStep(Action step)
    {
        for (int i = 0; i < 20; i++)
        {
            step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Steps; i++)
        {
            step();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
    }
}
