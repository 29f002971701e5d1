using System.Text.Json;
using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class ScribanPromptTemplateFactoryTests
{
    private readonly ScribanPromptTemplateFactory _factory = new();

    [Fact]
    public void TryCreate_OtherFormat_IsFalse()
    {
        Assert.False(_factory.TryCreate(new PromptTemplateConfig("{{ text }}"), out IPromptTemplate? template));
        Assert.Null(template);
    }

    [Fact]
    public void TryCreate_SyntaxError_ThrowsPromptFormatException() =>
        Assert.Throws<PromptFormatException>(() => _factory.Create(Config("line one\n{{ if }}")));

    [Theory]
    [InlineData("{{ text }}", "<a> & \"b\" 'c'")]
    [InlineData("{{ list[1] }} {{ list | array.size }}", "two 2")]
    [InlineData("{{ for each in list }}[{{ each }}]{{ end }}", "[one][two]")]
    [InlineData("{{ map.key }}", "value")]
    [InlineData("{{ object.first_name }} {{ object.age + 1 }}", "Ann 42")]
    [InlineData("{{ json.items[0].name }} {{ json.count + 1 }}", "x 3")]
    public async Task Render_ArgumentsOfManyKinds_AreOrdinaryValues(string template, string expected)
    {
        var arguments = new KernelArguments
        {
            ["text"] = "<a> & \"b\" 'c'",
            ["list"] = new List<string> { "one", "two" },
            ["map"] = new Dictionary<string, object> { ["key"] = "value" },
            ["object"] = new Person("Ann", 41),
            ["json"] = JsonSerializer.Deserialize<JsonElement>("""{ "items": [ { "name": "x" } ], "count": 2 }"""),
        };

        Assert.Equal(expected, await _factory.Create(Config(template)).RenderAsync(new Kernel(), arguments));
    }

    [Theory]
    [InlineData("{{ result }}", "Ann")]
    [InlineData("{{ list[1] + 1 }}", "3")]
    [InlineData("{{ content }} {{ nested }}", "text text")]
    [InlineData("{{ for each in contents; each + ' '; end }}", "one two ")]
    public async Task Render_ResultOfAFunction_IsItsValue(string template, string expected)
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod(() => "");
        var content = new TextContent("text");
        var arguments = new KernelArguments
        {
            ["result"] = new FunctionResult(function, "Ann"),
            ["list"] = new FunctionResult(function, new[] { 1, 2 }),
            ["content"] = new FunctionResult(function, content),
            ["nested"] = new FunctionResult(function, new FunctionResult(function, content)),
            ["contents"] = new List<KernelContent> { new TextContent("one"), new TextContent("two") },
        };

        Assert.Equal(expected, await _factory.Create(Config(template)).RenderAsync(new Kernel(), arguments));
    }

    [Fact]
    public async Task Render_ResultOfAFunctionForADeclaredVariable_IsItsValue()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod(() => "");
        PromptTemplateConfig config = Config("{{ text }}", new InputVariable { Name = "text" });
        var arguments = new KernelArguments { ["Text"] = new FunctionResult(function, "a value") };

        Assert.Equal("a value", await _factory.Create(config).RenderAsync(new Kernel(), arguments));
    }

    [Fact]
    public async Task Render_VariableWithoutValue_TakesItsDefault()
    {
        PromptTemplateConfig config = Config("{{ text }}", new InputVariable { Name = "text", Default = "none" });

        Assert.Equal("none", await _factory.Create(config).RenderAsync(new Kernel()));
    }

    [Fact]
    public async Task Render_OptionalVariableWithoutValue_IsNull()
    {
        PromptTemplateConfig config =
            Config("{{ text ?? 'nothing' }}", new InputVariable { Name = "text", IsRequired = false });

        Assert.Equal("nothing", await _factory.Create(config).RenderAsync(new Kernel()));
    }

    [Fact]
    public async Task Render_RequiredVariableWithoutValue_ThrowsKernelException()
    {
        PromptTemplateConfig config = Config("{{ text }}", new InputVariable { Name = "text" });
        config.Name = "classify";

        KernelException error = await Assert.ThrowsAsync<KernelException>(
            () => _factory.Create(config).RenderAsync(new Kernel(), []));

        Assert.Equal("The prompt classify requires the variable 'text'; it has no value.", error.Message);
    }

    [Fact]
    public async Task Render_UndeclaredVariable_ThrowsPromptFormatException() =>
        await Assert.ThrowsAsync<PromptFormatException>(
            () => _factory.Create(Config("{{ other }}")).RenderAsync(new Kernel()));

    [Fact]
    public async Task Render_ArgumentInOtherCase_FillsTheDeclaredVariable()
    {
        PromptTemplateConfig config = Config("{{ text }}", new InputVariable { Name = "text" });

        Assert.Equal(
            "x", await _factory.Create(config).RenderAsync(new Kernel(), new KernelArguments { ["TEXT"] = "x" }));
    }

    [Fact]
    public async Task Render_CanceledToken_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _factory.Create(Config("text")).RenderAsync(new Kernel(), [], new CancellationToken(canceled: true)));

    [Fact]
    public async Task Create_BesideTheKernelsFactory_EachTakesItsFormat()
    {
        var both = new AggregatorPromptTemplateFactory(_factory, new KernelPromptTemplateFactory());
        var arguments = new KernelArguments { ["text"] = "<" };

        Assert.Equal("<", await both.Create(Config("{{ text }}")).RenderAsync(new Kernel(), arguments));
        Assert.Equal(
            "&lt;", await both.Create(new PromptTemplateConfig("{{$text}}")).RenderAsync(new Kernel(), arguments));
    }

    [Fact]
    public async Task PartialsFolder_Include_InsertsTheFile()
    {
        string folder = Directory.CreateTempSubdirectory("partials").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "greeting.scriban"), "Hello {{ name }}");
        var factory = new ScribanPromptTemplateFactory { PartialsFolder = folder };

        string prompt = await factory.Create(Config("{{ include 'greeting' }}!"))
            .RenderAsync(new Kernel(), new KernelArguments { ["name"] = "Ann" });

        Assert.Equal("Hello Ann!", prompt);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Create_ConfigChangedLater_TemplateIsNot()
    {
        PromptTemplateConfig config = Config("{{ text }}", new InputVariable { Name = "text", Default = "before" });
        IPromptTemplate template = _factory.Create(config);

        config.InputVariables[0].Default = "after";

        Assert.Equal("before", await template.RenderAsync(new Kernel()));
    }

    private static PromptTemplateConfig Config(string template, params InputVariable[] variables) => new(template)
    {
        TemplateFormat = ScribanPromptTemplateFactory.ScribanTemplateFormat,
        InputVariables = [.. variables],
    };

    private sealed record Person(string FirstName, int Age);
}
