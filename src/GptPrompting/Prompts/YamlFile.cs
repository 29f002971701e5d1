using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>Reads a YAML file of one document into nodes with their places.</summary>
internal static class YamlFile
{
    private const int MaximumDepth = 32;

    /// <exception cref="PromptFormatException">
    /// The file cannot be read, is no YAML, or is not exactly one document.
    /// </exception>
    internal static YamlNode Parse(string text, string path)
    {
        try
        {
            CheckEvents(text, path);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new PromptFormatException(
                    path, 1, 1, $"one YAML document is expected, not {stream.Documents.Count}");
        }
        catch (YamlException exception)
        {
            throw YamlMap.Error(path, exception.Start, exception.Message, exception);
        }
    }

    /// <summary>The node reader recurses, so deep nesting would end the process; the event parser does not.</summary>
    private static void CheckEvents(string text, string path)
    {
        var scanner = new Scanner(new StringReader(text));
        try
        {
            var parser = new Parser(scanner);
            for (int depth = 0; parser.MoveNext();)
            {
                depth += parser.Current!.NestingIncrease;
                Check(parser.Current, depth, path);
            }
        }
        catch (SyntaxErrorException exception) when (
            exception.Message.Contains(" tab ", StringComparison.Ordinal)
            && IndentationWithTab(text, scanner.CurrentPosition) is { } place)
        {
            // The scanner names the start of the mapping or text around.
            throw YamlMap.Error(path, place, exception.Message, exception);
        }
        catch (InvalidOperationException exception)
        {
            // The scanner does not name the place of some errors.
            throw YamlMap.Error(path, scanner.CurrentPosition, "this is no YAML", exception);
        }
    }

    /// <summary>The first tab in the indentation of the line where the scanner stopped.</summary>
    private static Mark? IndentationWithTab(string text, Mark stop)
    {
        string line = text.Split('\n').ElementAtOrDefault((int)stop.Line - 1) ?? "";
        int tab = line.Length - line.TrimStart(' ').Length;
        return tab < line.Length && line[tab] == '\t' ? new Mark(stop.Index, stop.Line, tab + 1) : null;
    }

    private static void Check(ParsingEvent parsed, int depth, string path)
    {
        if (depth > MaximumDepth)
        {
            throw YamlMap.Error(path, parsed.Start, $"nested deeper than {MaximumDepth} levels");
        }

        if (parsed is AnchorAlias)
        {
            throw YamlMap.Error(path, parsed.Start, "aliases are not read in prompt files");
        }
    }
}
