using System.Text;
using CsCheck;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class MerkleTreeTests
{
    // The leaves that Certificate Transparency's reference implementations test with, and their roots for sizes 1 to 8.
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Fact]
    public void No_leaf_gives_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Hex(MerkleTree.Root([])));

    [Theory]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Published_leaves_give_the_published_root(int size, string root)
    {
        var hashes = Leaves.Take(size).Select(leaf => MerkleTree.HashLeaf(Convert.FromHexString(leaf))).ToList();
        Assert.Equal(root, Hex(MerkleTree.Root(hashes)));
        Assert.Equal(root, Hex(Edge(hashes, [size]).Root()));
        Assert.Equal(root, Hex(Convert.FromBase64String(Verified(hashes))));
    }

    [Fact]
    public void Any_partition_into_commits_gives_the_root_of_the_recursive_definition() =>
        Gen.Int[1, 40].List[0, 60].Sample(parts =>
        {
            var hashes = Numbered(parts.Sum());
            var root = Hex(Naive(hashes));
            Assert.Equal(root, Hex(Edge(hashes, parts).Root()));
            Assert.Equal(root, Hex(Convert.FromBase64String(Verified(hashes))));
        }, iter: 60);

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void Sizes_around_a_full_tile_give_the_root_of_the_recursive_definition(int size)
    {
        var hashes = Numbered(size);
        Assert.Equal(Hex(Naive(hashes)), Hex(Edge(hashes, Enumerable.Repeat(256, size / 256).Append(size % 256)).Root()));
        Assert.Equal(Hex(Naive(hashes)), Hex(Convert.FromBase64String(Verified(hashes))));
    }

    [Fact]
    public void An_edge_that_was_read_back_goes_on_as_the_one_that_was_written() =>
        Gen.Int[0, 700].Select(Gen.Int[1, 100]).Sample((before, more) =>
        {
            var hashes = Numbered(before + more);
            var tiles = new Dictionary<Tile, byte[]>();
            Edge(hashes.Take(before).ToList(), [before], tiles);
            var edge = TreeEdge.Load(before, tile => [.. tiles[tile].Chunk(32)]);
            Append(edge, hashes.Skip(before).ToList(), tiles);
            Assert.Equal(Hex(Naive(hashes)), Hex(edge.Root()));
        }, iter: 60);

    [Fact]
    public void Seventy_thousand_entries_lie_in_the_tiles_of_the_specification()
    {
        var tiles = new Dictionary<Tile, byte[]>();
        Edge(Numbered(70_000), Enumerable.Repeat(256, 273).Append(112), tiles);
        Assert.Equal(273, tiles.Keys.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal([new Tile(0, 273, 112)], tiles.Keys.Where(tile => tile is { Level: 0, IsFull: false }));
        Assert.Equal([new Tile(1, 0, 256)], tiles.Keys.Where(tile => tile is { Level: 1, IsFull: true }));
        Assert.Equal(17, tiles.Keys.Where(tile => tile is { Level: 1, Index: 1 }).Max(tile => tile.Width));
        Assert.Equal([new Tile(2, 0, 1)], tiles.Keys.Where(tile => tile.Level == 2));
        Assert.DoesNotContain(tiles.Keys, tile => tile.Level > 2);
        Assert.All(tiles, tile => Assert.Equal(32 * tile.Key.Width, tile.Value.Length));
    }

    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 999, 17, "tile/1/999.p/17")]
    [InlineData(2, 1000, 1, "tile/2/x001/000.p/1")]
    [InlineData(null, 273, 112, "tile/entries/273.p/112")]
    public void A_tile_has_the_path_of_the_specification(int? level, long index, int width, string path)
    {
        Assert.Equal(path, new Tile(level, index, width).Path);
        Assert.Equal(path.Split(".p")[0], TileListing.NameOf(level ?? TileListing.Entries, index));
    }

    private static List<byte[]> Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.HashLeaf(Encoding.ASCII.GetBytes($"entry {i}")))];

    private static TreeEdge Edge(List<byte[]> hashes, IEnumerable<int> parts, Dictionary<Tile, byte[]>? tiles = null)
    {
        var edge = new TreeEdge();
        var start = 0;
        foreach (var part in parts)
        {
            Append(edge, hashes.GetRange(start, part), tiles);
            start += part;
        }

        Assert.Equal(hashes.Count, edge.Size);
        return edge;
    }

    // A commit stays within a tile: what doesn't fit is for the next one, as in the ledger.
    private static void Append(TreeEdge edge, List<byte[]> hashes, Dictionary<Tile, byte[]>? tiles)
    {
        for (var start = 0; start < hashes.Count;)
        {
            var count = Math.Min(hashes.Count - start, Tile.FullWidth - edge.Leaves.Count);
            foreach (var (tile, content) in edge.Append(hashes.GetRange(start, count)))
                tiles?.Add(tile, content);
            start += count;
        }
    }

    private static byte[] Naive(IReadOnlyList<byte[]> hashes)
    {
        if (hashes.Count <= 1)
            return hashes.Count == 0 ? System.Security.Cryptography.SHA256.HashData([]) : hashes[0];
        var split = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)hashes.Count) / 2;
        return System.Security.Cryptography.SHA256.HashData(
            [1, .. Naive([.. hashes.Take(split)]), .. Naive([.. hashes.Skip(split)])]);
    }

    private static string Verified(List<byte[]> hashes)
    {
        using var builder = new RootBuilder((_, _) => { });
        hashes.ForEach(builder.Add);
        return builder.Root();
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
