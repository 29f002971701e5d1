using Spectre.Console;

namespace GptPrompting.Cli;

/// <summary>
/// Formatted output where someone looks at it, plain lines where a file or another program reads them.
/// </summary>
internal static class Terminal
{
    public static IAnsiConsole On(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // No terminal, no width to wrap at.
            console.Profile.Width = 200;
        }

        return console;
    }

    /// <summary>A table with lines for who looks at it, in Markdown for a file or another program.</summary>
    public static Table NewTable(bool isTerminal) =>
        new Table().Border(isTerminal ? TableBorder.Horizontal : TableBorder.Markdown);

    /// <summary>A heading: a ruled line for who looks at it, a marked one in plain text.</summary>
    public static void WriteHeading(this IAnsiConsole console, string title, string detail)
    {
        console.WriteLine();
        if (console.Profile.Capabilities.Ansi)
        {
            string markup = $"[bold]{Markup.Escape(title)}[/] [grey]({Markup.Escape(detail)})[/]";
            console.Write(new Rule(markup).LeftJustified());
        }
        else
        {
            console.WriteLine($"## {title} ({detail})");
        }
    }
}
