using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class ModelFunctionsTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private const string Prompt =
        "Classify the sentiment of the text as Positive or Negative.\nInput: So good!\nOutput:";

    [Fact]
    public void AsAIFunctions_AreThoseOfThePlugin()
    {
        IReadOnlyList<AIFunction> functions = inBox.Model.AsAIFunctions();

        Assert.Equal(["Classify", "Score", "CountTokens"], functions.Select(each => each.Name));
        Assert.All(functions, each => Assert.NotEmpty(each.Description));
        Assert.Equal(
            ["prompt string", "labels array"],
            functions[0].JsonSchema.GetProperty("properties").EnumerateObject()
                .Select(each => $"{each.Name} {each.Value.GetProperty("type").GetString()}"));
    }

    [Fact]
    public async Task Classify_ArgumentsOfAModel_GivesLabelAndProbabilities()
    {
        JsonElement answer = await InvokeAsync("Classify", new()
        {
            ["prompt"] = Prompt, ["labels"] = JsonSerializer.SerializeToElement(new[] { "Positive", "Negative" }),
        });

        Assert.Equal("Positive", answer.GetProperty("label").GetString());
        Assert.Equal(
            inBox.Model.Classify(Prompt, ["Positive", "Negative"]).Best.Probability,
            answer.GetProperty("probabilities").GetProperty("Positive").GetDouble(), 1e-5);
    }

    [Fact]
    public async Task Score_Continuation_IsTheScoreOfTheModel()
    {
        JsonElement answer = await InvokeAsync(
            "Score", new() { ["prompt"] = "Once upon", ["continuation"] = " a time" });

        Assert.Equal(
            inBox.Model.Score("Once upon", " a time").LogLikelihood,
            answer.GetProperty("logLikelihood").GetDouble(), 1e-4);
        Assert.Equal(" a", answer.GetProperty("tokens")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task CountTokens_Text_IsCounted()
    {
        JsonElement answer = await InvokeAsync("CountTokens", new() { ["text"] = "Once upon a time" });

        Assert.Equal(
            inBox.Model.Tokenizer.Encode("Once upon a time", addSpecialTokens: false).Length, answer.GetInt32());
    }

    [Fact]
    public async Task Classify_NoLabels_IsRefused()
    {
        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => InvokeAsync("Classify", new() { ["prompt"] = Prompt, ["labels"] = Array.Empty<string>() }));

        Assert.Contains("no labels", error.Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> InvokeAsync(string name, AIFunctionArguments arguments) =>
        (JsonElement)(await inBox.Model.AsAIFunctions().Single(each => each.Name == name).InvokeAsync(arguments))!;
}
