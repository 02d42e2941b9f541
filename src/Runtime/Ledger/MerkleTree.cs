using System.Security.Cryptography;

namespace ImmutableGuard.Ledger;

/// <summary>The Merkle Tree Hash of RFC 6962, section 2.1, over SHA-256.</summary>
internal static class MerkleTree
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = 32;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The hash of the tree without leaves.</summary>
    public static byte[] EmptyRoot => Hash([]);

    /// <summary>The hash of a leaf.</summary>
    public static byte[] HashLeaf(byte[] entry) => Hash([LeafPrefix, .. entry]);

    /// <summary>The hash of an inner node.</summary>
    public static byte[] HashNode(byte[] left, byte[] right) => Hash([NodePrefix, .. left, .. right]);

    /// <summary>The root over hashes that stand for leaves, or for equally high full subtrees.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> hashes) => hashes.Count == 0 ? EmptyRoot : Root(hashes, 0, hashes.Count);

    private static byte[] Root(IReadOnlyList<byte[]> hashes, int start, int count)
    {
        if (count == 1)
            return hashes[start];
        var split = 1;
        while (split * 2 < count)
            split *= 2;
        return HashNode(Root(hashes, start, split), Root(hashes, start + split, count - split));
    }

    private static byte[] Hash(byte[] content)
    {
        using var sha = SHA256.Create();
        return sha.ComputeHash(content);
    }
}
