using System.Security.Cryptography;
using System.Text;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests;

public sealed class FewShotPromptTests
{
    [Theory]
    [InlineData(0, "Input: in\nOutput:")]
    [InlineData(1, "Input: i1\nOutput: o1\nInput: in\nOutput:")]
    [InlineData(2, "Input: i1\nOutput: o1\nInput: i2\nOutput: o2\nInput: in\nOutput:")]
    public void Render_NoDescription_IsDemonstrationsAndInput(int shots, string expected) =>
        Assert.Equal(expected, FewShotPrompt.Render(Samples.New(), shots));

    [Fact]
    public void Render_Description_IsTheFirstLine() =>
        Assert.Equal("Say it.\nInput: in\nOutput:", FewShotPrompt.Render(Samples.New(description: "Say it."), 0));

    [Fact]
    public void Render_Style_ReplacesTheLabels()
    {
        ShotsSample sample = Samples.New() with { InputLabel = "English", OutputLabel = "French" };

        Assert.Equal("English: i1\nFrench: o1\nEnglish: in\nFrench:", FewShotPrompt.Render(sample, 1));
    }

    [Fact]
    public void Render_TextThatLooksLikeATemplate_IsUnchanged()
    {
        ShotsSample sample = Samples.New(description: " <{{ x }}> ") with { Input = "  \"&\"\t" };

        Assert.Equal(" <{{ x }}> \nInput:   \"&\"\t\nOutput:", FewShotPrompt.Render(sample, 0));
    }

    /// <summary>
    /// The hash is that of the same 7004 prompts, each followed by a zero byte, from prompt() in
    /// tiny-gpt/training/evaluate.py.
    /// </summary>
    [Fact]
    public void Render_AllHeldOutSamples_AreThePromptsOfTheTrainingScript()
    {
        var all = new StringBuilder();
        foreach (ShotsSample sample in SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl")))
        {
            foreach (int shots in (int[])[0, 1, 4, 8])
            {
                all.Append(FewShotPrompt.Render(sample, shots)).Append('\0');
            }
        }

        Assert.Equal(
            "E2A78E4689F8D63060C013C3CF5562BB99469273FD6B64C21286487C15DD0468",
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Render_ShotsThatAreNotThere_IsAnArgumentError(int shots) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FewShotPrompt.Render(Samples.New(), shots));
}
