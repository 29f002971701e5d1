using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>The answers that a prompt's setting <c>choices</c> allows.</summary>
internal static class PromptLabels
{
    /// <returns>One text or more, all different; empty where the setting is not there.</returns>
    /// <exception cref="PromptFormatException">The setting is no such list; the exception names the place.</exception>
    internal static IReadOnlyList<string> Read(YamlMap? settings)
    {
        if (settings?.Find(Prompt.ChoicesSetting) is null)
        {
            return [];
        }

        var labels = new List<string>();
        foreach (YamlNode node in settings.FindList(Prompt.ChoicesSetting))
        {
            string label = YamlValues.From(node) is string text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw settings.Error(node, "a choice is to be text that is not blank; quote numbers");
            labels.Add(labels.Contains(label) ? throw settings.Error(node, $"'{label}' is there twice") : label);
        }

        return labels.Count > 0
            ? labels
            : throw settings.Error(Prompt.ChoicesSetting, $"'{Prompt.ChoicesSetting}' has no choice in it");
    }
}
