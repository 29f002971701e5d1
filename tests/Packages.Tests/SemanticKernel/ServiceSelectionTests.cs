using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class ServiceSelectionTests
{
    [Fact]
    public async Task InvokePrompt_ChatAndTextService_AsksTheChatService()
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(new ChatService("from chat"));
        builder.Services.AddSingleton<ITextGenerationService>(new RecordingTextService("m", "from text"));

        string? answer = await builder.Build().InvokePromptAsync<string>("Hello");

        Assert.Equal("from chat", answer);
    }

    [Theory]
    [InlineData("Hello", "user", "Hello")]
    [InlineData("<message role=\"system\">a &lt; b</message>", "system", "a < b")]
    [InlineData("<message role=\"user\"></message>", "user", null)]
    public async Task InvokePrompt_ChatService_GetsTheMessages(string prompt, string role, string? content)
    {
        var service = new ChatService("answer");
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(service);

        await builder.Build().InvokePromptAsync(prompt);

        ChatMessageContent message = Assert.Single(service.History!);
        Assert.Equal((role, content), (message.Role.Label, message.Content));
    }

    [Fact]
    public async Task InvokePrompt_ServiceIdOfTheTextService_AsksTheTextService()
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddKeyedSingleton<IChatCompletionService>("chat", new ChatService("from chat"));
        builder.Services.AddKeyedSingleton<ITextGenerationService>("text", new RecordingTextService("m", "from text"));
        var arguments = new KernelArguments(new PromptExecutionSettings { ServiceId = "text" });

        string? answer = await builder.Build().InvokePromptAsync<string>("Hello", arguments);

        Assert.Equal("from text", answer);
    }

    [Fact]
    public async Task InvokePrompt_ModelId_AsksTheServiceOfThatModel()
    {
        Kernel kernel = Kernels.With(new RecordingTextService("one", "1"), new RecordingTextService("two", "2"));
        var arguments = new KernelArguments(new PromptExecutionSettings { ModelId = "one" });

        string? answer = await kernel.InvokePromptAsync<string>("Hello", arguments);

        Assert.Equal("1", answer);
    }

    [Fact]
    public async Task InvokePrompt_SeveralServices_AsksTheLastRegistered()
    {
        Kernel kernel = Kernels.With(new RecordingTextService("one", "1"), new RecordingTextService("two", "2"));

        string? answer = await kernel.InvokePromptAsync<string>("Hello");

        Assert.Equal("2", answer);
    }

    [Fact]
    public async Task InvokePrompt_NoService_ThrowsKernelException()
    {
        Kernel kernel = Kernel.CreateBuilder().Build();

        KernelException error = await Assert.ThrowsAsync<KernelException>(() => kernel.InvokePromptAsync("Hello"));

        Assert.Contains(nameof(ITextGenerationService), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetRequiredService_OnlyKeyedServices_FindsThemWithAndWithoutKey()
    {
        var service = new RecordingTextService("m", "answer");
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddKeyedSingleton<ITextGenerationService>("text", service);
        Kernel kernel = builder.Build();

        Assert.Same(service, kernel.GetRequiredService<ITextGenerationService>("text"));
        Assert.Same(service, kernel.GetRequiredService<ITextGenerationService>());
        Assert.Throws<KernelException>(() => kernel.GetRequiredService<ITextGenerationService>("other"));
    }

    [Fact]
    public void AddKernel_Provider_ResolvesNewKernelsOverTheSameServices()
    {
        var service = new RecordingTextService("m", "answer");
        var services = new ServiceCollection();
        services.AddSingleton<ITextGenerationService>(service);
        services.AddKernel();
        using ServiceProvider provider = services.BuildServiceProvider();

        Kernel first = provider.GetRequiredService<Kernel>();

        Assert.NotSame(first, provider.GetRequiredService<Kernel>());
        Assert.Same(service, first.GetRequiredService<ITextGenerationService>());
    }

    [Fact]
    public void GetModelId_AttributesOfTheService_GiveIt() =>
        Assert.Equal("m", new RecordingTextService("m").GetModelId());
}
