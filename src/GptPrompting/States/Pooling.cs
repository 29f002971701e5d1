namespace GptPrompting.States;

/// <summary>How the states of a text's tokens become one vector.</summary>
public enum Pooling
{
    /// <summary>Their mean, special tokens included, as in sentence-transformers.</summary>
    Mean,

    /// <summary>That of the first token, which BERT calls CLS.</summary>
    FirstToken,

    /// <summary>That of the last token, which alone has seen all others in a model that reads left to right.</summary>
    LastToken,
}
