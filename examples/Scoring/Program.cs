// Log-likelihoods as plain data: which answer does the model find most probable, and how surprised is it by each token?
using System.Globalization;
using GptPrompting;
using GptPrompting.Scoring;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);

const string Question = "Question: What is the capital of France?\nAnswer:";
foreach (string answer in new[] { " Paris", " Rome", " a banana" })
{
    ContinuationScore score = model.Score(Question, answer);
    string isGreedy = score.IsGreedy ? ", greedy" : "";
    Console.WriteLine($"{answer,-10} log-likelihood {score.LogLikelihood,8:F3}, loss {score.Loss:F3}{isGreedy}");
}

Console.WriteLine();
foreach (TokenScore token in model.Score("English: the black dog\nFrench:", " le chat noir").Tokens)
{
    Console.WriteLine($"{token.LogProbability,8:F3}  '{token.Text}'");
}
