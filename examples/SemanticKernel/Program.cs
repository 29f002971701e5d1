// A local GPT as a Semantic Kernel text-completion service, prompted through a Scriban template.
using GptPrompting;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

IKernelBuilder builder = Kernel.CreateBuilder();
builder.AddOnnxGptTextGeneration(TinyGpt.Folder);
Kernel kernel = builder.Build();

const string Template =
    """
    Classify the sentiment of the text as Positive or Negative.
    {{~ for shown in demonstrations ~}}
    Input: {{ shown.input }}
    Output: {{ shown.output }}
    {{~ end ~}}
    Input: {{ input }}
    Output:
    """;

var arguments = new KernelArguments(new OnnxGptPromptExecutionSettings { MaxTokens = 8, StopSequences = ["\n"] })
{
    ["input"] = "I absolutely love this product!",
    ["demonstrations"] = new[]
    {
        new { input = "This movie is amazing!", output = "Positive" },
        new { input = "Terrible experience, would not recommend.", output = "Negative" },
    },
};
FunctionResult result = await kernel.InvokePromptAsync(
    Template, arguments, ScribanPromptTemplateFactory.ScribanTemplateFormat, new ScribanPromptTemplateFactory());

Console.WriteLine(result.RenderedPrompt);
Console.WriteLine($"->{result}");
