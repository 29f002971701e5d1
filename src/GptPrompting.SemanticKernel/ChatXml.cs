using System.Xml;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// For chat services a kernel reads <c>message</c> elements of a rendered prompt as messages with roles. A text that
/// was inserted must not bring such elements along.
/// </summary>
internal static class ChatXml
{
    private const string Opening = "<message";

    /// <param name="kernel">Has the services that may answer.</param>
    /// <param name="template">What the author wrote; with such elements it is a chat of the author's.</param>
    /// <param name="prompt">The rendered prompt.</param>
    /// <returns>The prompt as it is.</returns>
    /// <exception cref="ArgumentException">
    /// The kernel has a chat service, and would read roles out of values.
    /// </exception>
    internal static string RefuseRoles(Kernel kernel, string template, string prompt) =>
        Has(prompt) && !Has(template) && IsRead(prompt) && kernel.GetAllServices<IChatCompletionService>().Any()
            ? throw new ArgumentException(
                "A value has a <message> element, in which the kernel would read a role for the chat service; encode "
                + "it (html.escape), or use a kernel without a chat service.")
            : prompt;

    private static bool Has(string text) => text.Contains(Opening, StringComparison.OrdinalIgnoreCase);

    // What is not well-formed is one message of the user to the kernel.
    private static bool IsRead(string prompt)
    {
        try
        {
            new XmlDocument { XmlResolver = null }.LoadXml($"<root>{prompt}</root>");
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
