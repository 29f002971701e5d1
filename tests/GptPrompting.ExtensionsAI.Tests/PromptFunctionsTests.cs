using System.Text.Json;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Tests;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class PromptFunctionsTests(InBoxModel inBox) : IClassFixture<InBoxModel>, IDisposable
{
    private const string Typed = """
        name: typed
        description: Shows its variables.
        template_format: scriban
        template: "{{ input }} {{ count }} {{ ratio }} {{ is_long }} {{ demonstrations | array.size }}\nOutput:"
        input_variables:
          - name: input
            description: The text.
          - name: count
            default: 3
          - name: ratio
            default: 0.5
          - name: is_long
            default: false
            is_required: false
        execution_settings:
          default:
            max_tokens: 4
            SETTING
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("prompts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_Library_HasAFunctionForEachPrompt()
    {
        string library = Path.Combine(Repository.Root, "prompts");

        IReadOnlyList<AIFunction> functions = PromptFunctions.Load(library, inBox.Model);

        Assert.Equal(
            Directory.GetFiles(library, "prompt.yaml", SearchOption.AllDirectories).Length,
            functions.DistinctBy(function => function.Name).Count());
        Assert.All(functions, function => Assert.NotEmpty(function.Description));
    }

    [Fact]
    public async Task Invoke_Shots_ShowsThatManyDemonstrations()
    {
        var prompt = Prompt.Load(Path.Combine(Repository.Root, "prompts", "classify", "sentiment"));
        AIFunction function = PromptFunctions.Create(prompt, inBox.Model);
        var arguments = new AIFunctionArguments
        {
            ["input"] = "I absolutely love this product!", ["shots"] = JsonSerializer.SerializeToElement(4),
        };

        object? answer = await function.InvokeAsync(arguments);

        var input = new Dictionary<string, object?> { ["input"] = "I absolutely love this product!" };
        var firstLine = new GenerationOptions { MaxOutputTokens = 8, StopSequences = ["\n"] };
        Assert.Equal(inBox.Model.Generate(prompt.Render(input, 4), firstLine).Text.Trim(), answer);
        Assert.Equal("Positive", answer);
    }

    [Fact]
    public void JsonSchema_Variables_AreTypedAsTheirDefaults()
    {
        AIFunction function = Create("temperature: 0", demonstrations: 2);

        Assert.Equal("typed", function.Name);
        Assert.Equal("Shows its variables.", function.Description);
        JsonElement properties = function.JsonSchema.GetProperty("properties");
        Assert.Equal(
            ["input string", "count integer", "ratio number", "is_long boolean", "shots integer"],
            properties.EnumerateObject().Select(each => $"{each.Name} {each.Value.GetProperty("type").GetString()}"));
        Assert.Equal("The text.", properties.GetProperty("input").GetProperty("description").GetString());
        Assert.Equal(2, properties.GetProperty("shots").GetProperty("maximum").GetInt32());
        Assert.Equal("""["input"]""", function.JsonSchema.GetProperty("required").GetRawText());
    }

    [Fact]
    public void JsonSchema_OfTheFile_GoesBeforeTheDefault()
    {
        const string Schema = """{"type": "string", "maxLength": 9}""";

        AIFunction function = Create("temperature: 0\noutput_variable:\n  description: The answer.", schema: Schema);

        JsonElement input = function.JsonSchema.GetProperty("properties").GetProperty("input");
        Assert.Equal(9, input.GetProperty("maxLength").GetInt32());
        Assert.Equal("The text.", input.GetProperty("description").GetString());
        Assert.Equal("The answer.", function.ReturnJsonSchema!.Value.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Invoke_Choices_GivesTheMostProbable()
    {
        AIFunction function = Create("choices: [\"xq zv\", \"the\", \"qqqq\"]");

        object? answer = await function.InvokeAsync(new AIFunctionArguments { ["input"] = "of" });

        Assert.Equal("the", answer);
    }

    [Theory]
    [InlineData("regex: \"[0-9]{2}\"", "^[0-9]{2}$")]
    [InlineData("json_schema: '{\"type\": \"boolean\"}'", "^(true|false)$")]
    public async Task Invoke_Constraint_IsObeyed(string setting, string pattern)
    {
        object? answer = await Create(setting).InvokeAsync(new AIFunctionArguments { ["input"] = "of" });

        Assert.Matches(pattern, Assert.IsType<string>(answer));
    }

    [Fact]
    public void Create_TwoConstraints_AreRefusedByName()
    {
        const string Two = "regex: a\n    json_schema: '{\"type\": \"boolean\"}'";

        ArgumentException error = Assert.Throws<ArgumentException>(() => Create(Two));

        Assert.Contains("'json_schema'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_WrongArguments_AreRefusedByName()
    {
        AIFunction function = Create("temperature: 0");

        await RefusedAsync("'input'", []);
        await RefusedAsync("'typo'", new() { ["input"] = "x", ["typo"] = 1 });
        await RefusedAsync("'shots'", new() { ["input"] = "x", ["shots"] = "many" });
        await RefusedAsync("9", new() { ["input"] = "x", ["shots"] = 9 });

        async Task RefusedAsync(string name, AIFunctionArguments arguments)
        {
            ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(
                () => function.InvokeAsync(arguments).AsTask());
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invoke_DemonstrationsThatDoNotFit_AreLeftOutAndReported()
    {
        AIFunction function = Create("temperature: 0", demonstrations: 40, show: true);
        var arguments = new AIFunctionArguments
        {
            ["input"] = string.Concat(Enumerable.Repeat("word ", 420)), Context = new Dictionary<object, object?>(),
        };

        object? answer = await function.InvokeAsync(arguments);

        Assert.IsType<string>(answer);
        Assert.InRange((int)arguments.Context[PromptFunctions.LeftOutKey]!, 1, 39);
    }

    [Theory]
    [InlineData("stop_token_ids: [1, 2]")]
    [InlineData("logit_bias: { 5: -100 }")]
    [InlineData("num_beams: 2\n    early_stopping: never\n    length_penalty: 0.5")]
    public async Task Invoke_SettingsOfPromptFiles_AreRead(string settings) => Assert.IsType<string>(
        await Create(settings).InvokeAsync(new AIFunctionArguments { ["input"] = "of" }));

    [Fact]
    public void Create_UnknownSetting_IsRefusedByName()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Create("temprature: 0"));

        Assert.Contains("'temprature'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderWithoutPrompts_ThrowsArgumentException() =>
        Assert.Throws<ArgumentException>(() => PromptFunctions.Load(_folder, inBox.Model));

    private AIFunction Create(string setting, int demonstrations = 0, bool show = false, string? schema = null)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "typed")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "prompt.yaml"), Typed
                .Replace("SETTING", setting, StringComparison.Ordinal)
                .Replace("The text.", schema is null ? "The text." : $"The text.\n    json_schema: '{schema}'",
                    StringComparison.Ordinal)
                .Replace("| array.size", show ? "" : "| array.size", StringComparison.Ordinal));
        File.WriteAllLines(
            Path.Combine(folder, "demonstrations.jsonl"),
            Enumerable.Repeat("""{"input": "a", "output": "b"}""", demonstrations));
        return PromptFunctions.Create(Prompt.Load(folder), inBox.Model);
    }
}
