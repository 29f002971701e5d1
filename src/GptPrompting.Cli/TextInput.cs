using System.Text;

namespace GptPrompting.Cli;

/// <summary>
/// A text given as an argument, or <c>-</c> for standard input, which must be UTF-8 and is taken byte for byte.
/// </summary>
internal sealed class TextInput(Func<Stream> openStandardInput)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="DecoderFallbackException">Standard input is not UTF-8.</exception>
    public async Task<string> ReadAsync(string argument, CancellationToken cancellationToken) => argument == "-"
        ? Strict.GetString(await ReadToEndAsync(openStandardInput, cancellationToken))
        : argument;

    /// <summary>The text of a file, byte for byte, or of standard input for <c>-</c>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not UTF-8.</exception>
    /// <exception cref="DecoderFallbackException">Standard input is not UTF-8.</exception>
    public async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return await ReadAsync(path, cancellationToken);
        }

        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder; it must be a file.");
        }

        byte[] bytes = await ReadToEndAsync(() => File.OpenRead(path), cancellationToken);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{path} is not valid UTF-8 at byte {e.Index}.", e);
        }
    }

    // A pipe is opened and read when somebody writes into it, and no cancellation ends that: it is left behind.
    private static Task<byte[]> ReadToEndAsync(Func<Stream> open, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await using Stream input = open();
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        },
        cancellationToken).WaitAsync(cancellationToken);
}
