using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GptPrompting;
using GptPrompting.Benchmarks;
using GptPrompting.Benchmarks.Stress;
using GptPrompting.Benchmarks.Systems;
using GptPrompting.Benchmarks.Targets;

switch (args)
{
    case ["targets", .. string[] arguments]:
        if (TargetsOptions.Parse(arguments) is TargetsOptions options)
        {
            return await new TargetsRun(options).RunAsync();
        }

        Console.Error.WriteLine(TargetsOptions.Usage);
        return 2;
    case ["stress", .. string[] arguments]:
        return new StressRun(StressOptions.Parse(arguments)).Run();
    case ["turns", string folder]:
        TurnsRun.Run(folder, GraphRewriting.WhenLarge);
        return 0;
    case ["turns", string folder, "--plain"]:
        TurnsRun.Run(folder, GraphRewriting.Never);
        return 0;
    case ["overhead"]:
        await OverheadRun.RunAsync();
        return 0;

    case ["evaluation", string folder]:
        await EvaluationBenchmark.RunAsync(folder);
        return 0;

    // How the runner starts a system in a process of its own.
    case ["serve", string system, string model, string threads]:
        SystemServer.Run(system, model, int.Parse(threads, CultureInfo.InvariantCulture));
        return 0;
    default:
        // In this process: its own builds would not know where the stand-ins come from.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run(args.Length > 0 ? args : ["--filter", "*"], config);
        return 0;
}
