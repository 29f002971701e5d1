using Microsoft.SemanticKernel;

namespace Packages.Tests.SemanticKernel;

public sealed class PromptTemplateConfigTests
{
    [Fact]
    public void FromJson_PromptConfig_IsRead()
    {
        PromptTemplateConfig config = PromptTemplateConfig.FromJson("""
            {
              "name": "classify", "description": "d", "template": "{{ text }}", "template_format": "scriban",
              "input_variables": [ { "name": "text", "default": "none", "is_required": false } ],
              "execution_settings": { "default": { "top_p": 0.0 } },
              "unknown": 1
            }
            """);

        Assert.Equal(("classify", "{{ text }}", "scriban"), (config.Name, config.Template, config.TemplateFormat));
        InputVariable variable = Assert.Single(config.InputVariables);
        Assert.Equal(("text", "none", false), (variable.Name, variable.Default, variable.IsRequired));
        Assert.True(config.DefaultExecutionSettings!.ExtensionData!.ContainsKey("top_p"));
    }

    [Theory]
    [InlineData("{ no json")]
    [InlineData("""{ "template": "text", }""")]
    [InlineData("""{ /* comment */ "template": "text" }""")]
    [InlineData("null")]
    [InlineData(" ")]
    public void FromJson_NotStrictJson_IsRefused(string json) =>
        Assert.Equal("json", Assert.Throws<ArgumentException>(() => PromptTemplateConfig.FromJson(json)).ParamName);

    [Fact]
    public void FromJson_NamesInOtherCase_AreUnknown() =>
        Assert.Empty(PromptTemplateConfig.FromJson("""{ "Template": "text" }""").Template);

    [Fact]
    public void FromJson_DefaultThatIsNoText_IsRefused() =>
        Assert.Throws<NotSupportedException>(
            () => PromptTemplateConfig.FromJson("""{ "input_variables": [ { "name": "shots", "default": 3 } ] }"""));

    [Fact]
    public void AddExecutionSettings_TwoServiceIds_AreRefused()
    {
        var config = new PromptTemplateConfig();

        config.AddExecutionSettings(new PromptExecutionSettings { ServiceId = "own" });

        Assert.Equal("own", Assert.Single(config.ExecutionSettings).Key);
        Assert.Throws<ArgumentException>(
            () => config.AddExecutionSettings(new PromptExecutionSettings { ServiceId = "own" }, "other"));
    }
}
