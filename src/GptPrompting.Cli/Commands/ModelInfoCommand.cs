using System.CommandLine;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt model info</c>: what a folder holds and how it is run.</summary>
internal static class ModelInfoCommand
{
    private const string Properties = "id, layout, architecture, layer_count, key_value_head_count, head_size, "
        + "attention_window, parameters, context_length, vocabulary_size, tokenizer, token_count, "
        + "cache_bytes_per_token, allows_padded_batches, fused_operators, files, provider, runtime_version, "
        + "preparation, rewrites";

    public static Command Create()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "Folder of an ONNX model. Default: the model in the box.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var model = new ModelOption();
        var json = new JsonOption(Properties);
        var command = new Command("info", "Show what a model folder holds and how it is run.") { folder };
        model.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, _) =>
        {
            string path = Folder(result.GetValue(folder), result, model);
            ModelDescription description = ModelDescription.Load(path, model.ReadOptions(result));
            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await Json.WriteAsync(output, AsJson(description));
            }
            else
            {
                Write(Terminal.On(output), description);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Folder(string? argument, ParseResult result, ModelOption model)
    {
        bool isGivenTwice = argument is not null && result.GetValue(model) is not null;
        return isGivenTwice
            ? throw new ArgumentException($"The folder is given twice: as {argument} and as --model.")
            : argument ?? model.Folder(result);
    }

    private static object AsJson(ModelDescription model) => new
    {
        model.Id,
        model.Layout,
        model.Architecture,
        model.LayerCount,
        model.KeyValueHeadCount,
        model.HeadSize,
        model.AttentionWindow,
        model.Parameters,
        model.ContextLength,
        model.VocabularySize,
        model.Tokenizer,
        model.TokenCount,
        model.CacheBytesPerToken,
        model.AllowsPaddedBatches,
        model.FusedOperators,
        model.Files,
        Provider = model.Provider.ToString().ToLowerInvariant(),
        model.RuntimeVersion,
        Preparation = model.Preparation.ToString().ToLowerInvariant(),
        model.Rewrites,
    };

    private static void Write(IAnsiConsole console, ModelDescription model)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            foreach ((string name, string value) in ModelInfoRows.Of(model))
            {
                console.WriteLine($"{name,-15}{value}");
            }

            return;
        }

        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap().PadRight(3));
        grid.AddColumn();
        foreach ((string name, string value) in ModelInfoRows.Of(model))
        {
            grid.AddRow($"[bold]{Markup.Escape(name)}[/]", Markup.Escape(value));
        }

        console.Write(grid);
    }
}
