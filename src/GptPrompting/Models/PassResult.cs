namespace GptPrompting.Models;

/// <summary>What a forward pass gave for its sequences.</summary>
/// <param name="Output">The wanted logits.</param>
/// <param name="Present">Keys and values; null where none are kept.</param>
/// <param name="PastSlots">The first slot of the new tokens.</param>
/// <param name="IsInPlace">
/// Whether the tokens before are in the slots where they were; otherwise those of each sequence are in the slots from 0
/// on.
/// </param>
internal sealed record PassResult(PassOutput Output, KeyValueCache? Present, int PastSlots, bool IsInPlace);
