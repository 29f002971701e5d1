using System.Text.Json;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Runs;

/// <summary>1,000 random prompts and answers: no batch, order or shared start changes what a token costs.</summary>
public sealed class BatchInvarianceTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private const string Letters = "etaoin shrdlu\n0123é😀";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    public async Task RunAsync_BatchSizeAndOrder_GiveEveryTokenWhatItCostsAlone(int batchSize)
    {
        var random = new Random(batchSize);
        EvaluationTask task = Task([.. Enumerable.Range(0, 125).Select(i => Sample(i, random))], random);
        var options = new EvaluatorOptions { Shots = [0, 2], BatchSize = batchSize };

        EvaluationRun run = await new Evaluator(new LocalModel(inBox.Model), options).RunAsync([task]);

        Assert.Equal(250, run.Results.Count);
        Assert.All(run.Results, result => Assert.All(
            Alone(task, result).Zip(result.Tokens.Select(token => token.LogProbability)),
            pair => Assert.Equal(pair.First, pair.Second, 1e-4)));
    }

    private IEnumerable<double> Alone(EvaluationTask task, SampleResult result)
    {
        Sample sample = task.Samples.Single(each => each.Id == result.Sample);
        Sample[] shown = [.. result.Shown.Select(id => task.Pool!.Single(each => each.Id == id))];
        string prompt = task.Prompt.Render(sample, shown).Text;
        return inBox.Model.Score(prompt, task.Prompt.Continuation(prompt, sample.Target)).Tokens
            .Select(token => token.LogProbability);
    }

    private static EvaluationTask Task(Sample[] samples, Random random)
    {
        random.Shuffle(samples);
        return new EvaluationTask
        {
            Name = "random",
            Request = RequestKind.LogLikelihood,
            Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ q }}:")),
            Samples = samples,
            Pool = [.. Enumerable.Range(1000, 5).Select(i => Sample(i, random))],
            Metrics = ["acc"],
            Identity = "random",
        };
    }

    private static Sample Sample(int index, Random random)
    {
        string question = Text(random, random.Next(1, 40));
        return new Sample
        {
            Id = $"{index}",
            Index = index,
            Document = JsonSerializer.SerializeToElement(new { q = question }),
            Input = question,
            Target = "a" + Text(random, random.Next(0, 12)),
        };
    }

    private static string Text(Random random, int length) => string.Concat(
        Enumerable.Range(0, length).Select(_ => random.GetItems(Letters.EnumerateRunes().ToArray(), 1)[0].ToString()));
}
