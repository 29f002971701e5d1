using System.CommandLine;
using System.Globalization;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt model prepare</c>: what opening makes of a small graph, made ahead.</summary>
internal static class ModelPrepareCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The model folder." };
        var variant = new Option<string?>("--variant")
        {
            Description = "Which of several graphs to take: q4 is model_q4.onnx.",
            HelpName = "name",
        };
        var command = new Command("prepare", "Write beside a small graph what makes it write faster once opened.")
        {
            folder, variant,
        };
        command.SetAction(async (result, _) =>
        {
            string file = ModelOptimizer.Prepare(
                result.GetRequiredValue(folder), variant: result.GetValue(variant));
            await result.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"wrote {file}, {new FileInfo(file).Length / 1e3:F1} kB"));
            return ExitCode.Done;
        });
        return command;
    }
}
