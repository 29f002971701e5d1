using Spectre.Console;
using Spectre.Console.Rendering;

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

    /// <summary>
    /// Writes a table that may be wider than the terminal, which then wraps its lines: columns that are squeezed would
    /// break numbers in two.
    /// </summary>
    public static void WriteWhole(this IAnsiConsole console, Table table)
    {
        int width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, console.WidthOf(table));
        console.Write(table);
        console.Profile.Width = width;
    }

    /// <summary>How many columns of characters a table takes where nothing of it is squeezed.</summary>
    public static int WidthOf(this IAnsiConsole console, Table table) =>
        ((IRenderable)table).Measure(RenderOptions.Create(console), 10_000).Max;

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
