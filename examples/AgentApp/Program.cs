// A local GPT in an app with dependency injection: prompts as functions, a filter that counts tokens, streaming.
using AgentApp;
using GptPrompting;
using GptPrompting.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

var services = new ServiceCollection();
services.AddOnnxGptTextGeneration(TinyGpt.Folder);
services.AddSingleton<IFunctionInvocationFilter, TokenFilter>();
services.AddKernel().Plugins.AddGptPrompting();
using ServiceProvider provider = services.BuildServiceProvider();
Kernel kernel = provider.GetRequiredService<Kernel>();
KernelPlugin prompts = kernel.Plugins[PromptPluginExtensions.DefaultPluginName];

// A support desk: which mail is a complaint?
foreach (string mail in new[] { "The zip broke on the first day.", "What a lovely little shop!" })
{
    FunctionResult label = await kernel.InvokeAsync(
        prompts["classify_sentiment"], new KernelArguments { ["input"] = mail, ["shots"] = 4 });
    Console.WriteLine($"{mail} -> {label.ToString().Trim()}");
}

// A text while it is written. What is said here goes before what the prompt's file says.
var settings = new OnnxGptPromptExecutionSettings { Temperature = 0.8, TopP = 0.92, Seed = 7, MaxTokens = 30 };
var story = new KernelArguments(settings) { ["opening"] = "Once upon a time there was a small fox" };
Console.Write(story["opening"]);
await foreach (StreamingKernelContent update in kernel.InvokeStreamingAsync(prompts["write_story"], story))
{
    Console.Write(update);
}

Console.WriteLine();
