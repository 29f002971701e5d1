using System.Text.Json;
using GptPrompting.Demonstrations;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Shots;

/// <summary>
/// What a task's demonstrations are drawn from, made when the first is drawn: draws at several shots and seeds share
/// it.
/// </summary>
internal sealed class DemonstrationPool
{
    // Not the name of a record's field, for samples that are told apart by id.
    private const string IdField = "\0id";

    private readonly EvaluationTask _task;
    private readonly Lazy<Demonstration[]> _demonstrations;

    public DemonstrationPool(EvaluationTask task)
    {
        _task = task;
        Samples = task.Pool ?? task.Samples;
        _demonstrations = new(() => [.. Samples.Select(AsDemonstration)]);
    }

    public IReadOnlyList<Sample> Samples { get; }

    /// <summary><see cref="Samples"/>, as they are selected from.</summary>
    public Demonstration[] Demonstrations => _demonstrations.Value;

    /// <summary>The field of a demonstration that holds its key.</summary>
    public string KeyField => _task.Selection.KeyField ?? IdField;

    public Demonstration AsDemonstration(Sample sample) => new(sample.Input, sample.Target)
    {
        Fields = KeyOf(sample) is { } key
            ? new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                [KeyField] = JsonSerializer.SerializeToElement(key),
            }
            : [],
    };

    /// <returns>What tells a sample from those that may not be shown to it; null for nothing.</returns>
    public string? KeyOf(Sample sample) => _task.Selection.KeyField is not { } field ? sample.Id
        : sample.Document.TryGetProperty(field, out JsonElement value) ? value.ToString()
        : null;
}
