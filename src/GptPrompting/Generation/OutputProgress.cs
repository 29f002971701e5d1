namespace GptPrompting.Generation;

/// <summary>How far one output is: its text, and whether it has ended.</summary>
internal sealed class OutputProgress(GenerationJob job, ITokenTexts texts)
{
    private readonly IOutputText _text = texts.Begin(job.PromptIds, job.Options.StopSequences);

    public int Count { get; private set; }

    /// <summary>Null as long as the output goes on.</summary>
    public FinishReason? FinishReason { get; private set; }

    /// <param name="tokenId">The next token.</param>
    /// <param name="isComplete">Whether nothing may follow it.</param>
    /// <returns>The text that is certain after this token.</returns>
    public string Take(int tokenId, bool isComplete = false)
    {
        Count++;
        bool isEnd = job.IsEnd(tokenId);
        string visible = isEnd ? "" : _text.Append(tokenId, mayStop: Count > job.Options.MinOutputTokens);
        bool isStopped = isEnd || isComplete || _text.IsStopped;
        if (isStopped || Count == job.OutputLimit)
        {
            visible += _text.Flush();
            FinishReason = isStopped || _text.IsStopped ? Generation.FinishReason.Stop : Generation.FinishReason.Length;
        }

        return visible;
    }
}
