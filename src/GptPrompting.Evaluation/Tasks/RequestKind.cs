namespace GptPrompting.Evaluation.Tasks;

/// <summary>What a task asks of a model for each sample; the kinds of lm-evaluation-harness.</summary>
public enum RequestKind
{
    /// <summary>How probable the target is after the prompt (<c>loglikelihood</c>).</summary>
    LogLikelihood,

    /// <summary>How probable each of several answers is; the most probable one is the model's.</summary>
    MultipleChoice,

    /// <summary>A text that the model writes after the prompt (<c>generate_until</c>).</summary>
    Generation,

    /// <summary>How probable a whole document is, read by rolling windows (<c>loglikelihood_rolling</c>).</summary>
    Rolling,
}
