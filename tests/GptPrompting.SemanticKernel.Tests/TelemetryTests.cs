using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel.Tests;

/// <summary>Names: OpenTelemetry's conventions for generative AI.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IClassFixture<InBoxModel>, IDisposable
{
    private const string Story = "Once upon a time";

    private readonly List<Activity> _activities = [];
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _measurements = [];
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener = new();
    private readonly OnnxGptTextGenerationService _service;

    public TelemetryTests(InBoxModel inBox)
    {
        _service = new OnnxGptTextGenerationService(inBox.Model);
        _activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GptPromptingTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _activities.Add,
        };
        ActivitySource.AddActivityListener(_activityListener);
        _meterListener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GptPromptingTelemetry.SourceName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meterListener.SetMeasurementEventCallback<double>((each, value, tags, _) => Add(each.Name, value, tags));
        _meterListener.SetMeasurementEventCallback<long>((each, value, tags, _) => Add(each.Name, value, tags));
        _meterListener.Start();
    }

    public void Dispose()
    {
        _activityListener.Dispose();
        _meterListener.Dispose();
    }

    [Fact]
    public async Task GetTextContents_IsAnActivityWithRequestAndUsage()
    {
        await _service.GetTextContentAsync(
            Story, new OnnxGptPromptExecutionSettings { MaxTokens = 5, Temperature = 0.5, Seed = 3 });

        Activity activity = Assert.Single(_activities);
        Assert.Equal("text_completion tiny-gpt", activity.DisplayName);
        Assert.Equal("text_completion", activity.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("gptprompting", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(5, activity.GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal(0.5, activity.GetTagItem("gen_ai.request.temperature"));
        Assert.Equal(5L, activity.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(["length"], (IEnumerable<string>)activity.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.DoesNotContain(activity.TagObjects, tag => Story.Equals(tag.Value));
    }

    [Fact]
    public async Task GetTextContents_IsMeasured()
    {
        await _service.GetTextContentAsync(Story, new OnnxGptPromptExecutionSettings { MaxTokens = 5 });

        Assert.True(Assert.Single(Of("gen_ai.client.operation.duration")).Value > 0);
        Assert.Equal(
            [("input", 4d), ("output", 5d)],
            Of("gen_ai.client.token.usage").Select(each => ((string)each.Tags["gen_ai.token.type"]!, each.Value)));
        Assert.Empty(Of("gen_ai.client.operation.time_to_first_chunk"));
    }

    [Fact]
    public async Task GetStreamingTextContents_MeasuresItsChunks()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 5 };

        int updates = 0;
        await foreach (StreamingTextContent _ in _service.GetStreamingTextContentsAsync(Story, settings))
        {
            updates++;
        }

        Assert.Single(Of("gen_ai.client.operation.time_to_first_chunk"));
        Assert.Equal(updates - 1, Of("gen_ai.client.operation.time_per_output_chunk").Count());
        Assert.Equal(5L, Assert.Single(_activities).GetTagItem("gen_ai.usage.output_tokens"));
    }

    [Fact]
    public async Task GetTextContents_ThatFails_HasTheError()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _service.GetTextContentAsync(""));

        Activity activity = Assert.Single(_activities);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("System.ArgumentException", activity.GetTagItem("error.type"));
        Assert.Equal(
            "System.ArgumentException", Assert.Single(Of("gen_ai.client.operation.duration")).Tags["error.type"]);
        Assert.Empty(Of("gen_ai.client.token.usage"));
    }

    [Fact]
    public async Task GetStreamingTextContents_LeftByItsCaller_IsNoError()
    {
        await foreach (StreamingTextContent _ in _service.GetStreamingTextContentsAsync(Story))
        {
            break;
        }

        Assert.Null(Assert.Single(_activities).GetTagItem("error.type"));
    }

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Of(string name) =>
        _measurements.Where(each => each.Name == name);

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Add((name, value, new Dictionary<string, object?>(tags.ToArray())));

    /// <summary>Alone: listeners hear every call in the process.</summary>
    [CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
    public sealed class Alone;
}
