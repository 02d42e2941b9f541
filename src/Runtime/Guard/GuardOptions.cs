namespace ImmutableGuard.Runtime;

/// <summary>How the guard works in this process. The policy is not among it: that came with the build.</summary>
public sealed class GuardOptions
{
    /// <summary>
    /// Where the ledger is written. Default: the environment variable <c>IMMUTABLEGUARD_LEDGER</c>, else the folder
    /// <c>ledger</c> beside the application. One process writes to one directory.
    /// </summary>
    public string LedgerDirectory { get; set; } =
        Environment.GetEnvironmentVariable("IMMUTABLEGUARD_LEDGER") is { Length: > 0 } directory
            ? directory
            : Path.Combine(AppContext.BaseDirectory, "ledger");

    /// <summary>
    /// Whether accesses without a sanction are denied even where a policy's mode is <c>observe</c>. Default: false. It can't be
    /// used the other way: what a policy enforces stays enforced.
    /// </summary>
    public bool AlwaysEnforce { get; set; }

    /// <summary>
    /// The public key, as PEM, that the manifest beside each guarded assembly must be signed with: ECDSA on P-256. Default: the
    /// environment variable <c>IMMUTABLEGUARD_PUBLIC_KEY</c>; null where there is none, and signatures aren't asked for.
    /// </summary>
    public string? PublicKey { get; set; } = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_PUBLIC_KEY") is { Length: > 0 } pem ? pem : null;

    /// <summary>
    /// Verifies a signature instead of <see cref="PublicKey"/>, for kinds of keys that .NET itself doesn't verify, such as Ed25519: is
    /// given the bytes that were signed and one signature, and says whether that is of a key that is trusted. Default: null.
    /// </summary>
    public Func<byte[], byte[], bool>? SignatureVerifier { get; set; }

    /// <summary>Who carries out the accesses, as a pseudonym, asked at each recorded access. Default: null, nobody is named.</summary>
    public Func<string?>? Principal { get; set; }

    /// <summary>Where warnings go. Default: standard error; hosts send them to their log.</summary>
    public Action<string> Warn { get; set; } = Console.Error.WriteLine;
}
