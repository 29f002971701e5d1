using System.CommandLine;

namespace GptPrompting.Cli;

/// <summary><c>--model</c>: the folder to open; the in-box model where it is not given.</summary>
internal sealed class ModelOption : Option<string>
{
    public ModelOption()
        : base("--model", "-m")
    {
        Description = "Folder of an ONNX model with its config.json and tokenizer.json. Default: the model in the box.";
        HelpName = "folder";
    }

    public LanguageModel Load(ParseResult result) => LanguageModel.Load(result.GetValue(this) switch
    {
        null => TinyGpt.Folder,
        "" => throw new ArgumentException("--model is empty; it must be a folder."),
        string folder => folder,
    });
}
