namespace GptPrompting.Evaluation.Records;

/// <summary>How a data file is written. Each may also be packed with gzip.</summary>
public enum RecordFormat
{
    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON list of objects.</summary>
    Json,

    /// <summary>
    /// JSON in the form of SQuAD (Rajpurkar et al. 2016), one record for each question: <c>id</c>, <c>title</c>,
    /// <c>context</c>, <c>question</c>, and <c>answers</c> with the lists <c>text</c> and <c>answer_start</c>.
    /// </summary>
    Squad,

    /// <summary>Values parted by commas, quoted as in RFC 4180; every value is text.</summary>
    Csv,

    /// <summary>Values parted by tabs, quoted as in <see cref="Csv"/>.</summary>
    Tsv,

    /// <summary>
    /// One record for each line that is not blank: the field <c>text</c>, or the named groups of <see
    /// cref="RecordSource.Pattern"/>.
    /// </summary>
    Lines,

    /// <summary>One record for the whole file: the field <c>text</c>.</summary>
    Text,
}
