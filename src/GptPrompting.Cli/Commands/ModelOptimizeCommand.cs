using System.CommandLine;
using System.Globalization;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt model optimize</c>: writes a faster or smaller model folder, and measures both.</summary>
internal static class ModelOptimizeCommand
{
    public static Command Create(TextInput input)
    {
        var folder = new Argument<string>("folder") { Description = "The model folder." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder to write; it must not exist, or be empty.",
            HelpName = "folder",
            Required = true,
        };
        (Option<bool> Flag, ModelWeights Weights)[] forms =
        [
            (Flag("--int8", "Weights as 8-bit integers: a quarter of the size, reads fastest."), ModelWeights.EightBit),
            (Flag("--int4", "Weights as 4-bit integers: a sixth of the size, writes fastest, larger loss."),
                ModelWeights.FourBit),
            (Flag("--int8-exact", "The same as --int8 with results that no batch changes: reads like 32-bit floats."),
                ModelWeights.EightBitExact),
            (Flag("--int4-exact", "The same as --int4 with results that no batch changes: reads like 32-bit floats."),
                ModelWeights.FourBitExact),
            (Flag("--float16", "Weights as 16-bit floats: half the size, the same speed."), ModelWeights.SixteenBit),
        ];
        var text = new Option<string?>("--text")
        {
            Description = "A text file in UTF-8 to measure speed and loss on. Default: a page about rivers.",
            HelpName = "file",
        };
        var json = new JsonOption("rewrites, bytes, loss, prefill and decode, before and after");
        var command = new Command("optimize", "Write a model folder that runs faster, or is smaller.")
        {
            folder, output,
        };
        Array.ForEach(forms, form => command.Options.Add(form.Flag));
        command.Options.Add(text);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (forms.Count(form => result.GetValue(form.Flag)) > 1)
            {
                IEnumerable<string> names = forms.Select(form => form.Flag.Name);
                result.AddError(
                    $"{string.Join(", ", names.SkipLast(1))} and {names.Last()} exclude one another.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            string measured = result.GetValue(text) is string file
                ? await input.ReadFileAsync(file, cancellationToken)
                : SampleText.Rivers;
            string source = result.GetRequiredValue(folder);
            string target = result.GetRequiredValue(output);
            ModelWeights weights = forms.Where(form => result.GetValue(form.Flag)).Select(form => form.Weights)
                .FirstOrDefault(ModelWeights.AsTheyAre);
            OptimizedModel model = ModelOptimizer.Optimize(source, target, weights, cancellationToken);
            ModelMeasurement before = ModelMeasurement.Of(source, measured, cancellationToken);
            ModelMeasurement after = ModelMeasurement.Of(target, measured, cancellationToken);
            TextWriter writer = result.InvocationConfiguration.Output;
            await (result.GetValue(json)
                ? Json.WriteAsync(writer, new { model.Rewrites, model.BytesBefore, model.BytesAfter, before, after })
                : writer.WriteLineAsync(Text(model, before, after)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    private static string Text(OptimizedModel model, ModelMeasurement before, ModelMeasurement after)
    {
        IEnumerable<string> rewrites = RewriteText.Lines(model.Rewrites).Select(line => $"rewrite        {line}\n");
        double more = after.Loss - before.Loss;
        return string.Concat(rewrites) + string.Create(CultureInfo.InvariantCulture, $"""
            size     {model.BytesBefore / 1e6,10:F1} -> {model.BytesAfter / 1e6,10:F1} MB
            reading  {before.PrefillTokensPerSecond,10:F1} -> {after.PrefillTokensPerSecond,10:F1} tokens/s
            writing  {before.DecodeTokensPerSecond,10:F1} -> {after.DecodeTokensPerSecond,10:F1} tokens/s
            loss     {before.Loss,10:F4} -> {after.Loss,10:F4} nats per token ({more:+0.0000;-0.0000;+0.0000})
            """);
    }
}
