using GptPrompting.Scoring;

namespace GptPrompting.Tests.Scoring;

public class TokenTreeTests
{
    private static readonly int[] Prefix = [.. Enumerable.Range(100, 20)];

    [Fact]
    public void Complete_SharedPrefix_IsOneNodeWithTheRestsBelow()
    {
        var tree = new TokenTree();
        tree.Add([.. Prefix, 1, 2], [3]);
        tree.Add([.. Prefix, 4], [5, 6]);

        TokenNode root = tree.Complete(mostRows: 100).Single();

        Assert.Equal(Prefix, root.TokenIds);
        Assert.Equal([[1, 2], [4, 5]], root.Children.Select(child => child.TokenIds));
        Assert.Equal([new ScoreTarget(1, 3, 0, 0)], root.Children[0].Targets);
        Assert.Equal([new ScoreTarget(0, 5, 1, 0), new ScoreTarget(1, 6, 1, 1)], root.Children[1].Targets);
    }

    [Fact]
    public void Complete_LittleIsShared_IsReadByEachChild()
    {
        var tree = new TokenTree();
        tree.Add([1, 2], [3]);
        tree.Add([1, 7], [8]);
        tree.Add([1], [9]);

        List<TokenNode> roots = tree.Complete(mostRows: 100);

        Assert.Equal([[1, 2], [1, 7]], roots.Select(root => root.TokenIds));
        Assert.Equal([new ScoreTarget(1, 3, 0, 0), new ScoreTarget(0, 9, 2, 0)], roots[0].Targets);
        Assert.Equal([new ScoreTarget(1, 8, 1, 0)], roots[1].Targets);
    }

    [Fact]
    public void Complete_SameContextWithSeveralTokens_IsOneNode()
    {
        var tree = new TokenTree();
        tree.Add([1, 2], [3]);
        tree.Add([1, 2], [4]);

        TokenNode root = tree.Complete(mostRows: 100).Single();

        Assert.Equal([new ScoreTarget(1, 3, 0, 0), new ScoreTarget(1, 4, 1, 0)], root.Targets);
        Assert.Equal((1, 0), (root.Rows, root.Children.Count));
    }

    [Fact]
    public void Complete_ScoreAcrossASplit_KeepsEachTargetAtItsToken()
    {
        var tree = new TokenTree();
        tree.Add([.. Prefix[..18]], [118, 119, 1, 2]);
        tree.Add([.. Prefix, 7], [8]);

        TokenNode root = tree.Complete(mostRows: 100).Single();

        Assert.Equal([new ScoreTarget(17, 118, 0, 0), new ScoreTarget(18, 119, 0, 1), new ScoreTarget(19, 1, 0, 2)],
            root.Targets);
        Assert.Equal([new ScoreTarget(0, 2, 0, 3)], root.Children.Single(child => child.TokenIds[0] == 1).Targets);
    }

    [Fact]
    public void Complete_ManyRows_AreCutIntoAChain()
    {
        var tree = new TokenTree();
        tree.Add([1, 2], [3, 4, 5, 6, 7]);

        TokenNode first = tree.Complete(mostRows: 2).Single();

        TokenNode second = first.Children.Single();
        TokenNode third = second.Children.Single();
        Assert.Equal([[1, 2, 3], [4, 5], [6]], [first.TokenIds, second.TokenIds, third.TokenIds]);
        Assert.Equal([2, 2, 1], new[] { first, second, third }.Select(node => node.Rows));
        Assert.Equal(new ScoreTarget(0, 7, 0, 4), third.Targets.Single());
    }
}
