using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>One item of a data file and where it stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Index">Its place among the file's records, from 0 on.</param>
/// <param name="Line">The line on which it begins, from 1 on.</param>
/// <param name="Value">A JSON object: its fields.</param>
public sealed record DataRecord(string Path, int Index, int Line, JsonElement Value)
{
    /// <summary>An error at this record, to be thrown.</summary>
    /// <param name="problem">What is wrong, without the place.</param>
    /// <param name="innerException">What it came from.</param>
    public PromptFormatException Error(string problem, Exception? innerException = null) =>
        new(Path, Line, 1, problem, innerException);
}
