using System.Globalization;

namespace GptPrompting.Prompts;

/// <summary>What a prompt says under <c>execution_settings</c> for one service of a kernel.</summary>
/// <param name="ServiceId">
/// The service's id; <c>default</c> stands for any service, and for a model that is asked without a kernel.
/// </param>
/// <param name="ModelId">The model that is meant where no service has that id; null where the file says none.</param>
/// <param name="Settings">
/// The settings as they stand there: text, bool, long, double, null, list or dictionary by snake_case name.
/// </param>
public sealed record PromptServiceSettings(
    string ServiceId, string? ModelId, IReadOnlyDictionary<string, object?> Settings)
{
    internal const string Default = "default";
    internal const string ServiceIdKey = "service_id";
    private const string ModelIdKey = "model_id";

    /// <param name="id">The service's id.</param>
    /// <param name="written">All keys, also those that say who is asked.</param>
    internal static PromptServiceSettings Of(string id, IReadOnlyDictionary<string, object?> written) => new(
        id,
        written.GetValueOrDefault(ModelIdKey) is { } said ? Convert.ToString(said, CultureInfo.InvariantCulture) : null,
        written.Where(each => each.Key is not (ServiceIdKey or ModelIdKey)).ToDictionary(StringComparer.Ordinal));
}
