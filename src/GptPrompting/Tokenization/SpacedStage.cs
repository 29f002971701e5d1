namespace GptPrompting.Tokenization;

/// <summary>What a file without a decoder gets: its tokens with spaces between.</summary>
internal sealed class SpacedStage : ITokenStage
{
    private bool _isFirst = true;

    public bool IsTokenwise => false;

    public void Append(string token, List<string> output)
    {
        output.Add(_isFirst ? token : $" {token}");
        _isFirst = false;
    }

    public void Flush(List<string> output) => _isFirst = true;

    public string Within(string token) => token;
}
