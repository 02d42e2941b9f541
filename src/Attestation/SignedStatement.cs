using ImmutableGuard.Manifests;

namespace ImmutableGuard.Attestation;

/// <summary>Puts a manifest's file into a signed envelope, and takes it out of one.</summary>
public static class SignedStatement
{
    /// <summary>The envelope around the bytes of an <c>.access.json</c>.</summary>
    public static DsseEnvelope Sign(byte[] statement, SigningKey key) => new(
        DsseEnvelope.StatementType, statement,
        [new(key.Public.Id, key.Sign(DsseEnvelope.PreAuthentication(DsseEnvelope.StatementType, statement)))]);

    /// <summary>Whether one of the envelope's signatures is the key's, whatever they say of themselves.</summary>
    public static bool IsSignedBy(DsseEnvelope envelope, VerifyingKey key)
    {
        var message = DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload);
        return envelope.Signatures.Any(signature => key.Verifies(message, signature.Bytes));
    }
}
