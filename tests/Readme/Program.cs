using GptPrompting;
using GptPrompting.Generation;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);

const string Prompt = "English: the black dog\nFrench:";
var oneLine = new GenerationOptions { StopSequences = ["\n"] };
Console.WriteLine(model.Generate(Prompt, oneLine).Text);
Console.WriteLine(model.Score(Prompt, " le chien noir").IsGreedy);

Kernel kernel = Kernel.CreateBuilder().AddOnnxGptTextGeneration(model).Build();
Console.WriteLine(await kernel.InvokePromptAsync("# python: add two numbers\n"));
