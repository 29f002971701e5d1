using System.Text.Json;
using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>The templates in a task file, and their errors at the record that they were written for.</summary>
internal static class TaskTemplate
{
    /// <exception cref="PromptFormatException">The node is no text, or has a syntax error.</exception>
    public static PromptTemplate Parse(YamlNode node, string path)
    {
        if (node is not YamlScalarNode { Value: { } text })
        {
            throw YamlMap.Error(path, node.Start, "a template is to be text");
        }

        // Where lines are folded or escaped, only the start of the text has a place that is sure.
        var origin = new TemplateOrigin((int)node.Start.Line, (int)node.Start.Column, IsExact: false);
        return PromptTemplate.Parse(text, path, TemplatePartials.None, origin);
    }

    /// <exception cref="PromptFormatException">The record has no such field, or the template meets a limit.</exception>
    public static string Render(string key, PromptTemplate template, DataRecord record) =>
        Written(key, record, () => template.Render(RecordFields.Variables(record.Value)));

    /// <summary>What is written of a record, with its errors at the record.</summary>
    public static string Written(string key, DataRecord record, Func<string> write)
    {
        try
        {
            return write();
        }
        catch (PromptFormatException exception)
        {
            throw record.Error($"'{key}' cannot be written: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Nested too deeply, or half of a surrogate pair, written as an escape.
            throw record.Error($"'{key}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>A string of a record.</summary>
    public static string TextOf(this DataRecord record, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw record.Error("a text is not Unicode", exception);
        }
    }
}
