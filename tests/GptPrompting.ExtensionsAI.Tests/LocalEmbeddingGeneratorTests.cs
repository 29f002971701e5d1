using GptPrompting.States;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class LocalEmbeddingGeneratorTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator = inBox.Model.AsIEmbeddingGenerator();

    [Fact]
    public async Task Generate_Texts_GivesWhatTheModelGives()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await _generator.GenerateAsync(["a dog", "a black cat"]);

        Assert.Equal(
            [inBox.Model.Embed("a dog"), inBox.Model.Embed("a black cat")],
            embeddings.Select(each => each.Vector.ToArray()));
        Assert.All(embeddings, each => Assert.Equal("tiny-gpt", each.ModelId));
        Assert.Equal(
            inBox.Model.Tokenizer.CountTokens("a dog") + inBox.Model.Tokenizer.CountTokens("a black cat"),
            embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Generate_NoTexts_GivesNone() => Assert.Empty(await _generator.GenerateAsync([]));

    [Fact]
    public async Task Generate_EmbeddingModel_GivesWhatTheModelGives()
    {
        string folder = Path.Combine(
            GptPrompting.Tests.Repository.Root, "tests", "GptPrompting.Tests", "Encoders", "tiny-sentence");
        using var model = EmbeddingModel.Load(folder);
        using IEmbeddingGenerator<string, Embedding<float>> generator = model.AsIEmbeddingGenerator();

        Embedding<float> embedding = await generator.GenerateAsync("a dog");

        Assert.Equal(model.Embed("a dog"), embedding.Vector.ToArray());
        Assert.Same(model, generator.GetService<EmbeddingModel>());
    }

    [Fact]
    public async Task Generate_Options_AreHonouredOrRefused()
    {
        var scaled = new EmbeddingGenerationOptions
        {
            ModelId = "tiny-gpt", Dimensions = 160,
            RawRepresentationFactory = _ => new EmbeddingOptions { Normalize = true },
        };

        Embedding<float> embedding = await _generator.GenerateAsync("a dog", scaled);

        Assert.Equal(1, Math.Sqrt(embedding.Vector.ToArray().Sum(each => (double)each * each)), 1e-5);
        await RefusedAsync("Dimensions", new() { Dimensions = 8 });
        await RefusedAsync("ModelId", new() { ModelId = "other" });
        await RefusedAsync("'x'", new() { AdditionalProperties = new() { ["x"] = 1 } });
        await RefusedAsync("RawRepresentationFactory", new() { RawRepresentationFactory = _ => 1 });
    }

    [Fact]
    public void GetService_WhatTheGeneratorHas_IsGivenWithoutAKey()
    {
        var metadata = _generator.GetRequiredService<EmbeddingGeneratorMetadata>();

        Assert.Equal("tiny-gpt", metadata.DefaultModelId);
        Assert.Same(inBox.Model, _generator.GetService<LanguageModel>());
        Assert.Null(_generator.GetService(typeof(LanguageModel), "key"));
    }

    private async Task RefusedAsync(string name, EmbeddingGenerationOptions options)
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => _generator.GenerateAsync(["a dog"], options));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
