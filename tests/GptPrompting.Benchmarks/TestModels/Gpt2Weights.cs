namespace GptPrompting.Benchmarks.TestModels;

/// <summary>
/// Random weights from a fixed seed, normally distributed and each computed from its name alone, so that every file
/// format gets the same numbers without keeping all of them in memory. Matrices are [in, out], as GPT-2 stores them.
/// </summary>
internal sealed class Gpt2Weights(Gpt2Shape shape)
{
    // Of the sum of four numbers of 16 bits, which is close to a normal distribution (Irwin and Hall).
    private const float SumMean = 2 * 65535f;
    private const float SumDeviation = 37837f;

    public Gpt2Shape Shape => shape;

    /// <summary>[vocabulary, width].</summary>
    public WeightTensor TokenEmbedding => Random("wte.weight", 0.02f, shape.Vocabulary, shape.Width);

    /// <summary>[positions, width].</summary>
    public WeightTensor PositionEmbedding => Random("wpe.weight", 0.02f, shape.Positions, shape.Width);

    /// <summary>Queries, keys and values: [width, 3 width].</summary>
    public Linear Attention(int layer) => Layer($"h.{layer}.attn.c_attn", 0.05f, shape.Width, 3 * shape.Width);

    /// <summary>[width, width].</summary>
    public Linear AttentionOutput(int layer) => Layer($"h.{layer}.attn.c_proj", 0.05f, shape.Width, shape.Width);

    /// <summary>[width, 4 width].</summary>
    public Linear Up(int layer) => Layer($"h.{layer}.mlp.c_fc", 0.05f, shape.Width, 4 * shape.Width);

    /// <summary>[4 width, width].</summary>
    public Linear Down(int layer) => Layer($"h.{layer}.mlp.c_proj", 0.03f, 4 * shape.Width, shape.Width);

    public Norm AttentionNorm(int layer) => NormOf($"h.{layer}.ln_1");

    public Norm FeedForwardNorm(int layer) => NormOf($"h.{layer}.ln_2");

    public Norm LastNorm => NormOf("ln_f");

    private static Linear Layer(string name, float deviation, int inputs, int outputs) => new(
        Random(name + ".weight", deviation, inputs, outputs), Random(name + ".bias", 0.02f, outputs));

    private Norm NormOf(string name)
    {
        WeightTensor scale = Random(name + ".weight", 0.02f, shape.Width);
        for (int i = 0; i < scale.Values.Length; i++)
        {
            scale.Values[i] += 1;
        }

        return new Norm(scale, Random(name + ".bias", 0.02f, shape.Width));
    }

    private static WeightTensor Random(string name, float deviation, params int[] sizes)
    {
        ulong seed = Seed(name);
        float[] values = new float[sizes.Aggregate(1, (product, size) => product * size)];
        float factor = deviation / SumDeviation;
        Parallel.For(0, sizes[0], row =>
        {
            int length = values.Length / sizes[0];
            for (int i = row * length; i < (row + 1) * length; i++)
            {
                values[i] = (SumOfFour(Mix(seed + (ulong)i)) - SumMean) * factor;
            }
        });
        return new WeightTensor(name, sizes, values);
    }

    // FNV-1a.
    private static ulong Seed(string name) =>
        name.Aggregate(14695981039346656037UL, (hash, character) => (hash ^ character) * 1099511628211UL);

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong index)
    {
        ulong bits = index * 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    private static float SumOfFour(ulong bits) =>
        (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
}

/// <summary>y = x <paramref name="Weight"/> + <paramref name="Bias"/>.</summary>
internal sealed record Linear(WeightTensor Weight, WeightTensor Bias);

/// <summary>The scale and shift of a layer normalisation.</summary>
internal sealed record Norm(WeightTensor Scale, WeightTensor Bias);
