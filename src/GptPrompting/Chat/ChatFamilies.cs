namespace GptPrompting.Chat;

/// <summary>
/// How families of models were trained to read chats, as Scriban templates, and how the family is known from the Jinja
/// template that Hugging Face's tokenizers bring along.
/// </summary>
internal static class ChatFamilies
{
    internal const string PlainName = "plain";

    /// <summary>
    /// For models that were only trained to continue text, the one in the box among them: system text, then turns.
    /// </summary>
    internal const string Plain =
        "{{ for each in system }}{{ each.text }}\n\n{{ end }}"
        + "{{ for turn in turns }}{{ turn.role | string.capitalize }}: {{ turn.text }}\n{{ end }}Assistant:";

    private const string ChatMl =
        "{{ for each in messages }}<|im_start|>{{ each.role }}\n{{ each.text }}<|im_end|>\n{{ end }}"
        + "<|im_start|>assistant\n";

    private const string Llama3 =
        "{{ bos_token }}{{ for each in messages }}"
        + "<|start_header_id|>{{ each.role }}<|end_header_id|>\n\n{{ each.trimmed }}<|eot_id|>{{ end }}"
        + "<|start_header_id|>assistant<|end_header_id|>\n\n";

    private const string Phi3 =
        "{{ for each in messages }}<|{{ each.role }}|>\n{{ each.text }}<|end|>\n{{ end }}<|assistant|>\n";

    private const string Zephyr =
        "{{ for each in messages }}<|{{ each.role }}|>\n{{ each.text }}{{ eos_token }}\n{{ end }}<|assistant|>\n";

    // System text has no turn of its own in the last three; it stands at the beginning of the first question.
    private const string Llama2 =
        "{{ for turn in turns }}{{ if turn.role == \"user\" }}{{ bos_token }}[INST] "
        + "{{ if for.first }}{{ for each in system }}<<SYS>>\n{{ each.text }}\n<</SYS>>\n\n{{ end }}{{ end }}"
        + "{{ turn.trimmed }} [/INST]"
        + "{{ else if turn.role == \"assistant\" }} {{ turn.trimmed }} {{ eos_token }}{{ end }}{{ end }}";

    private const string Mistral =
        "{{ bos_token }}{{ for turn in turns }}{{ if turn.role == \"user\" }}[INST] "
        + "{{ if for.first }}{{ for each in system }}{{ each.text }}\n\n{{ end }}{{ end }}{{ turn.text }} [/INST]"
        + "{{ else if turn.role == \"assistant\" }}{{ turn.text }}{{ eos_token }}{{ end }}{{ end }}";

    private const string Gemma =
        "{{ bos_token }}{{ for turn in turns }}{{ if turn.role == \"user\" }}<start_of_turn>user\n"
        + "{{ if for.first }}{{ for each in system }}{{ each.trimmed }}\n\n{{ end }}{{ end }}"
        + "{{ turn.trimmed }}<end_of_turn>\n"
        + "{{ else if turn.role == \"assistant\" }}<start_of_turn>model\n{{ turn.trimmed }}<end_of_turn>\n"
        + "{{ end }}{{ end }}<start_of_turn>model\n";

    // What stands in a family's Jinja template, and what in that of a relative which is written differently.
    private static readonly (string Name, string Text, string[] Has, string[] Lacks)[] s_all =
    [
        ("chatml", ChatMl, ["<|im_start|>", "<|im_end|>", "\n"], ["<|im_sep|>"]),
        ("llama-3", Llama3, ["<|start_header_id|>", "<|end_header_id|>\n\n", "<|eot_id|>"], []),
        ("phi-3", Phi3, ["<|assistant|>\n", "<|end|>"], []),
        ("zephyr", Zephyr, ["<|assistant|>", "|>\n", "eos_token"], ["<|end|>"]),
        ("llama-2", Llama2, ["[INST] ", " [/INST]", "<<SYS>>"], []),
        ("mistral", Mistral, ["[INST] ", " [/INST]"], ["<<SYS>>"]),
        ("gemma", Gemma, ["<start_of_turn>", "<end_of_turn>", "model"], []),
    ];

    internal static IEnumerable<string> Names => s_all.Select(family => family.Name);

    /// <summary>
    /// The only family that a Jinja template can belong to; null where there is none or more than one.
    /// </summary>
    internal static (string Name, string Text)? Identify(string jinja)
    {
        // Literals that are put together with + read as one; escapes of line ends as line ends.
        string joined = jinja.Replace("\\n", "\n", StringComparison.Ordinal);
        foreach (char quote in "'\"")
        {
            joined = joined.Replace($"{quote} + {quote}", "", StringComparison.Ordinal)
                .Replace($"{quote}+{quote}", "", StringComparison.Ordinal);
        }

        var found = s_all.Where(family => family.Has.All(Stands) && !family.Lacks.Any(Stands)).ToArray();
        return found is [var (name, text, _, _)] ? (name, text) : null;

        bool Stands(string part) => joined.Contains(part, StringComparison.Ordinal);
    }
}
