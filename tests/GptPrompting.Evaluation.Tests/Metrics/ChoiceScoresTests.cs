using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Metrics;

public sealed class ChoiceScoresTests
{
    [Fact]
    public void Raw_OfEqualChoices_IsTheFirst() =>
        Assert.Equal(1, ChoiceScores.Raw(Measured.Choice(0, 0, -3, -2, -2)));

    // -8.2 / 4 = -2.05 is the largest; "a😀b" has 3 code points and -2.2, by its 4 UTF-16 units it would have -1.65.
    [Fact]
    public void PerCodePoint_OfEmoji_CountsItOnce()
    {
        SampleResult result = Measured.ChoiceOf(0, 0, ("x", -2.1), ("a😀b", -6.6), ("abcd", -8.2));

        Assert.Equal(2, ChoiceScores.PerCodePoint(result));
    }

    // By code points -3 / 1 against -5 / 2; by bytes -3 / 2 against -5 / 2.
    [Fact]
    public void PerByte_OfLongLetter_CountsItsBytes()
    {
        SampleResult result = Measured.ChoiceOf(0, 0, ("é", -3), ("ab", -5));

        Assert.Equal(1, ChoiceScores.PerCodePoint(result));
        Assert.Equal(0, ChoiceScores.PerByte(result));
    }

    // -1 + 0.5 = -0.5 against -2 + 4 = 2.
    [Fact]
    public void MutualInformation_OfLikelyChoice_TakesItsOwnLikelihoodOff()
    {
        SampleResult result = Measured.Choice(0, 0, -1, -2);
        SampleResult measured = result with
        {
            Choices = [result.Choices[0] with { Unconditional = -0.5 }, result.Choices[1] with { Unconditional = -4 }],
        };

        Assert.Equal(1, ChoiceScores.MutualInformation(measured));
        Assert.Null(ChoiceScores.MutualInformation(result));
    }

    // 0.6 / 0.8 = 0.75 against 0.4 / 0.2 = 2; of 2.75 they are 0.2727 and 0.7273.
    [Fact]
    public void CalibratedProbabilities_OfBiasedModel_DividesByTheContentFreeOnes()
    {
        SampleResult result = Measured.Choice(0, 0, Math.Log(0.6), Math.Log(0.4));
        SampleResult measured = result with
        {
            Choices = [result.Choices[0] with { ContentFree = 0.8 }, result.Choices[1] with { ContentFree = 0.2 }],
        };

        double[] probabilities = ChoiceScores.CalibratedProbabilities(measured)!;

        Assert.Equal(0.75 / 2.75, probabilities[0], 12);
        Assert.Equal(2 / 2.75, probabilities[1], 12);
        Assert.Equal(1, ChoiceScores.Calibrated(measured));
        Assert.Null(ChoiceScores.Calibrated(result));
    }

    // (0.7 - 1)² + 0.2² + 0.1² = 0.14.
    [Fact]
    public void Brier_OfThreeChoices_SumsOverThem()
    {
        SampleResult result = Measured.Choice(0, 0, Math.Log(0.7), Math.Log(0.2), Math.Log(0.1));

        Assert.Equal(0.14, ChoiceScores.Brier(result, 0), 12);
    }

    // Both are far below the smallest number whose exponential is above 0.
    [Fact]
    public void Probabilities_OfTinyLikelihoods_DoNotVanish()
    {
        double[] probabilities = ChoiceProbabilities.Of(Measured.Choice(0, 0, -2000, -2000 + Math.Log(3)));

        Assert.Equal(0.25, probabilities[0], 12);
        Assert.Equal(0.75, probabilities[1], 12);
    }
}
