using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptTests : IDisposable
{
    private const string Yaml = """
        name: echo
        description: Says it again.
        template_format: scriban
        template: |-
          {{ greeting }}
          {{~ for d in demonstrations ~}}
          {{ d.input }} -> {{ d.output }}
          {{~ end ~}}
          {{ input }} ->
        input_variables:
          - name: input
            description: What to say.
          - name: greeting
            default: Hello
          - name: shots
            default: 1
            is_required: false
          - name: unused
            is_required: false
        execution_settings:
          default:
            temperature: 0.3
            max_tokens: 8
            stop_sequences: ["\n", "two"]
            seed: "7"
            flag: true
        """;

    private readonly TemporaryFolder _folder = new();

    public PromptTests() => _folder.Write("demonstrations.jsonl", """
        {"input": "a", "output": "b"}
        {"input": "c", "output": "d"}
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_PromptFolder_HasEverything()
    {
        Prompt prompt = Load();

        Assert.Equal(("echo", "Says it again.", 1), (prompt.Name, prompt.Description, prompt.DefaultShots));
        Assert.Equal(new PromptVariable("input", "What to say.", null, IsRequired: true), prompt.InputVariables[0]);
        Assert.Equal(new PromptVariable("greeting", "", "Hello", IsRequired: true), prompt.InputVariables[1]);
        Assert.Equal("d", prompt.Demonstrations[1].Output);
    }

    [Fact]
    public void Load_WhatTheFileSaysToCallers_IsRead()
    {
        _folder.Write("prompt.yaml", Yaml
            .Replace("- name: greeting", "- name: greeting\n    json_schema: '{\"enum\": [\"Hello\"]}'",
                StringComparison.Ordinal)
            .Replace("execution_settings:",
                "output_variable:\n  description: The text again.\n  json_schema: '{\"type\": \"string\"}'\n"
                + "execution_settings:",
                StringComparison.Ordinal));

        Prompt prompt = Prompt.Load(_folder.Path);

        Assert.Equal(new PromptOutput("The text again.", "{\"type\": \"string\"}"), prompt.Output);
        Assert.Equal("{\"enum\": [\"Hello\"]}", prompt.InputVariables[1].JsonSchema);
    }

    [Fact]
    public void Load_SettingsOfSeveralServices_AreThoseOfEach()
    {
        _folder.Write("prompt.yaml", Yaml.Replace("execution_settings:",
            "execution_settings:\n  service1:\n    model_id: gpt-4\n    temperature: 0.6", StringComparison.Ordinal));

        Prompt prompt = Prompt.Load(_folder.Path);

        Assert.Equal(["service1", "default"], prompt.Services.Select(each => each.ServiceId));
        Assert.Equal(("gpt-4", 0.6), (prompt.Services[0].ModelId, prompt.Services[0].Settings["temperature"]));
        Assert.DoesNotContain("model_id", prompt.Services[0].Settings.Keys);
        Assert.Same(prompt.Services[1].Settings, prompt.ExecutionSettings);
        Assert.Equal(0.3, prompt.ExecutionSettings["temperature"]);
    }

    [Fact]
    public void Load_NoName_IsNamedByTheFolder()
    {
        string folder = Path.Combine(_folder.Path, "question-type");
        _folder.Write("question-type/prompt.yaml", Yaml.Replace("name: echo", "", StringComparison.Ordinal)
            .Replace("default: 1", "default: 0", StringComparison.Ordinal));

        Assert.Equal("question_type", Prompt.Load(folder).Name);
    }

    [Fact]
    public void Load_AllContentIsTrusted_EveryVariableIs()
    {
        _folder.Write("prompt.yaml", $"{Yaml}\nallow_dangerously_set_content: true");

        Assert.All(Prompt.Load(_folder.Path).InputVariables, each => Assert.True(each.AllowDangerouslySetContent));
    }

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("007", "007")]
    [InlineData("1e3", "1e3")]
    [InlineData("!!str 7", "7")]
    [InlineData("[1.50, a]", "[\"1.50\", \"a\"]")]
    public void Render_Default_IsPrintedAsItIsWritten(string written, string expected)
    {
        _folder.Write("prompt.yaml", Yaml.Replace("default: Hello", $"default: {written}", StringComparison.Ordinal));

        string text = Prompt.Load(_folder.Path).Render(new Dictionary<string, object?> { ["input"] = "x" }, shots: 0);

        Assert.StartsWith($"{expected}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "the JSON schema is no JSON")]
    [InlineData("[]", "a JSON schema is to be a JSON object")]
    public void Load_SchemaThatIsNone_NamesThePlace(string schema, string expected)
    {
        _folder.Write("prompt.yaml", $"{Yaml}\noutput_variable:\n  json_schema: '{schema}'");

        var e = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal(Yaml.Split('\n').Length + 2, e.Line);
    }

    [Fact]
    public void Load_ExecutionSettings_ArePlainData()
    {
        IReadOnlyDictionary<string, object?> settings = Load().ExecutionSettings;

        Assert.Equal(0.3, settings["temperature"]);
        Assert.Equal(8L, settings["max_tokens"]);
        Assert.Equal(new object[] { "\n", "two" }, settings["stop_sequences"]);
        Assert.Equal("7", settings["seed"]);
        Assert.Equal(true, settings["flag"]);
    }

    [Fact]
    public void Labels_Choices_AreTheirTextsInOrder()
    {
        Prompt prompt = Load(Yaml + "\n    choices: [Positive, \"1\", Not sure]");

        Assert.Equal(["Positive", "1", "Not sure"], prompt.Labels);
        Assert.Empty(Load().Labels);
    }

    [Theory]
    [InlineData("choices: [a, b, a]", "(27,21): error: 'a' is there twice")]
    [InlineData("choices: [a, 1]", "(27,18): error: a choice is to be text that is not blank; quote numbers")]
    [InlineData("choices: [' ']", "(27,15): error: a choice is to be text that is not blank; quote numbers")]
    [InlineData("choices: [[a]]", "(27,15): error: a choice is to be text that is not blank; quote numbers")]
    [InlineData("choices: []", "(27,14): error: 'choices' has no choice in it")]
    [InlineData("choices: a", "(27,14): error: 'choices' is to be a list")]
    public void Load_WrongChoices_NamesThePlace(string line, string expected)
    {
        PromptFormatException error = Assert.Throws<PromptFormatException>(() => Load(Yaml + "\n    " + line));

        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Hello\na -> b\nx ->")]
    [InlineData(0, "Hello\nx ->")]
    [InlineData(2, "Hello\na -> b\nc -> d\nx ->")]
    public void Render_Shots_ShowsTheFirstOnes(int? shots, string expected)
    {
        Assert.Equal(expected, Load().Render(Input("x"), shots));
    }

    [Fact]
    public void Render_ShotsAsVariable_CountsLikeTheArgument()
    {
        var variables = new Dictionary<string, object?> { ["input"] = "x", ["shots"] = "2" };

        Assert.Equal("Hello\na -> b\nc -> d\nx ->", Load().Render(variables));
    }

    [Fact]
    public void Render_DemonstrationsOfTheCaller_AreShownInstead()
    {
        var variables = new Dictionary<string, object?> { ["input"] = "x", ["shots"] = 1 };
        Prompt prompt = Load();

        string text = prompt.Render(variables, [new("e", "f"), prompt.Demonstrations[1], prompt.Demonstrations[0]]);

        Assert.Equal("Hello\ne -> f\nc -> d\na -> b\nx ->", text);
        Assert.Equal("Hello\nx ->", prompt.Render(variables, []));
    }

    [Fact]
    public void Render_DemonstrationsOfTheCaller_AreCountedInShots()
    {
        _folder.Write("prompt.yaml", Replace("{{ input }} ->", "{{ shots }} {{ input }} ->"));

        string text = Prompt.Load(_folder.Path).Render(Input("x"), [new("e", "f"), new("g", "h")]);

        Assert.Equal("Hello\ne -> f\ng -> h\n2 x ->", text);
    }

    [Fact]
    public void Labels_Choices_AreTheTextsInTheirOrder()
    {
        _folder.Write("prompt.yaml", Replace("    flag: true", "    choices: [yes, \"no\", maybe so]"));

        Assert.Equal(["yes", "no", "maybe so"], Prompt.Load(_folder.Path).Labels);
        Assert.Empty(Load().Labels);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Render_MoreShotsThanThereAre_IsAnErrorWithTheNumber(int shots)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Load().Render(Input("x"), shots));

        Assert.Contains(
            $"shots is {shots}; the prompt 'echo' has 2 demonstrations", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_VariableThatIsNotDeclared_NamesTheDeclaredOnes()
    {
        var variables = new Dictionary<string, object?> { ["input"] = "x", ["colour"] = "red" };

        var exception = Assert.Throws<ArgumentException>(() => Load().Render(variables));

        Assert.StartsWith(
            "The prompt 'echo' has no variable 'colour'; it has: input, greeting, shots, unused.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RequiredVariableIsMissing_NamesIt()
    {
        var exception = Assert.Throws<ArgumentException>(() => Load().Render(new Dictionary<string, object?>()));

        Assert.Contains("'input' is required", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ShotsThatAreNoNumber_IsAnError()
    {
        var variables = new Dictionary<string, object?> { ["input"] = "x", ["shots"] = "many" };

        Assert.Throws<ArgumentException>(() => Load().Render(variables));
    }

    [Theory]
    [InlineData("description:", "descripton:", 2, 1, "unknown key 'descripton'")]
    [InlineData("    default: Hello", "    defualt: Hello", 14, 5, "unknown key 'defualt'")]
    [InlineData("    flag: true", "    service_id: a", 26, 17, "the settings of the service 'default', not of 'a'")]
    [InlineData("template_format: scriban", "template_format: semantic-kernel", 3, 18, "{{$name}} is {{ name }}")]
    [InlineData("template_format: scriban", "allow_dangerously_set_content: false", 4, 11, "it is 'semantic-kernel'")]
    [InlineData("template_format: scriban", "template_format: liquid", 3, 18, "only scriban")]
    [InlineData("name: greeting", "name: input", 13, 11, "declared twice")]
    [InlineData("name: greeting", "name: demonstrations", 13, 11, "cannot be the name")]
    [InlineData("name: greeting", "name: two words", 13, 11, "cannot be the name")]
    [InlineData("is_required: false", "is_required: perhaps", 17, 18, "true or false")]
    [InlineData("default: 1", "default: 9", 16, 14, "shots is '9'")]
    [InlineData("flag: true", "choices: yes", 26, 14, "'choices' is to be a list")]
    [InlineData("flag: true", "choices: [a, 7]", 26, 18, "a choice is to be text")]
    [InlineData("name: echo", "name: [echo", 2, 1, "no YAML")]
    [InlineData("name: echo", "name: echo\nname: echo", 2, 1, "uplicate")]
    [InlineData("name: echo", "nam: echo", 1, 1, "unknown key 'nam'")]
    public void Load_WrongYaml_NamesLineAndColumn(string good, string bad, int line, int column, string problem)
    {
        string path = _folder.Write("prompt.yaml", Replace(good, bad));

        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        Assert.StartsWith($"{path}({line},{column}): error: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ input }}", "{{ 1 + }}", 9)]
    [InlineData("{{~ end ~}}", "{{~ end 7 ~}}", 8)]
    public void Load_SyntaxErrorInTheTemplate_NamesTheLineOfTheYamlFile(string good, string bad, int line)
    {
        string path = _folder.Write("prompt.yaml", Replace(good, bad));

        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        Assert.Equal((path, line), (exception.Path, exception.Line));
    }

    [Fact]
    public void Render_UndefinedVariableInTheTemplate_NamesTheLineOfTheYamlFile()
    {
        string path = _folder.Write("prompt.yaml", Replace("{{ input }}", "{{ imput }}"));

        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path).Render(Input("x")));

        Assert.StartsWith($"{path}(9,6): error: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoPromptYaml_NamesTheFile()
    {
        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        string path = Path.Combine(_folder.Path, "prompt.yaml");
        Assert.StartsWith(path + ": error: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"input\": \"a\"}", 2, "'output' is missing")]
    [InlineData("{\"input\": 3, \"output\": \"a\"}", 2, "'input' is to be a string, not Number")]
    public void Load_WrongDemonstration_NamesFileAndLine(string line, int number, string problem)
    {
        _folder.Write("prompt.yaml", Yaml);
        string path = _folder.Write("demonstrations.jsonl", "{\"input\": \"a\", \"output\": \"b\"}\n" + line);

        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        Assert.Equal($"{path}({number},1): error: {problem}", exception.Message);
    }

    [Theory]
    [InlineData("name: a\ndescription: b\ninput_variables:\n\t- name: x\n", 4, 1)]
    [InlineData("name: a\r\ndescription: b\r\ninput_variables:\r\n\t- name: x\r\n", 4, 1)]
    [InlineData("name: a\n\tdescription: b\n", 2, 1)]
    [InlineData("name: a\nb:\n  - c\n  \td\n", 4, 3)]
    [InlineData("name: a\ntemplate: |-\n  abc\n\tdef\n", 4, 1)]
    [InlineData("name: 'a\n\tb\n", 1, 7)]
    public void Load_TabAsIndentation_NamesItsPlace(string yaml, int line, int column)
    {
        string path = _folder.Write("prompt.yaml", yaml);

        var exception = Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));

        Assert.StartsWith($"{path}({line},{column}): error: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_YamlNestedWithoutEnd_IsAnErrorAndTheProcessLives()
    {
        _folder.Write("prompt.yaml", "name: " + new string('[', 100_000) + new string(']', 100_000));

        Assert.Throws<PromptFormatException>(() => Prompt.Load(_folder.Path));
    }

    [Fact]
    public void Load_FileWithRandomChanges_IsReadOrAPromptFormatException()
    {
        const string Characters = "{}[]:,-#&*!|>'\"%@`\n \t?~a0\u0000\uFEFF";
        var random = new Random(1);
        for (int run = 0; run < 2000; run++)
        {
            char[] text = Yaml.ReplaceLineEndings("\n").ToCharArray();
            for (int change = 0; change < 3; change++)
            {
                text[random.Next(text.Length)] = Characters[random.Next(Characters.Length)];
            }

            _folder.Write("prompt.yaml", new string(text));
            Exception? exception = Record.Exception(() => Prompt.Load(_folder.Path));
            Assert.True(exception is null or PromptFormatException, new string(text) + exception);
        }
    }

    [Fact]
    public void Load_PartialsTwoFoldersUp_AreFound()
    {
        _folder.Write("_partials/end.scriban", "the end");
        const string Tale = "name: tale\ntemplate_format: scriban\ntemplate: \"{{ include 'end' }}\"";
        _folder.Write("plugin/tale/prompt.yaml", Tale);

        Prompt prompt = Prompt.Load(Path.Combine(_folder.Path, "plugin", "tale"));

        Assert.Equal("the end", prompt.Render(new Dictionary<string, object?>()));
    }

    private static Dictionary<string, object?> Input(string text) => new() { ["input"] = text };

    private static string Replace(string good, string bad)
    {
        string yaml = Yaml.ReplaceLineEndings("\n");
        int at = yaml.IndexOf(good, StringComparison.Ordinal);
        return yaml[..at] + bad + yaml[(at + good.Length)..];
    }

    private Prompt Load(string yaml = Yaml)
    {
        _folder.Write("prompt.yaml", yaml);
        return Prompt.Load(_folder.Path);
    }
}
