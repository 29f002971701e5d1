namespace GptPrompting.Tokenization;

/// <summary>The decoder <c>Replace</c>, in every token by itself.</summary>
internal sealed class ReplaceStage(Func<string, string> replace) : ITokenStage
{
    public void Append(string token, List<string> output) => output.Add(replace(token));

    public void Flush(List<string> output)
    {
    }

    public string Within(string token) => replace(token);
}
