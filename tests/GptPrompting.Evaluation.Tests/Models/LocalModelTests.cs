using GptPrompting.Evaluation.Models;
using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Tests.Models;

/// <summary>The conformity tests for the model in the box.</summary>
public sealed class LocalModelConformityTests : EvaluatedModelTests
{
    protected override Task<IEvaluatedModel> OpenAsync() =>
        Task.FromResult<IEvaluatedModel>(new LocalModel(LanguageModel.Load(TinyGpt.Folder)));
}

public sealed class LocalModelTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    [Fact]
    public async Task ScoreAsync_AfterOtherCalls_GivesTheSameBits()
    {
        var model = new LocalModel(inBox.Model);
        ScoringRequest[] requests = [.. Enumerable.Range(0, 20).Select(i =>
            new ScoringRequest("Input: cat\nOutput: cats\nInput: dog\nOutput:", $" {i} dogs"))];
        double[] first = await ScoresAsync(model, requests);
        inBox.Model.Generate("Input: cat\nOutput: cats\nInput: dog\nOutput: 1", new GenerationOptions());

        double[] second = await ScoresAsync(model, requests);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task TokensRead_WhatRequestsShare_CountsOnce()
    {
        var model = new LocalModel(inBox.Model);
        string context = string.Concat(Enumerable.Repeat(" a", 200)) + "\nInput: cat\nOutput:";
        int shared = inBox.Model.Tokenizer.Encode(context, addSpecialTokens: true).Length;
        ScoringRequest[] requests = [.. new[] { " cats", " dogs", " tables" }.Select(
            answer => new ScoringRequest(context, answer))];

        await ScoresAsync(model, requests);
        await ScoresAsync(model, requests);

        // The last token of an answer is only predicted.
        int own = requests.Sum(request => inBox.Model.Tokenizer.Encode(request.Continuation, false).Length - 1);
        Assert.InRange(model.TokensRead, 2 * shared, 2 * (shared + own));
    }

    [Fact]
    public void Identity_OtherThreads_Differs()
    {
        using LanguageModel other = LanguageModel.Load(TinyGpt.Folder, new LanguageModelOptions { Threads = 1 });

        IReadOnlyDictionary<string, string> identity = new LocalModel(other).Identity;

        Assert.Equal(new LocalModel(inBox.Model).Identity["digest"], identity["digest"]);
        Assert.NotEqual(new LocalModel(inBox.Model).Identity["threads"], identity["threads"]);
    }

    [Fact]
    public void Identity_ChangedFile_HasAnotherDigest()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        foreach (string file in Directory.EnumerateFiles(TinyGpt.Folder))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        string config = Path.Combine(folder.FullName, "config.json");
        File.WriteAllText(config, File.ReadAllText(config) + "\n");
        using LanguageModel changed = LanguageModel.Load(folder.FullName);

        string digest = new LocalModel(changed).Identity["digest"];
        folder.Delete(recursive: true);

        Assert.NotEqual(new LocalModel(inBox.Model).Identity["digest"], digest);
    }

    private static async Task<double[]> ScoresAsync(LocalModel model, ScoringRequest[] requests)
    {
        double[] scores = new double[requests.Length];
        await foreach ((int index, ScoringReply reply) in model.ScoreAsync(requests))
        {
            scores[index] = reply.LogLikelihood;
        }

        return scores;
    }
}
