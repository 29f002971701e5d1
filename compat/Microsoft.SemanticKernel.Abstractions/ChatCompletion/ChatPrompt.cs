using System.Web;
using System.Xml;

namespace Microsoft.SemanticKernel.ChatCompletion;

/// <summary>A rendered prompt as a chat: its message elements, or all of it as one user message.</summary>
internal static class ChatPrompt
{
    internal static ChatHistory Parse(string prompt)
    {
        var history = new ChatHistory(ReadMessages(prompt));
        if (history.Count == 0)
        {
            history.AddUserMessage(prompt);
        }

        return history;
    }

    private static List<ChatMessageContent> ReadMessages(string prompt)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        try
        {
            document.LoadXml(
                prompt.Contains("<message", StringComparison.OrdinalIgnoreCase) ? $"<root>{prompt}</root>" : "<root/>");
        }
        catch (XmlException)
        {
            return [];
        }

        return [.. document.DocumentElement!.ChildNodes.OfType<XmlElement>().Where(IsMessage).Select(ReadMessage)];
    }

    private static bool IsMessage(XmlElement element) =>
        element.Name.Equals("message", StringComparison.OrdinalIgnoreCase)
        && element.HasAttribute("role");

    private static ChatMessageContent ReadMessage(XmlElement element)
    {
        XmlElement? text = element.ChildNodes.OfType<XmlElement>()
            .FirstOrDefault(each => each.Name == "text" && !string.IsNullOrWhiteSpace(each.InnerXml));
        bool isCData = element.FirstChild?.NodeType == XmlNodeType.CDATA;
        string content = isCData ? element.InnerText : (text ?? element).InnerXml;
        return new ChatMessageContent(
            new AuthorRole(element.GetAttribute("role")),
            string.IsNullOrWhiteSpace(content) ? null : HttpUtility.HtmlDecode(content.Trim()));
    }
}
