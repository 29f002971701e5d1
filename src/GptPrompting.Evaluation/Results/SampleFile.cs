using System.Collections;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Results;

/// <summary>
/// The results of a run's <c>samples.jsonl</c>, read from the file whenever they are asked for: in memory are only the
/// places of the lines, 8 bytes a result. The file is open while results are read, and no longer.
/// </summary>
/// <param name="path">The file, in which a line that was written once stays.</param>
/// <param name="ends">0, and the place behind each line that counts.</param>
internal sealed class SampleFile(string path, long[] ends) : IReadOnlyList<SampleResult>
{
    public int Count => ends.Length - 1;

    /// <exception cref="PromptFormatException">The file cannot be read, or the line is no result.</exception>
    public SampleResult this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            using FileStream stream = SampleLines.Open(path, bufferSize: 0);
            stream.Position = ends[index];
            return Next(stream, index, []).Result;
        }
    }

    /// <exception cref="PromptFormatException">
    /// The file cannot be read, or a line is no result. Thrown when the line is reached.
    /// </exception>
    public IEnumerator<SampleResult> GetEnumerator()
    {
        using FileStream stream = SampleLines.Open(path);
        byte[] buffer = [];
        for (int i = 0; i < Count; i++)
        {
            (SampleResult result, buffer) = Next(stream, i, buffer);
            yield return result;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private (SampleResult Result, byte[] Buffer) Next(FileStream stream, int index, byte[] buffer)
    {
        int length = (int)(ends[index + 1] - ends[index]);
        byte[] line = length <= buffer.Length ? buffer : new byte[Math.Max(length, 2 * buffer.Length)];
        try
        {
            stream.ReadExactly(line, 0, length);
        }
        catch (IOException exception)
        {
            throw new PromptFormatException(path, exception.Message, exception);
        }

        return (SampleLines.Parse(line.AsMemory(0, length), path, index + 1), line);
    }
}
