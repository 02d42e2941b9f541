using CsCheck;
using ImmutableGuard.Locks;

namespace ImmutableGuard.Model.Tests.Locks;

/// <summary>Locks over few names, so that two of them often speak of the same.</summary>
internal static class SomeLocks
{
    public static readonly Gen<Effect> SomeEffect = Gen.Select(
        Gen.OneOf(Operation.Delete, Operation.Update, Operation.Unknown),
        Gen.OneOf("sql:orders", "sql:Orders", "sql:order_*", "sql:order_lines", "sql:*", "*", "file:/tmp/a", "file:*", "no kind"), Gen.Bool, Gen.Bool,
        (operation, resource, bounded, drops) => new Effect(operation, resource, bounded) { Drops = drops });

    private static readonly Gen<Grant> SomeGrant =
        Gen.OneOf(Grant.Missing, Grant.NotNeeded, Grant.Forbidden, Grant.Via("carts"), Grant.Via("gdpr erasure"));

    public static readonly Gen<AccessLock> Lock = Gen.Select(Gen.OneOf("M:Shop.Orders.Cancel", "M:Shop.Carts.Empty"), SomeEffect, SomeGrant)
        .Select((member, effect, grant) => new LockedAccess(effect, member, grant))
        .Array[0, 6].Select(accesses => new AccessLock("shop", accesses));
}
