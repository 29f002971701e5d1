using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Fakes;

internal static class Samples
{
    public static ShotsSample New(
        string id = "s1", string task = "t", string target = "ab", string description = "") => new()
    {
        Id = id,
        Task = task,
        Description = description,
        Demonstrations = [new Demonstration("i1", "o1"), new Demonstration("i2", "o2")],
        Input = "in",
        Target = target,
    };
}
