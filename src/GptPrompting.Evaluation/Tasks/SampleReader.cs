using System.Text.Json;
using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>Reads records as a task's samples; every error names the record's line.</summary>
internal sealed record SampleReader
{
    /// <summary>What is asked of the model, which decides what a sample needs.</summary>
    public required RequestKind Request { get; init; }

    /// <summary>The input of a record as the prompt writes it; errors are at the record.</summary>
    public required Func<DataRecord, string> Input { get; init; }

    /// <summary>Ids, answers, groups as the task file says them.</summary>
    public required SampleValues Values { get; init; }

    /// <summary>The field of each sample that holds its own demonstrations; null for none.</summary>
    public string? OwnField { get; init; }

    /// <summary>Reads all records of a file.</summary>
    /// <param name="records">The file's records.</param>
    /// <param name="prefix">What stands before a sample's place where the task gives it no id.</param>
    public IReadOnlyList<Sample> ReadAll(IReadOnlyList<DataRecord> records, string prefix = "")
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var samples = new List<Sample>(records.Count);
        foreach (DataRecord record in records)
        {
            Sample sample = Read(record, prefix);
            samples.Add(ids.Add(sample.Id) ? sample : throw record.Error($"the id '{sample.Id}' is there twice"));
        }

        return samples;
    }

    /// <summary>Reads records that are solved examples: <c>input</c>, <c>output</c>, and any other fields.</summary>
    public static IReadOnlyList<Sample> ReadSolved(IEnumerable<DataRecord> records, string prefix) =>
        [.. records.Select(record => ReadSolved(record, $"{prefix}{record.Index}"))];

    private Sample Read(DataRecord record, string prefix)
    {
        string id = Values.Id?.Text(record) ?? $"{prefix}{record.Index}";
        return Answered(record, new Sample
        {
            Id = id,
            Index = record.Index,
            Document = record.Value,
            Input = Input(record),
            Target = "",
            Cluster = Values.Cluster?.Text(record),
            Group = Values.Group?.Text(record),
            Demonstrations = OwnField is null ? null : Own(record, OwnField, id),
        });
    }

    private Sample Answered(DataRecord record, Sample sample)
    {
        if (Request == RequestKind.Rolling)
        {
            return sample;
        }

        if (Values.Choices is null || Values.Gold is null)
        {
            IReadOnlyList<string> targets = Values.Targets?.Texts(record) ?? [Values.Target!.Text(record)];
            return targets[0].Length > 0
                ? sample with { Target = targets[0], Targets = targets }
                : throw record.Error("the target is empty");
        }

        IReadOnlyList<string> choices = CheckedChoices(record, Values.Choices.Texts(record));
        int gold = GoldOf(record, Values.Gold.Single(record), choices);
        return sample with { Choices = choices, Gold = gold, Target = choices[gold], Targets = [choices[gold]] };
    }

    private static IReadOnlyList<string> CheckedChoices(DataRecord record, IReadOnlyList<string> choices) =>
        choices.Contains("") ? throw record.Error("a choice is empty")
        : choices.Count < 2 ? throw record.Error("there is one choice; two or more are expected")
        : choices;

    private static int GoldOf(DataRecord record, TaskItem gold, IReadOnlyList<string> choices)
    {
        int text = gold.IsNumber ? -1 : choices.ToList().IndexOf(gold.Text);
        int index = int.TryParse(gold.Text, System.Globalization.CultureInfo.InvariantCulture, out int number)
            && number >= 0 && number < choices.Count ? number : -1;
        return (text, index) switch
        {
            ( < 0, < 0) => throw record.Error(
                $"'gold' is '{gold.Text}', which is no choice and no index of one; there are {choices.Count} choices: "
                + string.Join(", ", choices)),
            ( >= 0, >= 0) when text != index => throw record.Error(
                $"'gold' is '{gold.Text}', which is one choice and the index of another; give it by a field that is a "
                + "number, or a map"),
            _ => text >= 0 ? text : index,
        };
    }

    private static IReadOnlyList<Sample> Own(DataRecord record, string field, string id)
    {
        if (!record.Value.TryGetProperty(field, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            throw record.Error($"there is no list '{field}' of demonstrations");
        }

        return ReadSolved(
            list.EnumerateArray().Select((value, index) => record with { Index = index, Value = value }), id + "/");
    }

    private static Sample ReadSolved(DataRecord record, string id)
    {
        Demonstration solved = Demonstration.From(new JsonLine(record.Path, record.Line, record.Value));
        return new Sample
        {
            Id = id,
            Index = record.Index,
            Document = record.Value,
            Input = solved.Input,
            Target = solved.Output.Length > 0 ? solved.Output : throw record.Error("a demonstration's output is empty"),
            Targets = [solved.Output],
        };
    }
}
