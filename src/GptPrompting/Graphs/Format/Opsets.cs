namespace GptPrompting.Graphs.Format;

/// <summary>Says in a model which operators it uses.</summary>
internal static class Opsets
{
    /// <summary>Adds a domain where the model does not have it.</summary>
    public static void Require(ModelProto model, string domain)
    {
        if (model.OpsetImport.All(set => set.Domain != domain))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        }
    }
}
