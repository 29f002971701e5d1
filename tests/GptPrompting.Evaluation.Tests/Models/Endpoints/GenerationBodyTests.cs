using GptPrompting.Evaluation.Models.Endpoints;
using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class GenerationBodyTests
{
    [Fact]
    public void Of_Defaults_AsksForGreedyTokensAndNothingElse() =>
        Assert.Equal(
            new CompletionBody { Model = "m", Prompt = "p", MaxTokens = 256, Temperature = 0 },
            GenerationBody.Of("m", "p", new GenerationOptions()));

    [Fact]
    public void Of_WhatTheProtocolHas_IsSaid()
    {
        GenerationOptions options = new()
        {
            MaxOutputTokens = 5,
            Temperature = 0.5,
            TopP = 0.9,
            Seed = 7,
            PresencePenalty = 1,
            FrequencyPenalty = -1,
            StopSequences = ["\n"],
        };

        CompletionBody body = GenerationBody.Of("m", "p", options);

        Assert.Equal((5, 0.5, 0.9, 7), (body.MaxTokens, body.Temperature, body.TopP, body.Seed));
        Assert.Equal((1, -1), (body.PresencePenalty, body.FrequencyPenalty));
        Assert.Equal(["\n"], body.Stop!);
    }

    [Fact]
    public void Of_TopPOfZero_IsGreedy()
    {
        CompletionBody body = GenerationBody.Of("m", "p", new GenerationOptions { Temperature = 1, TopP = 0 });

        Assert.Equal((0, null), (body.Temperature, body.TopP));
    }

    public static TheoryData<string, GenerationOptions> Unknown => new()
    {
        { "TopK", new() { TopK = 3 } },
        { "MinP", new() { MinP = 0.1 } },
        { "TypicalP", new() { Temperature = 1, TypicalP = 0.5 } },
        { "RepetitionPenalty", new() { RepetitionPenalty = 1.1 } },
        { "NoRepeatNgramSize", new() { NoRepeatNgramSize = 2 } },
        { "MinOutputTokens", new() { MinOutputTokens = 2 } },
        { "StopTokenIds", new() { StopTokenIds = [3] } },
        { "Beams", new() { Beams = 2 } },
        { "ResultCount", new() { ResultCount = 2 } },
        { "BestOf", new() { Temperature = 1, BestOf = 2 } },
        { "TopLogProbabilities", new() { TopLogProbabilities = 0 } },
        { "Echo", new() { Echo = true } },
        { "Constraint", new() { Constraint = GenerationConstraint.Choices(["a"]) } },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public void ThrowIfUnknown_OptionThatTheProtocolLacks_NamesIt(string name, GenerationOptions options) =>
        Assert.StartsWith(
            name, Assert.Throws<ArgumentException>(() => GenerationBody.ThrowIfUnknown(options)).Message);
}
