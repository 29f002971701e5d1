// A prompt folder at 0, 1 and 2 shots, and what held-out samples lose as demonstrations are added.
using System.Globalization;
using GptPrompting;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Generation;
using GptPrompting.Prompts;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);

Prompt prompt = Prompt.Load(Path.Combine(AppContext.BaseDirectory, "prompts", "classify", "sentiment"));
var input = new Dictionary<string, object?> { ["input"] = "The waiter was rude and the soup was cold." };
foreach (int shots in new[] { 0, 1, 2 })
{
    string text = prompt.Render(input, shots);
    Console.WriteLine($"{shots} shots:{model.Generate(text, new GenerationOptions { StopSequences = ["\n"] }).Text}");
}

EvaluationTask task = TaskFile.Load(TaskLibrary.Find("icl"));
task = task with { Samples = [.. task.Samples.Where(sample => sample.Group == "dictionary").Take(20)] };
var options = new EvaluatorOptions { Shots = [0, 1, 4, 8] };
EvaluationRun run = await new Evaluator(new LocalModel(model), options).RunAsync([task]);
foreach (ShotsFigures row in run.Report.Tasks[0].Figures.Where(figures => figures.Group is null))
{
    MetricFigure loss = row.Metrics.Single(metric => metric.Name == "loss");
    Console.WriteLine($"dictionary at {row.Shots} shots: loss {loss.Value:F2} over {row.Count} samples");
}
