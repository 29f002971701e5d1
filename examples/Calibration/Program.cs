// What a prompt says of a text that says nothing, and how calibration takes this liking out of the probabilities.
using System.Globalization;
using GptPrompting;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
Prompt prompt = Prompt.Load(Path.Combine(PromptLibrary.Folder, "classify", "sentiment"));
string[] texts = ["N/A", "It does what it says.", "The food was cold and the waiter was rude."];

ClassificationOptions[] ways =
[
    new(),
    new() { Calibration = LabelCalibration.Contextual, ContentFreeInputs = ["N/A"] },
    new() { Calibration = LabelCalibration.PointwiseMutualInformation },
    new() { Normalization = LabelNormalization.PerToken },
];
foreach (ClassificationOptions way in ways)
{
    Console.WriteLine($"Calibration {way.Calibration}, normalization {way.Normalization}:");
    foreach (string text in texts)
    {
        Classification answer = model.Classify(prompt, new Dictionary<string, object?> { ["input"] = text }, way);
        IEnumerable<string> labels = answer.Labels.Select(label => $"{label.Label} {label.Probability:P0}");
        Console.WriteLine($"  {text} -> {string.Join(", ", labels)}");
    }
}
