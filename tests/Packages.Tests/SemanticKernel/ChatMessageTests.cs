using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class ChatMessageTests
{
    [Fact]
    public void Content_IsTheTextOfTheFirstTextItem()
    {
        var message = new ChatMessageContent(AuthorRole.User, [new TextContent("one"), new TextContent("two")]);

        Assert.Equal("one", message.Content);
        message.Content = "three";
        Assert.Equal(["three", "two"], message.Items.OfType<TextContent>().Select(item => item.Text));
    }

    [Fact]
    public void Items_OfAMessageOfText_AreOneText()
    {
        var message = new ChatMessageContent(AuthorRole.User, "text");
        var none = new ChatMessageContent(AuthorRole.User, content: null);

        Assert.Equal("text", Assert.IsType<TextContent>(Assert.Single(message.Items)).Text);
        Assert.Empty(none.Items);
        Assert.Null(none.Content);
    }

    [Fact]
    public async Task GetChatMessageContent_Prompt_IsReadAsMessages()
    {
        var service = new ChatService("answer");

        ChatMessageContent answer = await service.GetChatMessageContentAsync("<message role=\"system\">x</message>");

        Assert.Equal("answer", answer.Content);
        ChatMessageContent message = Assert.Single(service.History!);
        Assert.Equal((AuthorRole.System, "x"), (message.Role, message.Content));
    }
}
