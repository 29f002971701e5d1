namespace GptPrompting.Tokenization;

/// <summary>
/// One step from tokens to text, fed token by token: what it has given out and gives at the end reads as if it had seen
/// all tokens at once.
/// </summary>
/// <remarks>One instance serves one text.</remarks>
internal interface ITokenStage
{
    /// <summary>Whether something is held back until the next token or the end.</summary>
    bool IsHolding => false;

    /// <summary>Whether <see cref="Within"/> says all of every token but the first and the last.</summary>
    bool IsTokenwise => true;

    /// <summary>Takes the next token, and appends what is certain to <paramref name="output"/>.</summary>
    void Append(string token, List<string> output);

    /// <summary>Ends the text: appends what was held back; the stage can then be used for another one.</summary>
    void Flush(List<string> output);

    /// <returns>What becomes of a token within a text.</returns>
    string Within(string token);
}
