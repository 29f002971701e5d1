using System.CommandLine;
using System.Globalization;
using GptPrompting.Scoring;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt fill-mask</c>: what a masked language model expects in the place of a mask token.</summary>
internal static class FillMaskCommand
{
    public static Command Create(TextInput input)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "Folder of a masked language model (BERT, RoBERTa and their like) in ONNX.",
        };
        var text = new Argument<string>("text")
        {
            Description = "A text with the model's mask token, such as [MASK] or <mask>; - reads standard input.",
        };
        var top = new Option<int>("--top")
        {
            Description = "How many candidates for each mask.",
            HelpName = "count",
            DefaultValueFactory = _ => 5,
        };
        var json = new JsonOption("masks: token_index, candidates");
        var command = new Command("fill-mask", "Predict hidden words with a masked language model.")
        {
            folder, text, top, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            string masked = await input.ReadAsync(result.GetRequiredValue(text), cancellationToken);
            using MaskedLanguageModel model = Load(result.GetRequiredValue(folder));
            IReadOnlyList<MaskPrediction> masks = OptionNames.Named(() =>
                model.FillMask(masked, result.GetValue(top), cancellationToken));
            TextWriter output = result.InvocationConfiguration.Output;
            await (result.GetValue(json) ? Json.WriteAsync(output, new { masks }) : WriteTextAsync(masks, output));
            return ExitCode.Done;
        });
        return command;
    }

    private static MaskedLanguageModel Load(string folder) => folder.Length > 0
        ? MaskedLanguageModel.Load(folder)
        : throw new ArgumentException("The folder is empty; it must be that of a model.");

    private static async Task WriteTextAsync(IReadOnlyList<MaskPrediction> masks, TextWriter output)
    {
        foreach (MaskPrediction mask in masks)
        {
            if (masks.Count > 1)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"token {mask.TokenIndex}:"));
            }

            foreach (TokenScore candidate in mask.Candidates)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{candidate.LogProbability,10:F4}  {candidate.Id,6}  {Json.Quote(candidate.Text)}"));
            }
        }
    }
}
