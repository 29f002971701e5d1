using System.Text;

namespace GptPrompting.Cli;

/// <summary>
/// A text given as an argument, or <c>-</c> for standard input, which must be UTF-8 and is read as it is.
/// </summary>
internal static class TextInput
{
    public static async Task<string> ReadAsync(string argument, CancellationToken cancellationToken)
    {
        if (argument != "-")
        {
            return argument;
        }

        using Stream input = Console.OpenStandardInput();
        using var reader = new StreamReader(input, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
