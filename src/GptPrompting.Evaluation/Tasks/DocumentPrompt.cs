namespace GptPrompting.Evaluation.Tasks;

/// <summary>A whole document with nothing around it, as rolling tasks read it.</summary>
internal sealed class DocumentPrompt : ITaskPrompt
{
    public string Identity => "document";

    public PromptText Render(
        Sample sample, IReadOnlyList<Sample> demonstrations, CancellationToken cancellationToken = default) =>
        new(sample.Input, []);

    public string? RenderContentFree(
        Sample sample,
        IReadOnlyList<Sample> demonstrations,
        string input,
        CancellationToken cancellationToken = default) => null;

    public string Continuation(string prompt, string answer) => answer;
}
