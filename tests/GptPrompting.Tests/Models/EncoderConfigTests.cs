using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class EncoderConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"model_type": "bert", "pad_token_id": 0}""", 0, 0)]
    [InlineData("""{"model_type": "roberta", "pad_token_id": 1}""", 1, 2)]
    [InlineData("""{"model_type": "camembert"}""", null, 2)]
    [InlineData("""{"model_type": "xlm-roberta", "pad_token_id": 0}""", 0, 1)]
    [InlineData("""{"pad_token_id": null}""", null, 0)]
    [InlineData("""{"pad_token_id": -1}""", null, 0)]
    public void Load_Config_KnowsPaddingAndFirstPosition(string json, int? padId, int firstPosition)
    {
        var config = EncoderConfig.Load(_folder.Write("config.json", json));

        Assert.Equal((padId, firstPosition), (config.PadId, config.FirstPosition));
    }
}
