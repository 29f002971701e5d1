using System.Text;
using GptPrompting.Scoring;

namespace GptPrompting.Tests.Fakes;

/// <summary>Requests to score whose contexts begin alike, as those of a few-shot evaluation do.</summary>
internal static class RandomRequests
{
    private static readonly string[] Words =
        ("the a cat dog black white house tree ran sat said to and in on was big little once upon time Input: Output: "
        + "Question: Answer: Paris Rome London yes no maybe 1 2 37 \n \n. , ! été naïve über 東京").Split(' ');

    public static ScoreRequest[] Make(int count, int seed)
    {
        var random = new Random(seed);
        var contexts = new List<string> { "", "Once upon a time" };
        for (int i = 0; i < count / 4; i++)
        {
            string start = contexts[random.Next(contexts.Count)];
            contexts.Add(start.Length < 400 ? start + Text(random, random.Next(1, 25)) : start);
        }

        return [.. Enumerable.Range(0, count).Select(_ =>
            new ScoreRequest(contexts[random.Next(contexts.Count)], Text(random, random.Next(1, 6))))];
    }

    /// <summary>Requests that all differ.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="mostBytes">The longest, context and continuation together.</param>
    public static ScoreRequest[] MakeDistinct(int count, int seed, int mostBytes) =>
        [.. Enumerable.Range(0, 200).SelectMany(part => Make(count, seed + part))
            .Where(request => Encoding.UTF8.GetByteCount(request.Context + request.Continuation) <= mostBytes)
            .Distinct().Take(count)];

    private static string Text(Random random, int words) =>
        string.Concat(Enumerable.Range(0, words).Select(_ => " " + Words[random.Next(Words.Length)]));
}
