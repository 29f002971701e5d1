using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("GptPrompting.SemanticKernel.Tests")]
