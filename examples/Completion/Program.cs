// Continues a prompt: once as a whole and greedily, once streamed and sampled.
using GptPrompting;
using GptPrompting.Generation;

using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);

const string Prompt = "// python code for: reverse a string\n\n";
Completion code = model.Generate(Prompt, new GenerationOptions { StopSequences = ["\n\n"], MaxOutputTokens = 60 });
Console.WriteLine(code.Text);
TokenUsage usage = code.Usage;
Console.WriteLine($"({code.FinishReason}: {usage.InputTokenCount} tokens read, {usage.OutputTokenCount} written)");
Console.WriteLine();

var sampling = new GenerationOptions { Temperature = 0.8, TopP = 0.92, Seed = 3, MaxOutputTokens = 60 };
Console.Write("Once upon a time");
foreach (CompletionUpdate update in model.GenerateStreaming("Once upon a time", sampling))
{
    Console.Write(update.Text);
}

Console.WriteLine();
