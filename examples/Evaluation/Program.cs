// A task in the box, measured: every metric at every number of shots, with its 95 % interval.
using System.Globalization;
using GptPrompting;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
EvaluationTask task = TaskFile.Load(TaskLibrary.Find("heldout_topic"));
var options = new EvaluatorOptions { Shots = [0, 4], Limit = new SampleLimit { Count = 50 } };
EvaluationRun run = await new Evaluator(new LocalModel(model), options).RunAsync([task]);
foreach (ShotsFigures row in run.Report.Tasks[0].Figures.Where(figures => figures.Group is null))
{
    foreach (MetricFigure metric in row.Metrics)
    {
        Console.WriteLine($"{row.Shots} shots: {metric.Name} {metric.Value:F3} ({metric.Low:F3} to {metric.High:F3})");
    }
}
