using System.Security.Cryptography;

namespace ImmutableGuard.Ledger;

/// <summary>
/// The root of a tree of which one leaf after another becomes known. Works on whole leaves where the writer works on tiles,
/// and shares nothing with it, so that one mistake can't hide in both.
/// </summary>
/// <param name="formed">Told of each perfect subtree, a leaf included, by its number of leaves and its hash.</param>
internal sealed class RootBuilder(Action<long, byte[]> formed) : IDisposable
{
    private readonly SHA256 sha = SHA256.Create();

    // Roots of perfect subtrees, each at least twice as large as the next.
    private readonly Stack<(long Leaves, byte[] Hash)> subtrees = new();

    /// <summary>How many leaves were added.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of an entry as a leaf.</summary>
    public byte[] Leaf(byte[] bundle, int offset, int length)
    {
        var input = new byte[length + 1];
        Buffer.BlockCopy(bundle, offset, input, 1, length);
        return sha.ComputeHash(input);
    }

    /// <summary>Adds a leaf.</summary>
    public void Add(byte[] leaf)
    {
        Count++;
        var (leaves, hash) = (1L, leaf);
        formed(leaves, hash);
        while (subtrees.Count > 0 && subtrees.Peek().Leaves == leaves)
        {
            (leaves, hash) = (2 * leaves, Join(subtrees.Pop().Hash, hash));
            formed(leaves, hash);
        }

        subtrees.Push((leaves, hash));
    }

    /// <summary>The root over the leaves so far, in base64.</summary>
    public string Root()
    {
        var root = default(byte[]);
        foreach (var (_, hash) in subtrees)
            root = root is null ? hash : Join(hash, root);
        return Convert.ToBase64String(root ?? sha.ComputeHash([]));
    }

    /// <inheritdoc/>
    public void Dispose() => sha.Dispose();

    private byte[] Join(byte[] left, byte[] right)
    {
        var input = new byte[65];
        input[0] = 1;
        left.CopyTo(input, 1);
        right.CopyTo(input, 33);
        return sha.ComputeHash(input);
    }
}
