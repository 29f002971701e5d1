using System.Xml;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// For chat services a kernel reads <c>message</c> elements of a rendered prompt as messages with roles. A text that
/// was inserted must bring no such element along, close none and hide none.
/// </summary>
internal static class ChatXml
{
    private const string Tag = "message";

    /// <param name="kernel">Has the services that may answer.</param>
    /// <param name="prompt">The rendered prompt.</param>
    /// <param name="values">What was inserted.</param>
    /// <param name="isTrusted">Whether a value, by its name, may bring roles.</param>
    /// <param name="render">Renders the same prompt with other values.</param>
    /// <returns>The prompt as it is.</returns>
    /// <exception cref="ArgumentException">
    /// The kernel has a chat service, and would read other roles than those that the template writes.
    /// </exception>
    internal static string RefuseRoles(
        Kernel kernel,
        string prompt,
        IReadOnlyDictionary<string, object?> values,
        Func<string, bool> isTrusted,
        Func<Dictionary<string, object?>, string> render) =>
        !prompt.Contains($"<{Tag}", StringComparison.OrdinalIgnoreCase)
        || !kernel.GetAllServices<IChatCompletionService>().Any()
        || Roles(prompt) is not { } roles
        || roles.SequenceEqual(Roles(render(WithoutMarkup.Of(values, isTrusted))) ?? [])
            ? prompt
            : throw new ArgumentException(
                $"A value changes the <{Tag}> elements, in which the kernel would read roles for the chat service; "
                + "encode it (html.escape), or use a kernel without a chat service.");

    // What is not well-formed is one message of the user to the kernel: null.
    private static List<string>? Roles(string prompt)
    {
        var document = new XmlDocument { XmlResolver = null };
        try
        {
            document.LoadXml($"<root>{prompt}</root>");
        }
        catch (XmlException)
        {
            return null;
        }

        return [.. document.GetElementsByTagName("*").Cast<XmlElement>()
            .Where(element => element.Name.Equals(Tag, StringComparison.OrdinalIgnoreCase))
            .Select(element => element.GetAttribute("role"))];
    }
}
