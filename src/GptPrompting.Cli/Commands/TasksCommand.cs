using System.CommandLine;
using GptPrompting.Evaluation.Tasks;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt tasks</c>: the tasks in the box.</summary>
internal static class TasksCommand
{
    public static Command Create()
    {
        var command = new Command("tasks", "List the tasks in the box.");
        command.SetAction(result =>
        {
            IAnsiConsole console = Terminal.On(result.InvocationConfiguration.Output);
            Table table = Terminal.NewTable(console.Profile.Capabilities.Ansi);
            table.AddColumn(new TableColumn("task").NoWrap()).AddColumn("measures").AddColumn("data");
            foreach (string name in TaskLibrary.Names)
            {
                TaskHeading heading = TaskFile.ReadHeading(TaskLibrary.Find(name));
                table.AddRow(new Text(name), new Text(heading.Description), new Text(heading.DataPath));
            }

            console.Write(table);
            return ExitCode.Done;
        });
        return command;
    }
}
