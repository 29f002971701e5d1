using Microsoft.SemanticKernel;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class PromptTemplateTests
{
    private static readonly KernelArguments s_arguments = new() { ["text"] = "a < b & \"c\"" };

    [Fact]
    public async Task DefaultFormat_Variable_IsHtmlEncoded() =>
        Assert.Equal("<a &lt; b &amp; &quot;c&quot;>", await RenderAsync(new PromptTemplateConfig("<{{$text}}>")));

    [Fact]
    public async Task DefaultFormat_TrustedVariable_IsNotEncoded()
    {
        var config = new PromptTemplateConfig("<{{$text}}>")
        {
            InputVariables = [new InputVariable { Name = "text", AllowDangerouslySetContent = true }],
        };

        Assert.Equal("<a < b & \"c\">", await RenderAsync(config));
    }

    [Fact]
    public async Task DefaultFormat_VariableWithoutValue_IsEmpty() =>
        Assert.Equal("[]", await RenderAsync(new PromptTemplateConfig("[{{$other}}]")));

    [Theory]
    [InlineData("{{ 'quoted' }}", "quoted")]
    [InlineData("{ {x} }", "{ {x} }")]
    [InlineData("{{}}", "{{}}")]
    [InlineData("{{words.join 'a' second='b'}}", "a+b")]
    [InlineData("{{words.join first='x' second = \"y\"}}", "x+y")]
    [InlineData("{{join 'it\\'s' second='c'}}", "it&#39;s+c")]
    public async Task DefaultFormat_Blocks_Render(string template, string expected) =>
        Assert.Equal(expected, await RenderAsync(new PromptTemplateConfig(template)));

    [Theory]
    [InlineData("{{$a-b}}")]
    [InlineData("{{$text $text}}")]
    [InlineData("{{words.join 'a' 'b'}}")]
    [InlineData("{{words.join 'a' sec-ond='b'}}")]
    [InlineData("{{'a\"}}")]
    public void DefaultFormat_WrongBlock_IsRefusedOrText(string template)
    {
        Exception? error =
            Record.Exception(() => new KernelPromptTemplateFactory().Create(new PromptTemplateConfig(template)));

        Assert.True(error is KernelException or null);
        Assert.Equal(template == "{{'a\"}}", error is null);
    }

    [Fact]
    public void Create_VariablesOfTheTemplate_BecomeInputVariables()
    {
        var config = new PromptTemplateConfig("{{$a}} {{words.join $b second=$c}}");

        new KernelPromptTemplateFactory().Create(config);

        Assert.Equal(["a", "b", "c"], config.InputVariables.Select(variable => variable.Name));
    }

    [Fact]
    public async Task AggregatorFactory_FirstThatKnowsTheFormat_MakesTheTemplate()
    {
        var factory =
            new AggregatorPromptTemplateFactory(new KernelPromptTemplateFactory(), new EchoPromptTemplateFactory());
        IPromptTemplate template = factory.Create(new PromptTemplateConfig("{{$text}}") { TemplateFormat = "echo" });

        Assert.Equal("{{$text}}", await template.RenderAsync(new Kernel(), s_arguments));
    }

    [Fact]
    public void Create_UnknownFormat_ThrowsKernelException()
    {
        var config = new PromptTemplateConfig("text") { TemplateFormat = "unknown" };

        KernelException error = Assert.Throws<KernelException>(() => new KernelPromptTemplateFactory().Create(config));

        Assert.Contains("unknown", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RenderAsync(PromptTemplateConfig config)
    {
        Kernel kernel = Kernels.With();
        kernel.ImportPluginFromFunctions(
            "words", [kernel.CreateFunctionFromMethod((string first, string second) => $"{first}+{second}", "join")]);
        return await new KernelPromptTemplateFactory().Create(config).RenderAsync(kernel, s_arguments);
    }
}
