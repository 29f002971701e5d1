namespace GptPrompting.Graphs;

/// <summary>A graph is not of the form that a rewrite needs; the message completes "not applied because".</summary>
internal sealed class RewriteRefusal(string reason) : Exception(reason);
