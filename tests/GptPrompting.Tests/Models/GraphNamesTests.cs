using GptPrompting.Models.Folders;

namespace GptPrompting.Tests.Models;

public class GraphNamesTests
{
    [Theory]
    [InlineData("past_key_values.%d.key", "past_key_values.7.key", true)]
    [InlineData("past_key_values.%d.key", "past_key_values.12.key", true)]
    [InlineData("past_key_values.%d.key", "past_key_values.key", false)]
    [InlineData("past_key_values.%d.key", "past_key_values..key", false)]
    [InlineData("past_key_values.%d.key", "past_key_values.-1.key", false)]
    [InlineData("past_key_values.%d.key", "past_key_values.1.keys", false)]
    [InlineData("past_key_values.%d.key", "past_key_values.1.value", false)]
    [InlineData("past_key_values.%d.key", "my_past_key_values.1.key", false)]
    [InlineData("past_key_values.%d.key", "past_key_values.99999999999.key", false)]
    [InlineData("past_%d", "past_0", true)]
    [InlineData("past_%d", "past_", false)]
    [InlineData("past_%d", "past", false)]
    [InlineData("past_%d", "past_1a", false)]
    [InlineData("%d", "3", true)]
    [InlineData("past", "past", false)]
    [InlineData("past.%d", "pastx3", false)]
    public void FindPasts_Name_IsAPastWhereALayersNumberFillsThePattern(string pattern, string name, bool isPast)
    {
        var names = new GraphNames { Cache = [(pattern, "present")] };

        Assert.Equal(isPast ? [(name, "present")] : [], names.FindPasts([name]));
    }

    [Fact]
    public void FindPasts_LayersInAnyOrder_GivesThemByNumberWithKeysFirst()
    {
        string[] inputs =
        [
            "input_ids", "past_key_values.10.value", "past_key_values.2.value", "past_key_values.10.key",
            "past_key_values.2.key",
        ];

        Assert.Equal(
            [
                ("past_key_values.2.key", "present.2.key"), ("past_key_values.2.value", "present.2.value"),
                ("past_key_values.10.key", "present.10.key"), ("past_key_values.10.value", "present.10.value"),
            ],
            new GraphNames().FindPasts(inputs));
    }
}
