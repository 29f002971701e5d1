using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

/// <summary>Every prompt of the library at 0, 1 and 4 shots, with the variables of its first case there.</summary>
public sealed class PromptLibraryRunTests
{
    public static TheoryData<string, int, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, int, string>();
            foreach (object[] row in PromptLibraryTests.Cases.DistinctBy(row => row[0]))
            {
                Array.ForEach([0, 1, 4], shots => runs.Add((string)row[0], shots, (string)row[2]));
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Render_AgainFromTheFiles_GivesTheSameBytes(string folder, int shots, string variables)
    {
        string first = PromptLibraryTests.Load(folder).Render(PromptLibraryTests.Variables(variables), shots);
        Prompt prompt = PromptLibraryTests.Load(folder);

        IEnumerable<string> again =
            Enumerable.Range(0, 3).Select(_ => prompt.Render(PromptLibraryTests.Variables(variables), shots));

        Assert.All(again, text => Assert.Equal(first, text, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Generate_PromptOfTheLibrary_FitsTheContextAndAnswers(string folder, int shots, string variables)
    {
        Prompt prompt = PromptLibraryTests.Load(folder);
        int limit = (int)(long)prompt.ExecutionSettings["max_tokens"]!;
        string text = prompt.Render(PromptLibraryTests.Variables(variables), shots);

        Completion completion = InBox.Model.Generate(text, new GenerationOptions { MaxOutputTokens = 8 });

        Assert.InRange(completion.Usage.InputTokenCount + limit, 1, InBox.Model.ContextLength);
        Assert.NotEmpty(completion.TokenIds);
    }
}
