namespace GptPrompting.Generation.Constraints;

/// <summary>A constraint is larger than what can be followed in reasonable time.</summary>
internal sealed class ConstraintSizeException(string message) : Exception(message);
