using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>What a task file says of its samples: ids, answers, groups.</summary>
internal sealed record SampleValues
{
    public TaskValue? Id { get; init; }

    public TaskValue? Cluster { get; init; }

    public TaskValue? Group { get; init; }

    public TaskValueList? Choices { get; init; }

    public TaskValue? Gold { get; init; }

    public TaskValue? Target { get; init; }

    public TaskValueList? Targets { get; init; }

    /// <exception cref="PromptFormatException">
    /// What the kind of request needs is missing, or what it has no use for is there.
    /// </exception>
    public static SampleValues Read(YamlMap map, RequestKind request, string path)
    {
        CheckKeys(map, request);
        return new SampleValues
        {
            Id = Find(map, "id", path),
            Cluster = Find(map, "cluster", path),
            Group = Find(map, "group", path),
            Choices = TaskValueList.Find(map, "choices", path),
            Gold = Find(map, "gold", path),
            Target = Find(map, "target", path),
            Targets = TaskValueList.Find(map, "targets", path),
        };
    }

    private static void CheckKeys(YamlMap map, RequestKind request)
    {
        string[] needed = request == RequestKind.MultipleChoice ? ["choices", "gold"]
            : request == RequestKind.Rolling || map.Find("targets") is null ? ["target"]
            : ["targets"];
        if (needed.FirstOrDefault(key => map.Find(key) is null) is { } missing)
        {
            throw map.Error("request", $"a task of this kind needs '{missing}'");
        }

        string[] all = ["choices", "gold", "target", "targets"];
        if (all.Except(needed).FirstOrDefault(key => map.Find(key) is not null) is { } useless)
        {
            throw map.Error(useless, $"'{useless}' has no use beside '{needed[0]}' in a task of this kind");
        }
    }

    private static TaskValue? Find(YamlMap map, string key, string path) =>
        map.Find(key) is { } node ? TaskValue.Read(key, node, path) : null;
}
