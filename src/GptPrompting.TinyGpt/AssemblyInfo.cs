using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("GptPrompting.TinyGpt.Tests")]
