using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// How tokens become text: byte by byte, or through stages that are made anew for every text.
/// </summary>
internal sealed class TokenDecoding
{
    private readonly Func<ITokenStage[]>? _stages;

    private TokenDecoding(Func<ITokenStage[]>? stages) => _stages = stages;

    /// <summary>Tokens are bytes in the byte alphabet.</summary>
    public static TokenDecoding ByteLevel { get; } = new(null);

    /// <param name="stages">Makes the stages for one text.</param>
    public static TokenDecoding Of(Func<ITokenStage[]> stages) => new(stages);

    /// <summary>Whether each token adds its own bytes to a text, whatever stands beside it.</summary>
    public bool IsTokenwise => _stages is null || Array.TrueForAll(_stages(), static stage => stage.IsTokenwise);

    /// <returns>Stages for one text; null where <see cref="Vocabulary.BytesOf"/> says all.</returns>
    public TokenStages? CreateStages() => _stages is null ? null : new TokenStages(_stages());

    /// <returns>The bytes that a token of the model stands for within a text.</returns>
    public Func<string, byte[]> CreateBytesOf()
    {
        if (_stages is null)
        {
            return token => ByteAlphabet.TryGetBytes(token) ?? Encoding.UTF8.GetBytes(token);
        }

        ITokenStage[] stages = _stages();
        bool hasBytes = stages.Any(stage => stage is ByteFallbackStage);
        return token => hasBytes && ByteFallbackStage.ByteOf(token) is byte value
            ? [value]
            : Encoding.UTF8.GetBytes(stages.Aggregate(token, (text, stage) => stage.Within(text)));
    }
}
