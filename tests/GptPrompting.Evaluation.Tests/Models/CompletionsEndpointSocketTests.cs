using System.Net;
using System.Net.Sockets;
using System.Text;
using GptPrompting.Evaluation.Models;

namespace GptPrompting.Evaluation.Tests.Models;

/// <summary>Over a real connection of this machine.</summary>
public sealed class CompletionsEndpointSocketTests
{
    [Fact]
    public async Task ScoreAsync_RealServer_BreaksRefusesAndAnswers()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // A list of models, a broken connection, a busy server, then a score.
        Task serving = ServeAsync(
            listener,
            ["200 OK|{\"data\": []}", "", "503 Service Unavailable|busy", $"200 OK|{Scored}"],
            ending.Token);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using CompletionsEndpoint endpoint = await CompletionsEndpoint.ConnectAsync(new()
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}/v1"),
            Model = "m",
            RetryDelay = TimeSpan.FromMilliseconds(10),
            ScoringOutputTokens = 0,
        });

        ScoringReply reply = (await endpoint.ScoreAsync([new("hi", " a😀")]).SingleAsync()).Reply;

        Assert.Null(reply.FailureReason);
        Assert.Equal(-2.5, reply.LogLikelihood);
        await serving;
    }

    private const string Scored = """
        {"choices": [{"index": 0, "text": "hi a\ud83d\ude00", "logprobs": {
          "tokens": ["hi", " a", "\ud83d\ude00"], "token_logprobs": [null, -1, -1.5], "text_offset": [0, 2, 4]}}]}
        """;

    // One connection for each answer; an empty one closes it unanswered.
    private static async Task ServeAsync(TcpListener listener, string[] answers, CancellationToken cancellationToken)
    {
        foreach (string answer in answers)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
            NetworkStream stream = client.GetStream();
            await ReadRequestAsync(stream, cancellationToken);
            if (answer.Split('|', 2) is [string status, string body])
            {
                byte[] content = Encoding.UTF8.GetBytes(body);
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 {status}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"),
                    cancellationToken);
                await stream.WriteAsync(content, cancellationToken);
            }
        }
    }

    private static async Task ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        int length = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        // A reader that has nothing waits, even for nothing.
        if (length > 0)
        {
            await reader.ReadBlockAsync(new char[length], cancellationToken);
        }
    }
}
