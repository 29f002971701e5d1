// A prompt folder at 0, 1 and 2 shots, and what held-out samples lose as demonstrations are added.
using System.Globalization;
using GptPrompting;
using GptPrompting.Evaluation;
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

IEnumerable<ShotsSample> samples = SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl"))
    .Where(sample => sample.Task == "dictionary").Take(20);
ShotsReport report = new ShotsEvaluation([.. samples], [0, 1, 4, 8]).Run(model.ScoreBatchStreaming);
foreach (ShotsRow row in report.Rows)
{
    Console.WriteLine($"{row.Task} at {row.Shots} shots: loss {row.Loss:F2} over {row.SampleCount} samples");
}
