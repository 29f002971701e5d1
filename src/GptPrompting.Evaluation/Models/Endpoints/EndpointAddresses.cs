namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>The addresses of an endpoint.</summary>
/// <param name="baseAddress">What <c>completions</c> is under.</param>
internal sealed class EndpointAddresses(Uri baseAddress)
{
    private readonly string _base = baseAddress.AbsoluteUri.TrimEnd('/');

    public Uri Completions => new($"{_base}/completions");

    public Uri Models => new($"{_base}/models");

    /// <summary>vLLM's and SGLang's: beside <c>v1</c>, not under it.</summary>
    public Uri Tokenize => new(
        $"{(_base.EndsWith("/v1", StringComparison.Ordinal) ? _base[..^"/v1".Length] : _base)}/tokenize");
}
