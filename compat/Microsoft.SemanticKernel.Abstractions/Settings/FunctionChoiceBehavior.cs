using System.Text.Json.Serialization;

namespace Microsoft.SemanticKernel;

/// <summary>Whether a model may call functions. Text services cannot call any; here only to be recognised.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AutoFunctionChoiceBehavior), "auto")]
[JsonDerivedType(typeof(RequiredFunctionChoiceBehavior), "required")]
[JsonDerivedType(typeof(NoneFunctionChoiceBehavior), "none")]
public abstract class FunctionChoiceBehavior
{
    internal FunctionChoiceBehavior()
    {
    }
}

internal sealed class AutoFunctionChoiceBehavior : FunctionChoiceBehavior;

internal sealed class RequiredFunctionChoiceBehavior : FunctionChoiceBehavior;

internal sealed class NoneFunctionChoiceBehavior : FunctionChoiceBehavior;
