namespace GptPrompting.Generation;

/// <summary>The text of one output as its tokens come: whole characters, up to the first stop sequence.</summary>
internal interface IOutputText
{
    /// <summary>Whether a stop sequence is complete.</summary>
    bool IsStopped { get; }

    /// <param name="tokenId">The next token.</param>
    /// <param name="mayStop">
    /// Whether stop sequences are looked for from here on; once they are, they are for all that follows.
    /// </param>
    /// <returns>The text that is certain after this token; often empty.</returns>
    string Append(int tokenId, bool mayStop);

    /// <returns>What was held back, at the end.</returns>
    string Flush();
}
