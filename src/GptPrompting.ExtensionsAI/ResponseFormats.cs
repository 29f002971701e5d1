using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Which forms of a response can be asked for.</summary>
internal static class ResponseFormats
{
    /// <exception cref="ArgumentException">The format is neither left open nor text.</exception>
    internal static void Refuse(ChatResponseFormat? format)
    {
        if (format is not (null or ChatResponseFormatText))
        {
            throw new ArgumentException(
                $"ChatOptions.ResponseFormat is {format.GetType().Name}; this client gives text only.", "options");
        }
    }
}
