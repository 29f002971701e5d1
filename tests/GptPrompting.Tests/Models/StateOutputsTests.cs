using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

public class StateOutputsTests
{
    [Fact]
    public void Find_NumberedOutputs_AreInTheOrderOfLayers()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"hidden_states.{i}").Order(StringComparer.Ordinal)];

        var outputs = StateOutputs.Find([.. names, "attentions_1", "attentions_0", "logits", "present.0.key"]);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"hidden_states.{i}"), outputs.Hidden);
        Assert.Equal(["attentions_0", "attentions_1"], outputs.Attentions);
        Assert.Equal("hidden_states.11", outputs.Last);
        Assert.Null(outputs.Sentence);
    }

    [Theory]
    [InlineData("last_hidden_state", "hidden_states.0", "last_hidden_state")]
    [InlineData("hidden_states", "logits", "hidden_states")]
    [InlineData("token_embeddings", "sentence_embedding", "token_embeddings")]
    public void Find_LastState_TakesItsOwnNameFirst(string one, string other, string expected) =>
        Assert.Equal(expected, StateOutputs.Find([other, one]).Last);

    [Fact]
    public void Find_NothingButLogits_IsEmpty() => Assert.True(StateOutputs.Find(["logits", "present.0.key"]).IsEmpty);

    [Fact]
    public void Find_CrossAttentions_AreOthers() =>
        Assert.Empty(StateOutputs.Find(["cross_attentions.0", "my_attentions.0"]).Attentions);
}
