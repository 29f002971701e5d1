using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Models;

/// <summary>What every model must do, done by an endpoint of its own for each test.</summary>
public sealed class CompletionsEndpointModelTests : EvaluatedModelTests, IDisposable
{
    private readonly TableEndpoint _server =
        new() { BeginOfText = "<s>", ContextLength = 100, TakesZeroTokens = false };

    public void Dispose() => _server.Dispose();

    protected override async Task<IEvaluatedModel> OpenAsync() => await CompletionsEndpoint.ConnectAsync(
        new() { BaseAddress = new Uri("http://host/v1"), Model = "table", Concurrency = 3 }, _server, new HastyTime());
}
