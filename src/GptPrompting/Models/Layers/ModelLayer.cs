namespace GptPrompting.Models.Layers;

/// <summary>A model that does its work through another one.</summary>
internal interface IModelLayer : ICausalModel
{
    /// <summary>The model behind.</summary>
    ICausalModel Inner { get; }
}

/// <summary>Models behind models.</summary>
internal static class ModelLayer
{
    /// <returns>The model behind all layers.</returns>
    public static ICausalModel Innermost(ICausalModel model) =>
        model is IModelLayer layer ? Innermost(layer.Inner) : model;
}
