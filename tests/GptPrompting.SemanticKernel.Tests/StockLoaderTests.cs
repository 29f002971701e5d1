using GptPrompting.Tests;
using Microsoft.SemanticKernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace GptPrompting.SemanticKernel.Tests;

/// <summary>
/// Prompt files as Semantic Kernel's own YAML loader reads them: YamlDotNet with snake_case names into its
/// <see cref="PromptTemplateConfig"/>, settings as text by name, no key left over. The loader itself is in
/// Microsoft.SemanticKernel.Yaml, which not every feed has.
/// </summary>
public class StockLoaderTests
{
    public static TheoryData<string> Files =>
        [.. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "prompts"), "prompt.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Deserialize_PromptFile_IsAKernelFunction(string file)
    {
        PromptTemplateConfig config = Read(File.ReadAllText(Path.Combine(Repository.Root, file)));

        KernelFunction function = KernelFunctionFactory.CreateFromPrompt(config, new AnyFormat());

        Assert.Equal("scriban", config.TemplateFormat);
        Assert.NotEmpty(function.Description);
        Assert.Equal(
            config.InputVariables.Select(each => each.Name), function.Metadata.Parameters.Select(each => each.Name));
        Assert.NotEmpty(config.ExecutionSettings["default"].ExtensionData!);
    }

    [Fact]
    public void Deserialize_UnknownKey_IsRefused()
    {
        Assert.Throws<YamlException>(() => Read("name: a\ncolour: red\ntemplate: b"));
    }

    private static PromptTemplateConfig Read(string yaml) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithTypeConverter(new SettingsConverter())
        .Build()
        .Deserialize<PromptTemplateConfig>(yaml);

    private sealed class SettingsConverter : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(PromptExecutionSettings);

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) =>
            new PromptExecutionSettings
            {
                ExtensionData = (Dictionary<string, object>)rootDeserializer(typeof(Dictionary<string, object>))!,
            };

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) =>
            emitter.Emit(new Scalar(""));
    }

    /// <summary>A factory for prompts with pieces, which the loader does not know.</summary>
    private sealed class AnyFormat : IPromptTemplateFactory, IPromptTemplate
    {
        public bool TryCreate(PromptTemplateConfig templateConfig, out IPromptTemplate result)
        {
            result = this;
            return true;
        }

        public Task<string> RenderAsync(
            Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
            Task.FromResult("");
    }
}
