using System.CommandLine;
using GptPrompting.Evaluation.Models;

namespace GptPrompting.Cli.Measuring;

/// <summary>The model to measure: a folder's, or one behind an endpoint.</summary>
internal sealed class MeasuredModel
{
    private readonly ModelOption _model = new();

    private readonly Option<string?> _endpoint = new("--endpoint")
    {
        Description = "Measure a model behind an OpenAI-compatible completions endpoint, such as http://host:8000/v1.",
        HelpName = "address",
    };

    private readonly Option<string?> _name = new("--endpoint-model")
    {
        Description = "The model's name there.",
        HelpName = "name",
    };

    private readonly Option<string?> _key = new("--endpoint-key")
    {
        Description = "The environment variable that holds the key for it. Default: no key.",
        HelpName = "variable",
    };

    private readonly Option<int?> _requests = new("--endpoint-requests")
    {
        Description = "The most requests that wait for it at a time.",
        HelpName = "count",
    };

    private readonly Option<string?> _prefix = new("--endpoint-prefix")
    {
        Description = "The text of its begin-of-text token, which stands before what has nothing before it.",
        HelpName = "text",
    };

    public void AddTo(Command command)
    {
        _model.AddTo(command);
        Option[] options = [_endpoint, _name, _key, _prefix, _requests];
        Array.ForEach(options, command.Add);
    }

    /// <exception cref="ArgumentException">The options contradict each other, or one is wrong.</exception>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached, fails, or refuses the key.</exception>
    public async Task<OpenedModel> OpenAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_endpoint) is not { } address)
        {
            LanguageModel model = _model.Load(result);
            return new OpenedModel(new LocalModel(model), model);
        }

        if (result.GetResult(_model) is { Implicit: false })
        {
            throw new ArgumentException("--model and --endpoint are both given; a run measures one model.");
        }

        CompletionsEndpoint endpoint = await CompletionsEndpoint.ConnectAsync(
            Options(result, address), cancellationToken: cancellationToken);
        return new OpenedModel(endpoint, endpoint);
    }

    private CompletionsEndpointOptions Options(ParseResult result, string address) => OptionNames.Named(() =>
    {
        var options = new CompletionsEndpointOptions
        {
            BaseAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
                ? uri
                : throw new ArgumentException($"--endpoint is '{address}'; it must be such as http://host:8000/v1."),
            Model = result.GetValue(_name) ?? throw new ArgumentException("--endpoint needs --endpoint-model."),
            ApiKey = Key(result),
            PrefixText = result.GetValue(_prefix),
        };
        return result.GetValue(_requests) is { } count ? options with { Concurrency = count } : options;
    });

    private string? Key(ParseResult result) => result.GetValue(_key) is not { } variable ? null
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key
        : throw new ArgumentException($"--endpoint-key names the variable '{variable}', which is not set.");
}
