namespace GptPrompting.Tests.Chat;

/// <summary>
/// Compiled into the tests of all chats: chat templates as models on Hugging Face have them in
/// <c>tokenizer_config.json</c>, shortened where no message is written.
/// </summary>
internal static class JinjaTemplates
{
    // Qwen1.5.
    public const string ChatMl = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + "
        + "message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}"
        + "{{ '<|im_start|>assistant\\n' }}{% endif %}";

    // Meta-Llama-3-8B-Instruct.
    public const string Llama3 = "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = "
        + "'<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + "
        + "'<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}{{ content }}"
        + "{% endfor %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}";

    // Phi-3-mini-4k-instruct.
    public const string Phi3 = "{% for message in messages %}{% if message['role'] == 'system' %}{{'<|system|>\\n' + "
        + "message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'user' %}{{'<|user|>\\n' + "
        + "message['content'] + '<|end|>\\n'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>\\n' + "
        + "message['content'] + '<|end|>\\n'}}{% endif %}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}";

    // zephyr-7b-beta.
    public const string Zephyr = "{% for message in messages %}\n{% if message['role'] == 'user' %}\n"
        + "{{ '<|user|>\\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'system' %}\n"
        + "{{ '<|system|>\\n' + message['content'] + eos_token }}\n"
        + "{% elif message['role'] == 'assistant' %}\n{{ '<|assistant|>\\n'  + "
        + "message['content'] + eos_token }}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n"
        + "{{ '<|assistant|>' }}\n{% endif %}\n{% endfor %}";

    // Llama-2-7b-chat-hf.
    public const string Llama2 = "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}"
        + "{% set system_message = messages[0]['content'] %}{% endif %}{% for message in loop_messages %}"
        + "{% if loop.index0 == 0 %}{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + "
        + "message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + "
        + "content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + "
        + "eos_token }}{% endif %}{% endfor %}";

    // Mistral-7B-Instruct-v0.2.
    public const string Mistral = "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}"
        + "{{ '[INST] ' + message['content'] + ' [/INST]' }}{% elif message['role'] == 'assistant' %}"
        + "{{ message['content'] + eos_token}}{% endif %}{% endfor %}";

    // gemma-2b-it.
    public const string Gemma = "{{ bos_token }}{% for message in messages %}{% if (message['role'] == 'assistant') %}"
        + "{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + "
        + "'\\n' + message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}{% if add_generation_prompt %}"
        + "{{'<start_of_turn>model\\n'}}{% endif %}";

    public static IReadOnlyDictionary<string, string> ByFamily { get; } = new Dictionary<string, string>
    {
        ["chatml"] = ChatMl,
        ["llama-3"] = Llama3,
        ["phi-3"] = Phi3,
        ["zephyr"] = Zephyr,
        ["llama-2"] = Llama2,
        ["mistral"] = Mistral,
        ["gemma"] = Gemma,
    };
}
