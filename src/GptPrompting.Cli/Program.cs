using System.Globalization;
using GptPrompting.Cli;

// Numbers are read and written the same way everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return await new CommandLine(Console.OpenStandardInput, Console.Out, Console.Error).RunAsync(args);
