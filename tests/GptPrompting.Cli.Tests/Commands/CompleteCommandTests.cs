using System.Text.Json;
using GptPrompting.Generation;

namespace GptPrompting.Cli.Tests.Commands;

public class CompleteCommandTests
{
    private const string Question = "Question: What is the capital of France?\nAnswer:";

    [Fact]
    public async Task Complete_RewrittenAndNot_WritesTheSame()
    {
        string[] command = ["complete", "Once upon a time", "--max-tokens", "8", "--rewriting"];

        ToolRun rewritten = await ToolRun.OfAsync([.. command, "always"]);
        ToolRun asItIs = await ToolRun.OfAsync([.. command, "never"]);

        Assert.Equal(("", 0), (rewritten.Error, rewritten.ExitCode));
        Assert.Equal(asItIs.Output, rewritten.Output);
    }

    [Fact]
    public async Task Complete_Text_WritesTheContinuationAlone()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n");

        Assert.Equal(new ToolRun(0, " Paris\n", ""), run);
    }

    [Fact]
    public async Task Complete_Json_HasTheStableProperties()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n", "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["text", "finish_reason", "token_ids", "usage"], json.EnumerateObject().Select(each => each.Name));
        Assert.Equal(" Paris", json.GetProperty("text").GetString());
        Assert.Equal("stop", json.GetProperty("finish_reason").GetString());
        int[] tokenIds = [.. json.GetProperty("token_ids").EnumerateArray().Select(each => each.GetInt32())];
        Assert.Equal(tokenIds.Length, json.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.Equal(
            json.GetProperty("usage").GetProperty("total_tokens").GetInt32(),
            tokenIds.Length + json.GetProperty("usage").GetProperty("input_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_SameSeed_WritesTheSame()
    {
        string[] args = ["complete", "Once upon a time", "-t", "1", "-n", "20", "--seed"];

        ToolRun first = await ToolRun.OfAsync([.. args, "4"]);

        Assert.Equal(first, await ToolRun.OfAsync([.. args, "4"]));
        Assert.NotEqual(first, await ToolRun.OfAsync([.. args, "5"]));
    }

    [Fact]
    public async Task Complete_SeveralResults_AreNumbered()
    {
        string[] args = ["complete", "Once", "-t", "1", "-n", "5", "--seed", "4"];
        ToolRun first = await ToolRun.OfAsync(args);

        ToolRun several = await ToolRun.OfAsync([.. args, "--results", "3"]);

        Assert.StartsWith(
            "--- 1 of 3 ---\n" + first.Output + "--- 2 of 3 ---\n", several.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_SeveralResultsAsJson_AreAList()
    {
        ToolRun run = await ToolRun.OfAsync(
            "complete", "Once", "-n", "5", "--beams", "3", "--results", "2", "--length-penalty", "0.5",
            "--early-stopping", "never", "--json");

        JsonElement[] results =
            [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray()];
        Assert.Equal(2, results.Length);
        Assert.True(results[0].GetProperty("ranking_score").GetDouble()
            > results[1].GetProperty("ranking_score").GetDouble());
    }

    [Fact]
    public async Task Complete_LogProbabilitiesAsJson_HaveTokensAndTheMostLikelyOnes()
    {
        ToolRun run = await ToolRun.OfAsync(
            "complete", Question, "-n", "2", "--logprobs", "2", "--echo", "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.StartsWith(Question + " P", json.GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonElement[] tokens = [.. json.GetProperty("log_probabilities").EnumerateArray()];
        Assert.Equal(2, tokens.Length);
        Assert.Equal(
            ["id", "text", "log_probability", "top"], tokens[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(2, tokens[0].GetProperty("top").GetArrayLength());
        JsonElement first = json.GetProperty("prompt_log_probabilities")[0];
        Assert.Equal(JsonValueKind.Null, first.GetProperty("log_probability").ValueKind);
    }

    [Fact]
    public async Task Complete_LogProbabilitiesAsText_AreBelowTheText()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "-n", "2", "--logprobs", "1", "--echo");

        string[] lines = run.Output.Split('\n');
        Assert.Equal("         -", lines[2][..10]);
        Assert.Matches(@"^ +-\d\.\d{4} +\d+  "".+""  -\d\.\d{4} "".+""$", lines[3]);
    }

    [Fact]
    public async Task Complete_EveryOption_IsPassedOn()
    {
        var options = new GenerationOptions
        {
            MaxOutputTokens = 12, MinOutputTokens = 3, Temperature = 1.5, TopK = 50, TopP = 0.95, MinP = 0.01,
            TypicalP = 0.97, Seed = 9, LogitBias = new Dictionary<int, double> { [10] = -100, [11] = 2.5 },
            RepetitionPenalty = 1.2, FrequencyPenalty = 0.5, PresencePenalty = -0.5, NoRepeatNgramSize = 3,
            StopSequences = ["\n"], StopTokenIds = [300], BestOf = 4,
        };
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        string expected = model.Generate("Once", options).Text;

        ToolRun run = await ToolRun.OfAsync(
            "complete", "Once", "-n", "12", "--min-tokens", "3", "-t", "1.5", "--top-k", "50", "--top-p", "0.95",
            "--min-p", "0.01", "--typical-p", "0.97", "--seed", "9", "--logit-bias", "10=-100", "--logit-bias",
            "11=2.5", "--repetition-penalty", "1.2", "--frequency-penalty", "0.5", "--presence-penalty", "-0.5",
            "--no-repeat-ngram-size", "3", "--stop", @"\n", "--stop-id", "300", "--best-of", "4");

        Assert.Equal(new ToolRun(0, expected + "\n", ""), run);
    }

    [Theory]
    [InlineData("@nobody")]
    [InlineData("-hello")]
    [InlineData("-none")]
    [InlineData("-?")]
    [InlineData("/?")]
    public async Task Complete_PromptThatLooksLikeAnOption_IsAPrompt(string prompt)
    {
        ToolRun run = await ToolRun.OfAsync("complete", prompt, "-n", "1", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"finish_reason\": \"length\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_PromptAfterTwoDashes_IsAPromptWhateverItIs()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "-n", "1", "--json", "--", "--help");

        Assert.Contains("\"finish_reason\": \"length\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_PromptAfterTwoDashesAsAnOptionsValue_IsAPrompt()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "-n", "1", "--json", "--stop", "--bogus", "--", "--bogus");

        Assert.Contains("\"finish_reason\": \"length\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_JsonFlagBeforeThePrompt_DoesNotSwallowIt()
    {
        ToolRun run = await ToolRun.OfAsync("complete", "--json", "true", "-n", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_StandardInput_IsReadByteForByte()
    {
        byte[] prompt = [.. "\ufeffQuestion:\r\n"u8];
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        int expected = model.Tokenizer.Encode("\ufeffQuestion:\r\n", addSpecialTokens: true).Length;

        ToolRun run = await ToolRun.OfAsync(prompt, "complete", "-", "-n", "1", "--json");

        Assert.Contains($"\"input_tokens\": {expected},", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_StandardInputIsNotUtf8_ExitsWithTwo()
    {
        ToolRun run = await ToolRun.OfAsync([0xFF, 0xFE, 0x41, 0], "complete", "-");

        Assert.Equal(new ToolRun(2, "", "gptprompt: error: standard input is not valid UTF-8.\n"), run);
    }

    [Fact]
    public async Task Complete_FolderOfAModel_IsOpened()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--stop", @"\n", "--model", TinyGpt.Folder);

        Assert.Equal(" Paris\n", run.Output);
    }

    [Theory]
    [InlineData(" Paris\n", "--choice", "Rome", "--choice", "Paris")]
    [InlineData(" Paris\n", "--regex", "[A-Z][a-z]{4}")]
    public async Task Complete_Constraint_IsObeyed(string expected, params string[] constraint)
    {
        ToolRun run = await ToolRun.OfAsync(["complete", Question, .. constraint]);

        Assert.Equal(new ToolRun(0, expected, ""), run);
    }

    [Fact]
    public async Task Complete_JsonSchema_IsReadFromItsFile()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{ "enum": [{ "capital": "Paris" }] }""");

        ToolRun run = await ToolRun.OfAsync("complete", Question, "--json-schema", file);

        File.Delete(file);
        Assert.Equal("Paris", JsonDocument.Parse(run.Output).RootElement.GetProperty("capital").GetString());
    }

    [Fact]
    public async Task Complete_ConstraintCannotBeMet_SaysSoInOneLine()
    {
        ToolRun run = await ToolRun.OfAsync("complete", Question, "--choice", "zqxjkvzqxjkv", "-n", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            "gptprompt: error: The output does not obey its --choice, --regex or --json-schema: it cannot be completed "
            + "within the 1 tokens that --max-tokens", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_EveryTokenBanned_SaysSoInOneLine()
    {
        IEnumerable<string> bans = Enumerable.Range(0, 2048).SelectMany(id => new[] { "--logit-bias", $"{id}=-100" });

        ToolRun run = await ToolRun.OfAsync(["complete", "x", .. bans]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "gptprompt: error: The options ban every token: --logit-bias, --no-repeat-ngram-size and --min-tokens "
            + "leave none to choose.", run.Error.Trim());
    }

    [Theory]
    [InlineData("--temperature is -1", "complete", "x", "--temperature", "-1")]
    [InlineData("--temperature is '0,8'", "complete", "x", "-t", "0,8")]
    [InlineData("--top-p is 1.5", "complete", "x", "--top-p", "1.5")]
    [InlineData("--min-p is 2", "complete", "x", "--min-p", "2")]
    [InlineData("The pattern '(' is wrong at character 1", "complete", "x", "--regex", "(")]
    [InlineData("The choice 'a' is there twice", "complete", "x", "--choice", "a", "--choice", "a")]
    [InlineData("--choice, --regex and --json-schema exclude", "complete", "x", "--choice", "a", "--regex", "a")]
    [InlineData("--json-schema is set, but --beams is 2", "complete", "x", "--regex", "a", "--beams", "2")]
    [InlineData("nowhere.json", "complete", "x", "--json-schema", "nowhere.json")]
    [InlineData("--top-k is 0", "complete", "x", "--top-k", "0")]
    [InlineData("--max-tokens is 0", "complete", "x", "-n", "0")]
    [InlineData("--min-tokens is 5, but --max-tokens is 4", "complete", "x", "-n", "4", "--min-tokens", "5")]
    [InlineData("--min-tokens is 900; after", "complete", "x", "-n", "1000", "--min-tokens", "900")]
    [InlineData("--typical-p is set, but --temperature is 0", "complete", "x", "--typical-p", "0.5")]
    [InlineData("--repetition-penalty is 0", "complete", "x", "--repetition-penalty", "0")]
    [InlineData("--frequency-penalty is 3", "complete", "x", "--frequency-penalty", "3")]
    [InlineData("--presence-penalty is 3", "complete", "x", "--presence-penalty", "3")]
    [InlineData("--no-repeat-ngram-size is -1", "complete", "x", "--no-repeat-ngram-size", "-1")]
    [InlineData("--logit-bias is '5'", "complete", "x", "--logit-bias", "5")]
    [InlineData("--logit-bias is given twice", "complete", "x", "--logit-bias", "5=1", "--logit-bias", "5=2")]
    [InlineData("--logit-bias has 99999", "complete", "x", "--logit-bias", "99999=1")]
    [InlineData("--stop-id has 99999", "complete", "x", "--stop-id", "99999")]
    [InlineData("--results is 0", "complete", "x", "--results", "0")]
    [InlineData("--best-of is 2, but --results is 3", "complete", "x", "-t", "1", "--best-of", "2", "--results", "3")]
    [InlineData("--results is 3, but --beams is 2", "complete", "x", "--beams", "2", "--results", "3")]
    [InlineData("--beams is 2, but --temperature", "complete", "x", "--beams", "2", "-t", "1")]
    [InlineData("--length-penalty is set, but --beams is 1", "complete", "x", "--length-penalty", "2")]
    [InlineData("--logprobs is -1", "complete", "x", "--logprobs", "-1")]
    [InlineData("--early-stopping is 'sometimes'; it must be one of heuristic, eager, never",
        "complete", "x", "--early-stopping", "sometimes")]
    [InlineData("--early-stopping is '1'", "complete", "x", "--early-stopping", "1")]
    [InlineData("--seed is '99999999999'; it must be a whole number from -2147483648 to 2147483647",
        "complete", "x", "--seed", "99999999999")]
    [InlineData("--stop-id is 'abc'", "complete", "x", "--stop-id", "5", "--stop-id", "abc")]
    [InlineData("--max-tokens is '1.5'", "complete", "x", "-n", "1.5")]
    [InlineData("There is no other.onnx", "complete", "x", "--model-file", "other.onnx")]
    [InlineData("as the file a.onnx and as the variant q4",
        "complete", "x", "--model-file", "a.onnx", "--variant", "q4")]
    [InlineData("error: --threads is 100000; it must be from 1 to 1024", "complete", "x", "--threads", "100000")]
    [InlineData("--model is empty", "complete", "x", "--model", "")]
    [InlineData("The prompt is empty", "complete", "")]
    [InlineData("There is no model folder", "complete", "x", "--model", "/no/such/folder")]
    [InlineData("unknown escape", "complete", "x", "--stop", @"\q")]
    [InlineData("A stop sequence is empty", "complete", "x", "--stop", "")]
    [InlineData("--temperature is 'warm'", "complete", "x", "-t", "warm")]
    [InlineData("gptprompt: error: Unrecognized command or argument '--nonsense'", "complete", "x", "--nonsense")]
    [InlineData("gptprompt: error: There is no option --temprature", "complete", "--temprature", "0.8", "x")]
    [InlineData("gptprompt: error: There is no option --bogus=1", "complete", "--bogus=1")]
    [InlineData("gptprompt: error: Required argument 'prompt' missing", "complete")]
    [InlineData("Did you mean one of the following? complete\n", "complet", "x")]
    [InlineData("error: --limit is 'x'; it must be a number", "evaluate", "icl", "--limit", "x")]
    public async Task Complete_WrongInput_SaysWhatAndExitsWithTwo(string expected, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
