using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Generation;

public class TokenGeneratorTests
{
    [Fact]
    public void Next_Greedy_FollowsTheTable()
    {
        using var model = TableModel.Chain(1, 2, 0);
        using TokenGenerator generator = Generator(model, [0]);

        int[] tokens = [generator.Next(default), generator.Next(default), generator.Next(default)];

        Assert.Equal([1, 2, 0], tokens);
    }

    [Fact]
    public void Next_ReadsThePromptOnceAndThenEachTokenOnce()
    {
        using var model = TableModel.Chain(1, 2, 0);
        using TokenGenerator generator = Generator(model, [2, 0]);

        generator.Next(default);
        generator.Next(default);

        Assert.Equal([2, 0, 1], model.TokensRead);
    }

    [Fact]
    public void CanContinue_ContextIsFull_IsFalse()
    {
        using var model = new TableModel([[0f, 1f], [1f, 0f]], contextLength: 2);
        using TokenGenerator generator = Generator(model, [0]);

        generator.Next(default);
        Assert.True(generator.CanContinue);
        generator.Next(default);
        Assert.False(generator.CanContinue);
    }

    [Fact]
    public void Dispose_EndsTheSequence()
    {
        using var model = TableModel.Chain(0, 1);

        Generator(model, [0]).Dispose();

        Assert.Equal(0, model.SequencesOpen);
    }

    private static TokenGenerator Generator(TableModel model, int[] prompt) =>
        new(model, prompt, new GenerationOptions(), new RandomStream(1), new TokenRules(new(), [], [], new Scratch()));
}
