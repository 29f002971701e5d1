using System.Text.Json;
using System.Text.Json.Nodes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>
/// Questions in the form of SQuAD, one record each, with the fields of the data set <c>squad</c> on Hugging Face.
/// </summary>
internal static class SquadRecords
{
    // data [1], article {2}, paragraphs [3], paragraph {4}, qas [5], question {6}.
    private const int QuestionDepth = 6;

    public static IEnumerable<DataRecord> Read(string path, byte[] content)
    {
        JsonElement root = JsonRecords.Parse(path, content);
        int[] lines = QuestionLines(content);
        int index = 0;
        foreach (JsonElement article in Items(path, root, "data"))
        {
            foreach (JsonElement paragraph in Items(path, article, "paragraphs"))
            {
                foreach (JsonElement question in Items(path, paragraph, "qas"))
                {
                    DataRecord place = new(path, index, lines[index], question);
                    yield return place with { Value = Flat(place, article, paragraph) };
                    index++;
                }
            }
        }
    }

    private static int[] QuestionLines(byte[] content)
    {
        // The paragraph's key whose value the reader is in.
        string? key = null;
        return JsonRecords.LinesOf(content, reader =>
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == QuestionDepth - 1)
            {
                key = reader.GetString();
            }

            return reader.TokenType == JsonTokenType.StartObject
                && reader.CurrentDepth == QuestionDepth && key == "qas";
        });
    }

    private static JsonElement[] Items(string path, JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out JsonElement list)
            && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(IsObject)
            ? [.. list.EnumerateArray()]
            : throw new PromptFormatException(path, $"a list '{key}' of objects is missing; it is in SQuAD's form");

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    private static JsonElement Flat(DataRecord question, JsonElement article, JsonElement paragraph)
    {
        var texts = new JsonArray();
        var starts = new JsonArray();
        foreach (JsonElement answer in Items(question.Path, question.Value, "answers"))
        {
            texts.Add(Node(question, answer, "text"));
            starts.Add(Node(question, answer, "answer_start"));
        }

        var flat = new JsonObject { ["id"] = Node(question, question.Value, "id") };
        if (article.TryGetProperty("title", out JsonElement title))
        {
            flat["title"] = JsonSerializer.SerializeToNode(title);
        }

        flat["context"] = Node(question, paragraph, "context");
        flat["question"] = Node(question, question.Value, "question");
        flat["answers"] = new JsonObject { ["text"] = texts, ["answer_start"] = starts };
        return JsonSerializer.SerializeToElement(flat);
    }

    private static JsonNode? Node(DataRecord question, JsonElement owner, string key) =>
        owner.TryGetProperty(key, out JsonElement value)
            ? JsonSerializer.SerializeToNode(value)
            : throw question.Error($"'{key}' is missing");
}
