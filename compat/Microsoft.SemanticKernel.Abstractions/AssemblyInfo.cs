using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Microsoft.SemanticKernel.Core")]
