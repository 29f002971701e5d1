using System.CommandLine;
using System.Globalization;
using GptPrompting.Prompts;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt prompts list</c>: what there is.</summary>
internal static class PromptsListCommand
{
    public static Command Create()
    {
        var path = new PromptsArgument();
        var json = new JsonOption("prompts, each with name, path, description, default_shots, demonstrations, labels, "
            + "variables");
        var command = new Command("list", "List prompts with their descriptions, shots and variables.") { path, json };
        command.SetAction(async (result, _) =>
        {
            (string Name, Prompt Prompt)[] prompts = [.. PromptFinder.Find(result.GetValue(path))
                .Select(each => (each.Name, Prompt.Load(each.Path)))];
            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await Json.WriteAsync(output, new { Prompts = prompts.Select(each => AsJson(each.Name, each.Prompt)) });
            }
            else
            {
                Write(Terminal.On(output), prompts);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static object AsJson(string name, Prompt prompt) => new
    {
        Name = name,
        Path = prompt.Folder,
        prompt.Description,
        prompt.DefaultShots,
        Demonstrations = prompt.Demonstrations.Count,
        prompt.Labels,
        Variables = prompt.InputVariables,
    };

    private static void Write(IAnsiConsole console, (string Name, Prompt Prompt)[] prompts)
    {
        bool isTerminal = console.Profile.Capabilities.Ansi;
        Table table = Terminal.NewTable(isTerminal);
        table.AddColumn(new TableColumn("prompt").NoWrap()).AddColumn("description");
        table.AddColumn(new TableColumn("shots").NoWrap()).AddColumn("variables");
        foreach ((string name, Prompt prompt) in prompts)
        {
            table.AddRow(
                new Text(name, new Style(decoration: Decoration.Bold)),
                new Text(prompt.Description),
                new Text(Shots(prompt)),
                new Text(string.Join(", ", prompt.InputVariables.Select(Name))));
        }

        console.Write(table);
    }

    private static string Shots(Prompt prompt) => prompt.Demonstrations.Count == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{prompt.DefaultShots} of {prompt.Demonstrations.Count}");

    /// <summary>One that need not be given is in brackets, as in help texts.</summary>
    private static string Name(PromptVariable variable) =>
        variable is { IsRequired: true, Default: null } ? variable.Name : $"[{variable.Name}]";
}
