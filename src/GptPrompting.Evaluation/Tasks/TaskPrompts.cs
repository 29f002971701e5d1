using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>The prompt of a task file: the prompt itself, and how it writes a record's input.</summary>
internal sealed record TaskPrompts(ITaskPrompt Prompt, Func<DataRecord, string> Input, Prompt? Folder)
{
    private static readonly string[] UselessInRolling = ["prompt", "input", "demonstrations"];

    /// <exception cref="PromptFormatException">Something that the file says of the prompt is wrong.</exception>
    public static TaskPrompts Read(YamlMap map, RequestKind request, string path, TaskFiles files)
    {
        TaskPrompts prompts = request == RequestKind.Rolling ? Rolling(map, path)
            : IsFolder(map) ? OfFolder(map, path, files)
            : Inline(map, path);
        files.Add("prompt", Encoding.UTF8.GetBytes(prompts.Prompt.Identity));
        return prompts;
    }

    private static bool IsFolder(YamlMap map) => map.Get("prompt") is YamlScalarNode
        || map.Get("prompt") is YamlMappingNode node && node.Children.ContainsKey(new YamlScalarNode("folder"));

    private static TaskPrompts Rolling(YamlMap map, string path)
    {
        string? useless = UselessInRolling.FirstOrDefault(key => map.Find(key) is not null);
        if (useless is not null)
        {
            throw map.Error(useless, $"'{useless}' has no use in a rolling task, which reads the target alone");
        }

        // A field is taken as it is; what templates write has a limit that long documents exceed.
        TaskValue document = TaskValue.Read("target", map.Get("target"), path);
        return new TaskPrompts(new DocumentPrompt(), document.Text, null);
    }

    private static TaskPrompts Inline(YamlMap task, string path)
    {
        var map = new YamlMap(
            path, task.Get("prompt"),
            "description", "question", "answer", "target_delimiter", "request_delimiter", "demonstration_delimiter",
            "input");
        var prompt = new QuestionAnswerPrompt(TaskTemplate.Parse(map.Get("question"), path))
        {
            Description = map.Find("description") is { } description ? TaskTemplate.Parse(description, path) : null,
            Answer = map.Find("answer") is { } answer ? TaskTemplate.Parse(answer, path) : null,
            TargetDelimiter = map.FindText("target_delimiter") ?? " ",
            RequestDelimiter = map.FindText("request_delimiter"),
            DemonstrationDelimiter = map.FindText("demonstration_delimiter") ?? "\n\n",
            InputField = map.FindText("input"),
        };
        PromptTemplate input = task.Find("input") is { } own ? TaskTemplate.Parse(own, path) : prompt.Question;
        return new TaskPrompts(prompt, record => InlineInput(record, input, prompt.InputField), null);
    }

    private static string InlineInput(DataRecord record, PromptTemplate input, string? field) =>
        field is null || record.Value.TryGetProperty(field, out _)
            ? TaskTemplate.Render("input", input, record)
            : throw record.Error($"there is no field '{field}', which 'input' names");

    private static TaskPrompts OfFolder(YamlMap task, string path, TaskFiles files)
    {
        if (task.Find("input") is not null)
        {
            throw task.Error("input", "the input of a prompt folder is the variable that 'prompt: input:' names");
        }

        YamlNode node = task.Get("prompt");
        YamlMap map = new(
            path,
            node is YamlScalarNode name ? new YamlMappingNode(new YamlScalarNode("folder"), name) : node,
            "folder", "variables", "input");
        Prompt prompt = files.Prompt(map, map.Get("folder"), map.GetText("folder"));
        Dictionary<string, PromptTemplate> variables = Variables(map, prompt, path);
        string[] required = [.. prompt.InputVariables.Where(each => each.IsRequired).Select(each => each.Name)];
        string input = map.FindText("input") ?? (required.Length == 1 ? required[0] : throw map.Error(
            node, $"the prompt needs {required.Length} variables; 'input' must name the one that is the input"));
        PromptFolderPrompt made = map.Checked("folder", () => new PromptFolderPrompt(prompt, variables, input));
        return new TaskPrompts(
            made, record => TaskTemplate.Written("prompt", record, () => made.InputOf(record.Value)), prompt);
    }

    // What a prompt must have and the task does not fill in is the record's field of that name.
    private static Dictionary<string, PromptTemplate> Variables(YamlMap map, Prompt prompt, string path)
    {
        YamlMap? given = map.FindMap("variables", known: null);
        Dictionary<string, PromptTemplate> variables = given is null ? []
            : given.Keys.ToDictionary(
                key => key, key => TaskTemplate.Parse(given.Get(key), path), StringComparer.Ordinal);
        foreach (PromptVariable variable in prompt.InputVariables.Where(each => each.IsRequired))
        {
            variables.TryAdd(variable.Name, PromptTemplate.Parse($"{{{{ {variable.Name} }}}}", path));
        }

        return variables;
    }
}
