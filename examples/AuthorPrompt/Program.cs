// A new prompt from its first file to passing tests: written, checked, broken, mended, run against a model.
using GptPrompting;
using GptPrompting.Prompts;

using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
string folder = Path.Combine(Directory.CreateTempSubdirectory("prompts").FullName, "mood");

// What `gptprompt prompts new` does: a small classification that works, to be changed into what is wanted.
foreach (string file in PromptSkeleton.Write(folder))
{
    Console.WriteLine($"wrote {Path.GetFileName(file)}");
}

// A slip of the pen is found without running anything, with file, line and column.
string yaml = Path.Combine(folder, "prompt.yaml");
string right = File.ReadAllText(yaml);
File.WriteAllText(yaml, right.Replace("Input: {{ input }}", "Input: {{ imput }}", StringComparison.Ordinal));
Show(PromptChecker.Check(folder, model.Tokenizer, model.ContextLength));
File.WriteAllText(yaml, right);
Show(PromptChecker.Check(folder, model.Tokenizer, model.ContextLength));

// The cases beside the prompt, at none and at two demonstrations.
Prompt prompt = Prompt.Load(folder);
IReadOnlyList<PromptTestCase> cases = PromptTestFile.Load(Path.Combine(folder, "tests.yaml"));
foreach (int shots in new[] { 0, 2 })
{
    IEnumerable<PromptTestCase> atShots = cases.Select(test => test with { Shots = shots });
    foreach (PromptTestResult result in PromptTestRunner.Run(model, prompt, atShots))
    {
        string verdict = result.Error ?? (result.Passed ? "passed" : "failed");
        Console.WriteLine($"{shots} shots, {result.Case.Name}: {verdict}");
    }
}

Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

static void Show(IReadOnlyList<PromptProblem> problems)
{
    Console.WriteLine($"{problems.Count} problems");
    foreach (PromptProblem problem in problems)
    {
        Console.WriteLine(problem with { Path = Path.GetFileName(problem.Path) });
    }
}
