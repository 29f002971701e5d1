using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// Tasks as YAML files. <c>tasks/README.md</c> describes their keys; a key that is not known is an error.
/// </summary>
public static class TaskFile
{
    /// <summary>Reads a task with its data and prompt.</summary>
    /// <param name="path">The task file.</param>
    /// <param name="options">Where its data and prompts lie; null for beside it.</param>
    /// <exception cref="PromptFormatException">
    /// A file is missing or wrong, or a record cannot be read as a sample; the exception names file, line and column.
    /// </exception>
    public static EvaluationTask Load(string path, TaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        YamlMap map = TaskYaml.Load(path);
        using var files = new TaskFiles(path, options ?? new TaskOptions());
        RequestKind request = map.FindName<RequestKind>("request") ?? throw map.Error("name", "'request' is missing");
        TaskPrompts prompts = TaskPrompts.Read(map, request, path, files);
        YamlMap selection = TaskSettings.SelectionMap(map, path);
        string? own = OwnField(map, path);
        SampleReader reader = new()
        {
            Request = request,
            Input = prompts.Input,
            Values = SampleValues.Read(map, request, path),
            OwnField = own,
        };
        var task = new EvaluationTask
        {
            Name = map.GetText("name"),
            Description = map.FindText("description") ?? "",
            Version = map.FindInt("version", least: 1) ?? 1,
            TaskGroup = map.FindText("task_group"),
            Request = request,
            Prompt = prompts.Prompt,
            Samples = reader.ReadAll(DataYaml.Read(map.Get("data"), path, files, isMeasured: true)),
            Pool = Pool(map, path, files, prompts, reader),
            Development = Development(map, path, files, reader),
            Metrics = Metrics(map, request),
            Shots = Shots(map, request),
            Selection = TaskSettings.Selection(selection, own is not null),
            DrawsPerSample = selection.FindBool("per_sample") ?? false,
            DrawsSpare = selection.FindBool("spare") ?? false,
            Seeds = map.FindInts("seeds") ?? [1234],
            Limit = TaskSettings.Limit(map),
            AnswerEnd = AnswerEnd(map, request),
            Generation = GenerationYaml.Read(map, request, prompts),
            Filters = TaskSettings.Filters(map, path),
            Comparison = TaskSettings.Comparison(map),
            Identity = files.Digest,
        };
        return map.FindTexts("content_free_inputs") is { } inputs ? task with { ContentFreeInputs = inputs } : task;
    }

    /// <summary>Reads what a task file says of itself, and neither its data nor its prompt.</summary>
    /// <param name="path">The task file.</param>
    /// <exception cref="PromptFormatException">The file is missing or wrong.</exception>
    public static TaskHeading ReadHeading(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        YamlMap map = TaskYaml.Load(path);
        string data = map.Find("data") is YamlScalarNode { Value: { } only } ? only
            : map.FindMap("data", known: null)?.FindText("path") ?? "";
        return new TaskHeading(map.GetText("name"), map.FindText("description") ?? "", data);
    }

    private static string AnswerEnd(YamlMap map, RequestKind request) =>
        map.FindText("answer_end") is not { } end ? ""
            : request == RequestKind.LogLikelihood ? end
            : throw map.Error("answer_end", "only a log_likelihood task has an end of the answer");

    // What is chosen takes the place of a sample's own demonstrations, so that these samples need none.
    private static IReadOnlyList<Sample>? Development(
        YamlMap map, string path, TaskFiles files, SampleReader reader) =>
        map.Find("development") is { } node
            ? (reader with { OwnField = null }).ReadAll(DataYaml.Read(node, path, files), "development:")
            : null;

    private static IReadOnlyList<string> Metrics(YamlMap map, RequestKind request)
    {
        IReadOnlyList<string> metrics = map.FindTexts("metrics") ?? request switch
        {
            RequestKind.MultipleChoice => ["acc", "acc_norm"],
            RequestKind.LogLikelihood => ["perplexity", "acc"],
            RequestKind.Rolling => ["word_perplexity", "byte_perplexity", "bits_per_byte"],
            _ => ["exact_match"],
        };
        return metrics.Distinct().Count() == metrics.Count
            ? metrics
            : throw map.Error("metrics", "a metric is there twice");
    }

    private static IReadOnlyList<int> Shots(YamlMap map, RequestKind request)
    {
        IReadOnlyList<int> shots = map.FindInts("shots", least: 0) ?? [0];
        return request != RequestKind.Rolling || shots is [0]
            ? shots
            : throw map.Error("shots", "a rolling task has no demonstrations, so that shots can only be 0");
    }

    private static string? OwnField(YamlMap map, string path) =>
        map.Find("demonstrations") is YamlMappingNode node && node.Children.ContainsKey(new YamlScalarNode("own"))
            ? new YamlMap(path, node, "own").GetText("own")
            : null;

    private static IReadOnlyList<Sample>? Pool(
        YamlMap map, string path, TaskFiles files, TaskPrompts prompts, SampleReader reader)
    {
        if (map.Find("demonstrations") is not { } node || reader.OwnField is not null)
        {
            return null;
        }

        return node is YamlScalarNode { Value: "prompt" }
            ? OfPrompt(map, prompts.Folder, files)
            : reader.ReadAll(DataYaml.Read(node, path, files), "demonstrations:");
    }

    private static IReadOnlyList<Sample> OfPrompt(YamlMap map, Prompt? folder, TaskFiles files)
    {
        if (folder is null)
        {
            throw map.Error("demonstrations", "only a prompt folder has demonstrations of its own");
        }

        string file = Path.Combine(folder.Folder, Prompt.DemonstrationsFile);
        if (folder.Demonstrations.Count == 0)
        {
            throw map.Error("demonstrations", $"the prompt '{folder.Name}' has no demonstrations");
        }

        files.Add("demonstrations", TextFile.ReadBytes(file));
        return SampleReader.ReadSolved(
            RecordFile.Read(new RecordSource { Path = file, Format = RecordFormat.JsonLines }), "demonstrations:");
    }
}
