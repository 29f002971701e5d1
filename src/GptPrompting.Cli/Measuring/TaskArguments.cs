using System.CommandLine;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Measuring;

/// <summary>Which tasks are meant, and where their files lie.</summary>
internal sealed class TaskArguments
{
    private readonly Argument<string[]> _tasks = new("task")
    {
        Description = "Task files, or names of tasks in the box, which `gptprompt tasks` lists.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _folder = new("--data")
    {
        Description = "The folder of the tasks' data. Default: beside the task, then beside the program.",
        HelpName = "folder",
    };

    private readonly Option<string?> _file = new("--data-file")
    {
        Description = "The file that is measured in place of the task's own.",
        HelpName = "file",
    };

    private readonly Option<string?> _prompts = new("--prompts")
    {
        Description = "The prompt library that tasks name prompts of. Default: the one in the box.",
        HelpName = "folder",
    };

    public void AddTo(Command command)
    {
        command.Add(_tasks);
        Option[] options = [_folder, _file, _prompts];
        Array.ForEach(options, command.Add);
    }

    /// <exception cref="ArgumentException">There is no such task.</exception>
    public IReadOnlyList<EvaluationTask> Load(ParseResult result)
    {
        var options = new TaskOptions
        {
            DataFolder = result.GetValue(_folder),
            DataFile = result.GetValue(_file),
            PromptsFolder = result.GetValue(_prompts) ?? PromptLibrary.Folder,
        };
        return [.. result.GetRequiredValue(_tasks).Select(task => TaskFile.Load(PathOf(task), options))];
    }

    // A file goes first, as a folder does with prompts.
    private static string PathOf(string task) =>
        File.Exists(task) || task.EndsWith(".yaml", StringComparison.Ordinal) ? task : TaskLibrary.Find(task);
}
