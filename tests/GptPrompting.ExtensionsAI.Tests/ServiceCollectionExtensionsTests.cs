using GptPrompting.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class ServiceCollectionExtensionsTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly ChatOptions s_short = new() { MaxOutputTokens = 1 };

    [Fact]
    public async Task AddGptPromptingChatClient_Folder_IsLoadedOnceForAllAndDisposedWithTheServices()
    {
        var services = new ServiceCollection();
        services.AddGptPromptingChatClient(TinyGpt.Folder).AddGptPromptingEmbeddingGenerator(TinyGpt.Folder + "/");
        ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();
        var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        Assert.Same(client.GetService<LanguageModel>(), generator.GetService<LanguageModel>());
        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("Hello", s_short));
    }

    [Fact]
    public async Task AddGptPromptingChatClient_LoadedModel_IsNotDisposedWithTheServices()
    {
        var services = new ServiceCollection();
        services.AddGptPromptingChatClient(inBox.Model, ChatTemplate.Plain, "local");
        ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<IChatClient>("local");

        await provider.DisposeAsync();

        Assert.NotNull((await client.GetResponseAsync("Hello", s_short)).Text);
    }

    [Fact]
    public async Task AddGptPromptingChatClient_MissingFolder_FailsAtTheFirstUse()
    {
        var services = new ServiceCollection();
        services.AddGptPromptingChatClient("no-such-folder");
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Throws<DirectoryNotFoundException>(() => provider.GetRequiredService<IChatClient>());
    }

    [Fact]
    public void AddGptPromptingChatClient_Null_Throws()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentNullException>(() => services.AddGptPromptingChatClient((LanguageModel)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddGptPromptingChatClient((string)null!));
        Assert.Throws<ArgumentException>(() => services.AddGptPromptingChatClient(""));
    }
}
