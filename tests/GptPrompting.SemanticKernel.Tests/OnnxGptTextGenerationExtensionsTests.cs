using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class OnnxGptTextGenerationExtensionsTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly OnnxGptPromptExecutionSettings s_short = new() { MaxTokens = 1 };

    [Fact]
    public async Task AddOnnxGptTextGeneration_Folder_IsLoadedOnceAndDisposedWithTheServices()
    {
        var services = new ServiceCollection();
        services.AddOnnxGptTextGeneration(TinyGpt.Folder);
        ServiceProvider provider = services.BuildServiceProvider();
        var service = provider.GetRequiredService<ITextGenerationService>();

        Assert.Same(service, provider.GetRequiredService<ITextGenerationService>());
        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => service.GetTextContentsAsync("Hello", s_short));
    }

    [Fact]
    public async Task AddOnnxGptTextGeneration_LoadedModel_IsNotDisposedWithTheServices()
    {
        var services = new ServiceCollection();
        services.AddOnnxGptTextGeneration(inBox.Model);
        ServiceProvider provider = services.BuildServiceProvider();
        var service = provider.GetRequiredService<ITextGenerationService>();

        await provider.DisposeAsync();

        Assert.NotNull((await service.GetTextContentAsync("Hello", s_short)).Text);
    }

    [Fact]
    public void AddOnnxGptTextGeneration_MissingFolder_FailsAtTheFirstUse()
    {
        Kernel kernel = Kernel.CreateBuilder().AddOnnxGptTextGeneration("no-such-folder").Build();

        Assert.Throws<DirectoryNotFoundException>(() => kernel.GetRequiredService<ITextGenerationService>());
    }

    [Fact]
    public async Task AddOnnxGptTextGeneration_ServiceIds_SelectTheService()
    {
        Kernel kernel = Kernel.CreateBuilder()
            .AddOnnxGptTextGeneration(inBox.Model, "first")
            .AddOnnxGptTextGeneration(TinyGpt.Folder, serviceId: "second")
            .Build();
        var arguments = new KernelArguments(new OnnxGptPromptExecutionSettings { ServiceId = "first", MaxTokens = 1 });

        FunctionResult result = await kernel.InvokePromptAsync("Hello", arguments);

        Assert.Equal("tiny-gpt", result.GetValue<TextContent>()!.ModelId);
        Assert.NotSame(
            kernel.GetRequiredService<ITextGenerationService>("first"),
            kernel.GetRequiredService<ITextGenerationService>("second"));
        Assert.Throws<KernelException>(() => kernel.GetRequiredService<ITextGenerationService>("third"));
        ((IDisposable)kernel.Services).Dispose();
    }

    [Fact]
    public void AddOnnxGptTextGeneration_Null_Throws()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentNullException>(() => services.AddOnnxGptTextGeneration((LanguageModel)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddOnnxGptTextGeneration((string)null!));
        Assert.Throws<ArgumentException>(() => services.AddOnnxGptTextGeneration(""));
        Assert.Throws<ArgumentNullException>(() => ((IKernelBuilder)null!).AddOnnxGptTextGeneration(inBox.Model));
    }
}
