using GptPrompting.Generation;
using GptPrompting.Generation.Constraints;
using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>Generation over a bare model: token 0 is the letter a, 1 is b, and so on.</summary>
internal sealed class Letters : ITokenTexts
{
    public static GenerationJob Job(
        ICausalModel model, GenerationOptions options, int[] prompt, int[]? ends = null, int request = 0) => new()
    {
        Request = request,
        Prompt = string.Concat(prompt.Select(id => (char)('a' + id))),
        PromptIds = prompt,
        Options = options,
        Seed = options.Seed ?? 0,
        Ends = ends ?? [],
        OutputLimit = Math.Min(options.MaxOutputTokens, model.ContextLength - prompt.Length + 1),
    };

    public static GenerationTools Tools(ICausalModel model) =>
        new() { Model = model, NeverChosen = [], Texts = new Letters() };

    /// <returns>The results of each job.</returns>
    public static Completion[][] Run(ICausalModel model, int width, params GenerationJob[] jobs)
    {
        var loop = new GenerationLoop(model, new GenerationPlan(jobs, Tools(model), width));
        BatchUpdate[] updates = [.. loop.Run(width, CancellationToken.None)];
        return [.. jobs.Select(job => updates.Where(update => update.RequestIndex == job.Request)
            .GroupBy(update => update.ResultIndex, update => update.Update).OrderBy(result => result.Key)
            .Select(Completion.Join).ToArray())];
    }

    public static Completion[] Run(ICausalModel model, GenerationOptions options, int[] prompt, params int[] ends) =>
        Run(model, 128, Job(model, options, prompt, ends))[0];

    public TokenTrie Trie { get; } =
        new(Enumerable.Range(0, 26).Select(id => (id, (ReadOnlyMemory<byte>)new[] { (byte)('a' + id) })), 26);

    public string TextOf(int tokenId) => ((char)('a' + tokenId)).ToString();

    public ReadOnlyMemory<byte> BytesOf(int tokenId) => new[] { (byte)('a' + tokenId) };

    public IOutputText Begin(IReadOnlyList<int> promptIds, IReadOnlyList<string> stopSequences) =>
        new Text(new StopSequenceFilter(stopSequences));

    private sealed class Text(StopSequenceFilter filter) : IOutputText
    {
        public bool IsStopped => filter.IsStopped;

        public string Append(int tokenId, bool mayStop)
        {
            string letter = ((char)('a' + tokenId)).ToString();
            return mayStop ? filter.Append(letter) : letter;
        }

        public string Flush() => filter.Flush();
    }
}
