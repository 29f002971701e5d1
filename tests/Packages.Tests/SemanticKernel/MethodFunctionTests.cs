using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Packages.Tests.SemanticKernel;

public sealed class MethodFunctionTests
{
    private readonly Kernel _kernel = new();

    [Theory]
    [InlineData(3)]
    [InlineData("3")]
    public async Task Invoke_ArgumentOfAnotherType_IsConverted(object value)
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod((int n) => n + 1);

        Assert.Equal(4, await function.InvokeAsync<int>(_kernel, new KernelArguments { ["n"] = value }));
    }

    [Fact]
    public async Task Invoke_ArgumentWithoutConversion_IsRefusedByName()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod((bool isOn) => isOn);

        ArgumentOutOfRangeException error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => function.InvokeAsync(_kernel, new KernelArguments { ["isOn"] = 1 }));

        Assert.Equal("isOn", error.ParamName);
    }

    [Fact]
    public async Task Invoke_JsonArgument_IsDeserialized()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod((int[] numbers) => numbers.Sum());
        var arguments = new KernelArguments { ["numbers"] = JsonDocument.Parse("[1, 2, 3]").RootElement };

        Assert.Equal(6, await function.InvokeAsync<int>(_kernel, arguments));
    }

    [Fact]
    public async Task Invoke_MissingArgument_UsesDefaultOrThrows()
    {
        KernelFunction withDefault = KernelFunctionFactory.CreateFromMethod((string text = "none") => text);
        KernelFunction without = KernelFunctionFactory.CreateFromMethod((string text) => text);

        Assert.Equal("none", await withDefault.InvokeAsync<string>(_kernel));
        await Assert.ThrowsAsync<KernelException>(() => without.InvokeAsync(_kernel));
    }

    [Fact]
    public async Task Invoke_SpecialParameters_ComeFromTheKernel()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod(
            (Kernel kernel, KernelArguments arguments, CultureInfo culture, CancellationToken token) =>
                ReferenceEquals(kernel, _kernel) && arguments.Count == 1 && culture.Name.Length == 0
                    && !token.IsCancellationRequested);

        Assert.True(await function.InvokeAsync<bool>(_kernel, new KernelArguments { ["x"] = 1 }));
        Assert.Empty(function.Metadata.Parameters);
    }

    [Fact]
    public async Task ImportPluginFromObject_AttributedMethods_AreFunctions()
    {
        KernelPlugin plugin = _kernel.ImportPluginFromObject(new Numbers(), "numbers");

        Assert.Equal(["Double", "half"], plugin.Select(function => function.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Twice the number", plugin["Double"].Description);
        Assert.Equal(8, await _kernel.InvokeAsync<int>("numbers", "double", new KernelArguments { ["n"] = 4 }));
        Assert.Equal(2, await _kernel.InvokeAsync<int>("numbers", "half", new KernelArguments { ["n"] = 4 }));
    }

    [Fact]
    public async Task InvokeStreaming_MethodResult_IsOneUpdate()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod(() => 42);
        List<string> updates = [];

        await foreach (StreamingKernelContent update in function.InvokeStreamingAsync(_kernel))
        {
            updates.Add(update.ToString());
        }

        Assert.Equal(["42"], updates);
    }

    [Fact]
    public async Task Invoke_ExceptionOfTheMethod_PassesThrough()
    {
        KernelFunction function = KernelFunctionFactory.CreateFromMethod(void () => throw new FormatException("mine"));

        await Assert.ThrowsAsync<FormatException>(() => function.InvokeAsync(_kernel));
    }

    [Fact]
    public void Metadata_TaskWithoutValue_ReturnsVoid() =>
        Assert.Equal(
            typeof(void),
            KernelFunctionFactory.CreateFromMethod(() => Task.CompletedTask).Metadata.ReturnParameter.ParameterType);

    [Theory]
    [InlineData("with space")]
    [InlineData("dot.ted")]
    public void PluginName_OtherCharacters_AreRefused(string name) =>
        Assert.Throws<ArgumentException>(() => KernelPluginFactory.CreateFromFunctions(name));

    private sealed class Numbers
    {
        private readonly int _factor = 2;

        [KernelFunction]
        [Description("Twice the number")]
        public async Task<int> DoubleAsync(int n)
        {
            await Task.Yield();
            return _factor * n;
        }

        [KernelFunction("half")]
        public static ValueTask<int> DivideAsync(int n) => new(n / 2);

        public static int NoFunction() => 0;
    }
}
