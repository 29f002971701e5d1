namespace GptPrompting.Tokenization;

/// <summary>The decoder <c>Metaspace</c>: marks become spaces, and those of the first token go.</summary>
internal sealed class MetaspaceStage(char mark, PrependScheme scheme) : ITokenStage
{
    private bool _isFirst = true;

    public void Append(string token, List<string> output)
    {
        bool drops = _isFirst && scheme != PrependScheme.Never;
        _isFirst = false;
        output.Add(drops ? token.Replace($"{mark}", "", StringComparison.Ordinal) : Within(token));
    }

    public void Flush(List<string> output) => _isFirst = true;

    public string Within(string token) => token.Replace(mark, ' ');
}
