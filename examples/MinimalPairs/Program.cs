// Which of two sentences does a model prefer, the grammatical one or the other? A GPT reads from left to right, a BERT
// sees both sides of every word. Takes the folders of both; without them, two small ones, of which the BERT has learned
// from sentences of the same kind as the pairs and the GPT has not.
using System.Globalization;
using System.Text.Json;
using GptPrompting;
using GptPrompting.Scoring;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string here = AppContext.BaseDirectory;
using LanguageModel gpt = LanguageModel.Load(args.Length == 2 ? args[0] : TinyGpt.Folder);
using MaskedLanguageModel bert = MaskedLanguageModel.Load(args.Length == 2 ? args[1] : Path.Combine(here, "tiny-bert"));

foreach (MaskPrediction prediction in bert.FillMask($"The dogs near the house {bert.MaskToken} happy.", top: 3))
{
    Console.WriteLine("The dogs near the house ... happy: " + string.Join(", ", prediction.Candidates.Select(
        candidate => $"{candidate.Text} {Math.Exp(candidate.LogProbability):P0}")));
}

(string Name, Func<string, TextScore> Score)[] models =
[
    ("GPT", sentence => gpt.Score("", sentence)),
    ("BERT", sentence => bert.Score(sentence)),
    ("BERT, rest of the word hidden", sentence => bert.Score(sentence, Masking.RestOfWord)),
];
(string Kind, string Good, string Bad)[] pairs = [.. File.ReadLines(Path.Combine(here, "pairs.jsonl"))
    .Select(line => JsonSerializer.Deserialize<Dictionary<string, string>>(line)!)
    .Select(pair => (pair["kind"], pair["good"], pair["bad"]))];
foreach ((string name, Func<string, TextScore> score) in models)
{
    Console.WriteLine($"\n{name}");
    foreach (var kind in pairs.GroupBy(pair => pair.Kind))
    {
        double[] margins = [.. kind.Select(pair => score(pair.Good).LogLikelihood - score(pair.Bad).LogLikelihood)];
        int right = margins.Count(margin => margin > 0);
        Console.WriteLine($"  {kind.Key,-28} {right,2} of {margins.Length}, by {margins.Average(),5:F1} nats");
    }
}
