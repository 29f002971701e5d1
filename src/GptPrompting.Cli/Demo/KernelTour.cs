using GptPrompting.Prompts;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>Four prompts of the library, run through a Kernel, each shown as prompt and answer.</summary>
internal static class KernelTour
{
    private static readonly (string Title, string Prompt, KernelArguments Arguments)[] Stops =
    [
        ("Text generation", "write/story", new KernelArguments { ["opening"] = "Once upon a time" }),
        ("Few-shot classification", "classify/sentiment",
            new KernelArguments { ["input"] = "I absolutely love this product!", ["shots"] = 2 }),
        ("Question answering over a context", "answer/from-context", new KernelArguments
        {
            ["context"] = "Maria lives in Lisbon. She has a black cat named Otto. The key is on the table.",
            ["question"] = "Where does Maria live?",
        }),
        ("Code generation", "code/from-description",
            new KernelArguments { ["language"] = "python", ["description"] = "add two numbers" }),
    ];

    private static readonly Style Quiet = new(foreground: Color.Grey);
    private static readonly Style Loud = new(decoration: Decoration.Bold);

    public static async Task RunAsync(LanguageModel model, IAnsiConsole console, CancellationToken cancellationToken)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddOnnxGptTextGeneration(model);
        Kernel kernel = builder.Build();
        foreach ((string title, string name, KernelArguments arguments) in Stops)
        {
            Prompt prompt = PromptFinder.Load(name);
            KernelFunction function = PromptPlugin.CreateFunction(prompt);
            console.WriteHeading(title, $"prompts/{name}");
            console.Write(new Text(prompt.Render(arguments, shots: null, cancellationToken), Quiet));
            await foreach (StreamingKernelContent piece in
                kernel.InvokeStreamingAsync(function, arguments, cancellationToken))
            {
                console.Write(new Text(piece.ToString(), Loud));
            }

            console.WriteLine();
        }
    }
}
