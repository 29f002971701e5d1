using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GptPrompting.Demonstrations;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Scoring;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>A prompt and the model that answers it.</summary>
internal sealed class PromptFunction : AIFunction
{
    private const string Shots = "shots";
    private const string Choices = "choices";

    private static readonly JsonElement s_text = JsonSerializer.SerializeToElement(new { type = "string" });

    private readonly Prompt _prompt;
    private readonly LanguageModel _model;
    private readonly GenerationOptions _options;

    internal PromptFunction(Prompt prompt, LanguageModel model, string name)
    {
        (_prompt, _model, Name) = (prompt, model, name);
        _options = prompt.ExecutionSettings.Where(setting => setting.Key != Choices).Aggregate(
            new GenerationOptions(),
            (options, setting) => GenerationSettings.Apply(options, setting.Key, setting.Value));
        JsonSchema = SchemaOf(prompt);
    }

    public override string Name { get; }

    public override string Description => _prompt.Description;

    public override JsonElement JsonSchema { get; }

    public override JsonElement? ReturnJsonSchema => _prompt.Output is { } output
        ? JsonSerializer.SerializeToElement(new { type = "string", description = output.Description })
        : s_text;

    protected override async ValueTask<object?> InvokeCoreAsync(
        AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> variables = arguments
            .Where(each => each.Key != Shots && each.Value is not JsonElement { ValueKind: JsonValueKind.Null })
            .ToDictionary(StringComparer.Ordinal);
        Demonstration[]? shown = ShotsIn(arguments) is int shots ? First(shots) : null;
        (string answer, int leftOut) = await Task
            .Run(() => Answer(variables, shown, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (arguments.Context is { } context)
        {
            context[PromptFunctions.LeftOutKey] = leftOut;
        }

        return answer;
    }

    private static int? ShotsIn(AIFunctionArguments arguments)
    {
        string text = Printed(arguments.GetValueOrDefault(Shots));
        return text.Length == 0 ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int shots) ? shots
            : throw new ArgumentException($"'{Shots}' is '{text}'; it must be a whole number.", Shots);
    }

    private static string Printed(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private Demonstration[] First(int shots) => shots <= _prompt.Demonstrations.Count
        ? [.. _prompt.Demonstrations.Take(shots)]
        : throw new ArgumentException(
            $"'{Shots}' is {shots}; the prompt '{Name}' has {_prompt.Demonstrations.Count} demonstrations.", Shots);

    private (string Text, int LeftOut) Answer(
        Dictionary<string, object?> variables, Demonstration[]? shown, CancellationToken cancellationToken)
    {
        if (_prompt.Labels.Count > 0)
        {
            Classification classification = _model.Classify(
                _prompt, variables, demonstrations: shown, cancellationToken: cancellationToken);
            return (classification.Label, classification.LeftOut);
        }

        var room = new PromptFitOptions { MaxOutputTokens = _options.MaxOutputTokens };
        FittedPrompt fitted = _model.FitPrompt(
            _prompt, variables, shown?.Select((each, i) => new SelectedDemonstration(each, i, i)).ToArray(), room,
            cancellationToken);
        return (_model.Generate(fitted.Text, _options, cancellationToken).Text.Trim(), fitted.LeftOut.Count);
    }

    private static JsonElement SchemaOf(Prompt prompt)
    {
        var properties = new JsonObject();
        foreach (PromptVariable variable in prompt.InputVariables.Where(variable => variable.Name != Shots))
        {
            properties[variable.Name] = SchemaOf(variable);
        }

        if (prompt.Demonstrations.Count > 0)
        {
            properties[Shots] = new JsonObject
            {
                ["type"] = "integer",
                ["description"] = "How many solved examples the prompt shows.",
                ["minimum"] = 0,
                ["maximum"] = prompt.Demonstrations.Count,
                ["default"] = prompt.DefaultShots,
            };
        }

        string[] required = [.. prompt.InputVariables
            .Where(variable => variable is { IsRequired: true, Default: null } && variable.Name != Shots)
            .Select(variable => variable.Name)];
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = JsonSerializer.SerializeToNode(required),
            ["additionalProperties"] = false,
        });
    }

    private static JsonObject SchemaOf(PromptVariable variable)
    {
        JsonObject schema = variable.JsonSchema is { } given ? JsonNode.Parse(given)!.AsObject() : new JsonObject
        {
            ["type"] = variable.Default switch
            {
                bool => "boolean",
                long => "integer",
                double => "number",
                IDictionary => "object",
                IEnumerable and not string => "array",
                _ => "string",
            },
        };
        if (variable.Description.Length > 0)
        {
            schema["description"] = variable.Description;
        }

        if (variable.Default is not null)
        {
            schema["default"] = JsonSerializer.SerializeToNode(variable.Default);
        }

        return schema;
    }
}
