using System.Diagnostics;
using GptPrompting.ExtensionsAI;
using Microsoft.Extensions.AI;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// One call of a model as an activity and in metrics. Begun before the first token is read, disposed when the call has
/// ended; one that neither completed nor failed was left by its caller, who wanted no more updates.
/// </summary>
internal sealed class ModelCall : IDisposable
{
    private readonly Activity? _activity;
    private readonly TagList _tags;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long? _lastChunk;
    private string? _error;

    private ModelCall(string operation, string modelId)
    {
        _tags = new TagList
        {
            { "gen_ai.operation.name", operation },
            { "gen_ai.provider.name", LanguageModelChatClient.ProviderName },
            { "gen_ai.request.model", modelId },
            { "gen_ai.response.model", modelId },
        };

        // The model runs inside this process, so nothing is called over a network.
        _activity = ModelMeter.Source.StartActivity($"{operation} {modelId}", ActivityKind.Internal);
        if (_activity is { IsAllDataRequested: true })
        {
            foreach ((string name, object? value) in _tags)
            {
                _activity.SetTag(name, value);
            }
        }
    }

    /// <param name="operation"><c>text_completion</c> or <c>chat</c>.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="settings">How it is asked to write.</param>
    public static ModelCall Begin(string operation, string modelId, OnnxGptPromptExecutionSettings settings)
    {
        var call = new ModelCall(operation, modelId);
        if (call._activity is { IsAllDataRequested: true } activity)
        {
            Describe(activity, settings);
        }

        return call;
    }

    /// <summary>Tells of an update of a streaming call.</summary>
    public void Chunk()
    {
        long now = Stopwatch.GetTimestamp();
        if (_lastChunk is long last)
        {
            ModelMeter.TimePerOutputChunk.Record(Stopwatch.GetElapsedTime(last, now).TotalSeconds, _tags);
        }
        else
        {
            double seconds = Stopwatch.GetElapsedTime(_start, now).TotalSeconds;
            ModelMeter.TimeToFirstChunk.Record(seconds, _tags);
            _activity?.SetTag("gen_ai.response.time_to_first_chunk", seconds);
        }

        _lastChunk = now;
    }

    /// <param name="usage">Tokens of all results.</param>
    /// <param name="finishReasons">Why each result ended, such as Stop.</param>
    public void Complete(UsageDetails usage, IEnumerable<string?> finishReasons)
    {
        Record(usage.InputTokenCount, "input");
        Record(usage.OutputTokenCount, "output");
        _activity?.SetTag(
            "gen_ai.response.finish_reasons", finishReasons.Select(reason => reason?.ToLowerInvariant()).ToArray());
    }

    /// <summary>Runs a step of the call on another thread; where it throws, the call has failed.</summary>
    public async Task<T> RunAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(step, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _error = e.GetType().FullName;
            _activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    public void Dispose()
    {
        TagList tags = _tags;
        if (_error is not null)
        {
            tags.Add("error.type", _error);
            _activity?.SetTag("error.type", _error);
        }

        ModelMeter.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, tags);
        _activity?.Dispose();
    }

    private static void Describe(Activity activity, OnnxGptPromptExecutionSettings settings)
    {
        activity.SetTag("gen_ai.request.max_tokens", settings.MaxTokens);
        activity.SetTag("gen_ai.request.temperature", settings.Temperature);
        activity.SetTag("gen_ai.request.top_p", settings.TopP);
        activity.SetTag("gen_ai.request.top_k", settings.TopK);
        activity.SetTag("gen_ai.request.seed", settings.Seed);
        activity.SetTag("gen_ai.request.frequency_penalty", settings.FrequencyPenalty);
        activity.SetTag("gen_ai.request.presence_penalty", settings.PresencePenalty);
        if (settings.StopSequences.Count > 0)
        {
            activity.SetTag("gen_ai.request.stop_sequences", settings.StopSequences.ToArray());
        }

        if (settings.ResultsPerPrompt != 1)
        {
            activity.SetTag("gen_ai.request.choice.count", settings.ResultsPerPrompt);
        }
    }

    private void Record(long? tokens, string type)
    {
        if (tokens is long count)
        {
            TagList tags = _tags;
            tags.Add("gen_ai.token.type", type);
            ModelMeter.Tokens.Record(count, tags);
            _activity?.SetTag($"gen_ai.usage.{type}_tokens", count);
        }
    }
}
