using System.Globalization;
using System.Text;

namespace ImmutableGuard.Ledger;

/// <summary>
/// The state of a ledger as one short text (C2SP tlog-checkpoint). It is not signed yet: once it is, an empty line and the
/// signature lines of a C2SP signed note follow the same text.
/// </summary>
/// <param name="Origin">The name of the ledger.</param>
/// <param name="Size">How many records it holds.</param>
/// <param name="Root">The root of the Merkle tree over them, in base64.</param>
public sealed record Checkpoint(string Origin, long Size, string Root)
{
    internal const string FileName = "checkpoint";

    /// <summary>The text, with a line feed behind each of its three lines.</summary>
    public string Text => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Root}\n";

    internal byte[] Content => Encoding.UTF8.GetBytes(Text);

    /// <summary>Reads a checkpoint, in exactly the spelling this project writes.</summary>
    /// <exception cref="FormatException">The bytes are not an unsigned checkpoint.</exception>
    internal static Checkpoint Read(byte[] content)
    {
        try
        {
            var lines = StrictUtf8.Decode(content).Split('\n');
            if (lines.Length == 4 && IsOrigin(lines[0])
                && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                && Convert.FromBase64String(lines[2]) is { Length: MerkleTree.HashLength } root)
            {
                var checkpoint = new Checkpoint(lines[0], size, Convert.ToBase64String(root));
                // One spelling only: leading zeros and spare bits of base64 would let a changed file pass.
                if (checkpoint.Content.SequenceEqual(content))
                    return checkpoint;
            }
        }
        catch (Exception e) when (e is DecoderFallbackException or FormatException)
        {
            throw new FormatException("not a checkpoint", e);
        }

        throw new FormatException("not a checkpoint");
    }

    /// <summary>Whether a text can be the name of a ledger: later it is the name of its key, so it has neither space nor plus.</summary>
    internal static bool IsOrigin(string text) =>
        text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');
}
