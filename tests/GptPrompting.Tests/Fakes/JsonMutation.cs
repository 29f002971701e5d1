using System.Text.Json.Nodes;

namespace GptPrompting.Tests.Fakes;

/// <summary>JSON that is JSON still, and has something else somewhere than it should.</summary>
internal static class JsonMutation
{
    private const string Mark = "@here@";

    // Values of every kind, some absurd, that take the place of others.
    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "\"x\"", "-1", "0", "1", "1e300", "2147483647", "16777215", "[[]]",
        "[1,2,3]", "{\"type\":\"Sequence\"}", "\"\\ud800\"", "\"▁\"", "\"(a+)+$\"", "0.5", "257",
        "-9223372036854775808", "18446744073709551616", "1e-320", "\"../../x\"", "\"%d\"", "\"\\u0000\"", "{\"\":null}",
        new string('[', 70) + new string(']', 70),
    ];

    /// <summary>Puts values in the place of others, or takes them away.</summary>
    public static string Of(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        int faults = random.Next(1, 4);
        var values = new Queue<string>();
        for (int fault = 0; fault < faults; fault++)
        {
            (JsonNode parent, string name) = Place(root, random);
            Replace(parent, name, random, JsonValue.Create(Mark + fault));
            values.Enqueue(random.Next(3) == 0 ? Elsewhere(root, random) : Values[random.Next(Values.Length)]);
        }

        string changed = root.ToJsonString();
        for (int fault = 0; fault < faults; fault++)
        {
            changed = changed.Replace($"\"{Mark}{fault}\"", values.Dequeue(), StringComparison.Ordinal);
        }

        return changed;
    }

    // What stands in another place is of a kind that somebody expects; twice, it contradicts itself.
    private static string Elsewhere(JsonNode root, Random random)
    {
        (JsonNode parent, string name) = Place(root, random);
        JsonNode? node = parent is JsonObject ? parent[name]
            : int.TryParse(name, out int index) && index < parent.AsArray().Count ? parent[index] : null;
        return node?.ToJsonString() is { Length: < 20_000 } text && !text.Contains(Mark, StringComparison.Ordinal)
            ? text
            : "null";
    }

    // Goes down from the root at random, so that the parts near it are met as often as the many tokens.
    private static (JsonNode Parent, string Name) Place(JsonNode node, Random random)
    {
        while (true)
        {
            int count = node is JsonObject members ? members.Count : node.AsArray().Count;
            int index = count == 0 ? 0 : random.Next(count);
            string name = count == 0 ? "added" : node is JsonObject each ? each.GetAt(index).Key : $"{index}";
            JsonNode? child = count == 0 ? null : node is JsonObject ? node[name] : node[index];
            if (child is not (JsonObject or JsonArray) || random.Next(4) == 0)
            {
                return (node, name);
            }

            node = child;
        }
    }

    private static void Replace(JsonNode parent, string name, Random random, JsonNode value)
    {
        if (parent is JsonArray list)
        {
            int index = Math.Min(int.TryParse(name, out int at) ? at : 0, list.Count);
            if (random.Next(2) == 0 && index < list.Count)
            {
                list.RemoveAt(index);
            }

            list.Insert(index, value);
        }
        else if (random.Next(4) == 0)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent[name] = value;
        }
    }
}
