namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>A schema is wrong or asks for what is not supported.</summary>
/// <param name="path">Where, as a JSON pointer: #/properties/age.</param>
/// <param name="message">What is wrong.</param>
internal sealed class SchemaError(string path, string message) : Exception($"{path}: {message}");
