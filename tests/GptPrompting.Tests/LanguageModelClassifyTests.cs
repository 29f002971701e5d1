using System.Text.Json.Nodes;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class LanguageModelClassifyTests
{
    [Fact]
    public void Classify_LabelsOfOneToken_AreTheModelsProbabilities()
    {
        Classification result = Letters().Language.Classify("x:", ["a", "b"]);

        Assert.Equal("a", result.Label);
        AssertClose([0.6, 0.3], result.Labels.Select(label => Math.Exp(label.LogLikelihood)));
        AssertClose([2 / 3.0, 1 / 3.0], result.Labels.Select(label => label.Probability));
        Assert.Equal([" a", " b"], result.Labels.Select(label => Assert.Single(label.Tokens).Text));
    }

    [Fact]
    public void Classify_PromptThatEndsInWhiteSpace_PartsLabelsByItAlone()
    {
        LanguageModel model = Letters().Language;

        Classification moved = model.Classify("x: ", ["a", "b"]);
        Classification own = model.Classify("x:", [" a", " b"]);

        AssertClose([2 / 3.0, 1 / 3.0], moved.Labels.Select(label => label.Probability));
        AssertClose([2 / 3.0, 1 / 3.0], own.Labels.Select(label => label.Probability));
        Assert.Equal([" a", " b"], own.Labels.Select(label => label.Label));
    }

    [Fact]
    public void Classify_LabelsThatShareTheFirstToken_DifferByTheSecond()
    {
        // 0.6 · 0.8 and 0.6 · 0.2 before a softmax.
        Classification result = Letters().Language.Classify("x:", ["aX", "aY", "b"]);

        AssertClose([0.48, 0.12, 0.3], result.Labels.Select(label => Math.Exp(label.Score)));
        AssertClose([0.48 / 0.9, 0.12 / 0.9, 0.3 / 0.9], result.Labels.Select(label => label.Probability));
        Assert.Equal([2, 2, 1], result.Labels.Select(label => label.Tokens.Count));
    }

    [Fact]
    public void Classify_LabelThatBeginsAnother_CountsOnlyWhereTheModelStopsThere()
    {
        // a: 0.6 · (1 − 0.8); aX: 0.6 · 0.8 · (1 − 0.5); aXY: 0.6 · 0.8 · 0.5.
        Classification result = Letters().Language.Classify("x:", ["a", "aX", "aXY", "b"]);

        AssertClose([0.12, 0.24, 0.24, 0.3], result.Labels.Select(label => Math.Exp(label.Score)));
        AssertClose([0.6, 0.48, 0.24, 0.3], result.Labels.Select(label => Math.Exp(label.LogLikelihood)));
        Assert.Equal("b", result.Label);
    }

    [Fact]
    public void Classify_LabelThatTwoOthersGoOnFrom_LosesBoth()
    {
        // 0.6 · (1 − 0.8 − 0.2): nothing is left.
        Classification result = Letters().Language.Classify("x:", ["a", "aX", "aY"]);

        Assert.Equal(double.NegativeInfinity, result.Labels[0].Score);
        Assert.Equal(0, result.Labels[0].Probability);
        AssertClose([0.8, 0.2], result.Labels.Skip(1).Select(label => label.Probability));
    }

    // After ; the tokens " a", " b", " ab" have 0.4, 0.3, 0.2; X follows " b" with 0.9.
    [Theory]
    [InlineData(LabelNormalization.None, "a", 0.4, 0.2, 0.27)]
    [InlineData(LabelNormalization.PerToken, "bX", 0.4, 0.2, 0.5196152)]
    [InlineData(LabelNormalization.PerByte, "bX", 0.4, 0.4472136, 0.5196152)]
    public void Classify_Normalization_DividesTheLogLikelihood(
        LabelNormalization normalization, string best, double a, double ab, double bX)
    {
        Classification result = Letters().Language.Classify(
            "x;", ["a", "ab", "bX"], new ClassificationOptions { Normalization = normalization });

        Assert.Equal(best, result.Label);
        AssertClose([a, ab, bX], result.Labels.Select(label => Math.Exp(label.Score)));
        AssertClose(
            [a / (a + ab + bX), ab / (a + ab + bX), bX / (a + ab + bX)],
            result.Labels.Select(label => label.Probability));
    }

    [Fact]
    public void ClassifyBatch_ContextualCalibration_DividesByTheMeanOfContentFreePrompts()
    {
        var request = new ClassificationRequest("x:", ["a", "b"]) { ContentFreePrompts = ["N/A?", "N/A!"] };

        Classification result = Letters().Language.ClassifyBatch(
            [request], new ClassificationOptions { Calibration = LabelCalibration.Contextual })[0];

        // The means of 0.75 and 0.45, 0.25 and 0.05 are 0.6 and 0.15; 0.6 / 0.6 = 1, 0.3 / 0.15 = 2.
        Assert.Equal("b", result.Label);
        AssertClose([1, 2], result.Labels.Select(label => Math.Exp(label.Score)));
        AssertClose([1 / 3.0, 2 / 3.0], result.Labels.Select(label => label.Probability));
        AssertClose([0.6, 0.3], result.Labels.Select(label => Math.Exp(label.LogLikelihood)));
    }

    [Fact]
    public void Classify_MutualInformation_SubtractsWhatThePremiseGives()
    {
        var options = new ClassificationOptions
        {
            Calibration = LabelCalibration.PointwiseMutualInformation,
            DomainPremise = "y?",
        };

        Classification result = Letters().Language.Classify("x:", ["a", "b"], options);

        // 0.6 / 0.75 = 0.8, 0.3 / 0.25 = 1.2.
        Assert.Equal("b", result.Label);
        AssertClose([0.8, 1.2], result.Labels.Select(label => Math.Exp(label.Score)));
        AssertClose([0.4, 0.6], result.Labels.Select(label => label.Probability));
    }

    [Fact]
    public void Classify_MutualInformationWithoutPremise_TakesTheLastLine()
    {
        ProbabilityTable table = Letters();
        var options = new ClassificationOptions { Calibration = LabelCalibration.PointwiseMutualInformation };

        Classification result = table.Language.Classify("question\nx:", ["a", "b"], options);

        // A table only sees the last token, so the last line gives what the prompt gives.
        AssertClose([1, 1], result.Labels.Select(label => Math.Exp(label.Score)));
        Assert.Equal("question\nx:x:".Length, table.Model.TokensRead.Count);
    }

    [Fact]
    public void Classify_ManyLabels_ReadThePromptOnce()
    {
        ProbabilityTable table = Letters();
        string prompt = new string('q', 40) + ":";

        table.Language.Classify(prompt, ["a", "b", "ab"]);
        int ofOneToken = table.Model.TokensRead.Count;
        table.Language.Classify(prompt, ["aX", "aYY", "b"]);
        int ofSeveral = table.Model.TokensRead.Count - ofOneToken;

        // The prompt alone; then also a for aX, a and Y for aYY (a few tokens twice are faster than a pass more).
        Assert.Equal(41, ofOneToken);
        Assert.InRange(ofSeveral, 43, 44);
    }

    [Fact]
    public void ClassifyBatch_PromptsThatBeginAlike_ReadTheBeginningOnce()
    {
        ProbabilityTable table = Letters();
        string shots = new('q', 60);

        IReadOnlyList<Classification> results = table.Language.ClassifyBatch(
            [new(shots + "x:", ["a", "b"]), new(shots + "y;", ["b", "a"]), new(shots + "x?", ["a", "b"])]);

        Assert.Equal(["a", "a", "a"], results.Select(result => result.Label));
        AssertClose([2 / 3.0, 3 / 7.0, 0.75], results.Select(result => result.Labels[0].Probability));
        Assert.InRange(table.Model.TokensRead.Count, 64, 68);
    }

    [Fact]
    public void Classify_EqualScores_TakesTheFirst()
    {
        ProbabilityTable table = Letters().After(":", (" a", 0.4), (" b", 0.4));

        Assert.Equal("b", table.Language.Classify("x:", ["b", "a"]).Label);
        Assert.Equal("a", table.Language.Classify("x:", ["a", "b"]).Label);
    }

    [Fact]
    public void Classify_OneLabel_HasProbabilityOne() =>
        Assert.Equal(1, Letters().Language.Classify("x:", ["a"]).Labels[0].Probability);

    [Theory]
    [InlineData("a|a", "The label 'a' is there twice")]
    [InlineData("a| a", "The label ' a' is there twice")]
    [InlineData("a||b", "Label 1 is blank")]
    [InlineData("a| \n", "Label 1 is blank")]
    public void Classify_WrongLabels_SaysWhich(string labels, string problem)
    {
        var e = Assert.Throws<ArgumentException>(() => Letters().Language.Classify("x:", labels.Split('|')));

        Assert.StartsWith($"Request 0: {problem}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_NoLabels_Throws() => Assert.Contains(
        "no labels", Assert.Throws<ArgumentException>(() => Letters().Language.Classify("x:", [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Classify_LabelThatDoesNotFit_NamesRequestAndLabel()
    {
        var e = Assert.Throws<ArgumentException>(() => Letters().Language.ClassifyBatch(
            [new("x:", ["a"]), new(new string('q', 128) + ":", ["a"])]));

        Assert.StartsWith(
            "Request 1, label 'a': Scoring reads 129 tokens; the model reads at most 128.", e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_LabelsOfProbabilityZero_ThrowInsteadOfNaN() =>
        Assert.Throws<InvalidOperationException>(() => Letters().Language.Classify("x:", ["q", "w"]));

    [Fact]
    public void Classify_CalibrationWithoutWhatItNeeds_SaysWhat()
    {
        LanguageModel model = Letters().Language;
        (ClassificationOptions Options, string Problem)[] wrong =
        [
            (new() { Calibration = LabelCalibration.Contextual }, "needs ContentFreePrompts"),
            (new() { Calibration = LabelCalibration.PointwiseMutualInformation }, "set DomainPremise"),
            (new() { DomainPremise = "x" }, "DomainPremise is set, but"),
        ];

        Assert.All(wrong, each => Assert.Contains(
            each.Problem,
            Assert.Throws<ArgumentException>(() => model.Classify("x:", ["a"], each.Options)).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Classify_TextsThatAreTheSameTokens_AreRefused()
    {
        JsonObject json =
            TokenizerJson.Of("Ġ a").WithToken("<|endoftext|>", 257, "special");
        json["normalizer"] = new JsonObject { ["type"] = "Lowercase" };
        using var model = new LanguageModel("lower", TableModel.Chain(new int[258]), json.Load(), [257]);

        var e = Assert.Throws<ArgumentException>(() => model.Classify("x:", ["a", "A"]));

        Assert.StartsWith("Request 0: The labels 'a' and 'A' are the same tokens", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassificationOptions_WrongValues_Throw()
    {
        Assert.Throws<ArgumentException>(() => new ClassificationOptions { ContentFreeInputs = [] });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ClassificationOptions { Calibration = (LabelCalibration)9 });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ClassificationOptions { Normalization = (LabelNormalization)9 });
    }

    private static ProbabilityTable Letters() => new ProbabilityTable("Ġ a", "Ġ b", "Ġa b")
        .After(":", (" a", 0.6), (" b", 0.3))
        .After(";", (" a", 0.4), (" b", 0.3), (" ab", 0.2))
        .After("?", (" a", 0.75), (" b", 0.25))
        .After("!", (" a", 0.45), (" b", 0.05))
        .After(" a", ("X", 0.8), ("Y", 0.2))
        .After(" b", ("X", 0.9))
        .After("X", ("Y", 0.5));

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);
}
