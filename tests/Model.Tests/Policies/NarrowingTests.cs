using CsCheck;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

/// <summary>
/// Over generated pairs of a shared and an own policy: by whatever the own one says, nothing passes that the shared one forbids or
/// keeps to itself. Also where the own one would loosen it, as a policy that skipped that check.
/// </summary>
public class NarrowingTests
{
    private static readonly DateTime Now = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<Operation> SomeOperation =
        Gen.OneOf(Operation.Read, Operation.Insert, Operation.Update, Operation.Delete, Operation.Truncate, Operation.Schema, Operation.Unknown);

    private static readonly Gen<ResourcePattern> SomePattern =
        Gen.OneOf("sql:orders", "sql:order*", "sql:*", "*", "sql:audit", "file:/tmp/**", "file:/tmp/*", "file:/tmp/a").Select(text => new ResourcePattern(text));

    private static readonly Gen<Requirement> SomeRequirement = Gen.OneOf(Requirement.Allow, Requirement.Sanction, Requirement.Deny);

    private static readonly Gen<string> SomeCaller = Gen.OneOf("*", "N:Shop", "T:Shop.Orders", "M:Shop.Orders.Cancel", "T:Shop.Carts");

    private static readonly Gen<Sanction> SomeSanction = Gen.Select(
        Gen.OneOf("a", "b", "c"), SomeOperation.Array[1, 3], SomePattern.Array[1, 2], SomeCaller.Array[1, 2], Gen.OneOf<DateTime?>(null, Now.AddDays(-9), Now.AddDays(9)), Gen.Int[0, 3],
        (id, operations, resources, callers, expires, rows) => new Sanction
        {
            Id = id,
            Operations = operations.Aggregate((one, other) => one | other),
            Resources = resources,
            Callers = callers,
            Reason = "r",
            Expires = expires,
            MaxRows = rows == 0 ? null : rows,
        });

    private static readonly Gen<ResourceRule> SomeRule = Gen.Select(
        SomePattern, Gen.OneOf(Mutability.Sanctioned, Mutability.AppendOnly, Mutability.Free), Gen.Bool, SomeRequirement,
        (pattern, mutability, restrictsReads, reads) => new ResourceRule(pattern, mutability, restrictsReads ? reads : null));

    private static readonly Gen<Policy> SomePolicy = Gen.Select(
        Gen.OneOf(PolicyMode.Observe, PolicyMode.Ratchet, PolicyMode.Enforce), Gen.Bool, Gen.Select(SomeOperation, SomeRequirement).Array[0, 3], SomeRule.Array[0, 3], SomeSanction.Array[0, 3],
        (mode, inCode, defaults, rules, sanctions) => new Policy
        {
            Mode = mode,
            AllowsInCode = inCode,
            Defaults = defaults.GroupBy(entry => entry.Item1).ToDictionary(group => group.Key, group => group.Last().Item2),
            Resources = rules,
            Sanctions = [.. sanctions.DistinctBy(sanction => sanction.Id)],
        });

    private static readonly Gen<Policy> SomeShared = Gen.Select(
        SomePolicy, Gen.Bool, Gen.Select(SomeOperation.Array[1, 3], SomePattern.Array[1, 2], (operations, resources) =>
            new Delegation(operations.Aggregate((one, other) => one | other), resources)).Array[0, 2],
        (policy, delegates, delegations) => policy with { Delegates = delegates ? delegations : null });

    private static readonly Gen<Effect> SomeEffect = Gen.Select(
        SomeOperation, Gen.OneOf("sql:orders", "sql:order_lines", "sql:audit", "sql:*", "file:/tmp/a", "file:/tmp/a/b", "file:*"), Gen.Bool,
        (operation, resource, drops) => new Effect(operation, resource) { Drops = operation == Operation.Schema && drops });

    private static readonly Gen<(string Member, Effects Effects)> SomeAccess = Gen.Select(
        Gen.OneOf("M:Shop.Orders.Cancel(System.Int32)", "M:Shop.Carts.Empty", "M:Other.Place"), SomeEffect.Array[1, 3], Gen.Bool,
        (member, effects, complete) => (member, new Effects(effects, complete ? null : "a part isn't known")));

    [Fact]
    public void Nothing_passes_that_the_shared_policy_forbids_or_keeps_to_itself() => Gen.Select(SomeShared, SomePolicy, SomeAccess).Sample((shared, own, access) =>
    {
        var decision = (own with { Shared = shared }).Decide(access.Member, access.Effects, Now);
        if (!decision.IsAllowed || shared.Decide(access.Member, access.Effects, Now).IsAllowed)
            return;
        // Not by the shared policy alone, so by a sanction of the own one, within what may be sanctioned there.
        Assert.Contains(decision.Sanction, own.Sanctions);
        Assert.All(Policy.Weighed(access.Effects), effect => Assert.True(shared.LetsSanction(effect), effect.ToString()));
    }, iter: 20_000);

    [Fact]
    public void Narrowed_policy_asks_for_at_least_what_the_shared_one_and_its_own_restrictions_ask() => Gen.Select(SomeShared, SomePolicy, SomeEffect).Sample((shared, own, effect) =>
    {
        var narrowed = own with { Shared = shared };
        Assert.True(narrowed.RequirementOf(effect) >= shared.RequirementOf(effect));
        if (own.AppendOnlyRule(effect) is not null)
            Assert.Equal(Requirement.Deny, narrowed.RequirementOf(effect));
        if (effect.Operation == Operation.Read && own.Resources.FirstOrDefault(rule => rule.Reads is not null && rule.Pattern.MayCover(effect.Resource)) is { Reads: { } reads })
            Assert.True(narrowed.RequirementOf(effect) >= reads);
    }, iter: 20_000);

    [Fact]
    public void Own_policy_without_a_problem_is_held_as_it_is_written() => Gen.Select(SomeShared, SomePolicy, SomeEffect).Sample((shared, own, effect) =>
    {
        var text = PolicyWriter.Write(own).ToString();
        if (NarrowedPolicy.Read(shared, text, out var invalid, out var loosened) is not { } narrowed)
        {
            Assert.NotEmpty(invalid.Concat(loosened));
            return;
        }

        Assert.Equal(own.Mode, narrowed.Mode);
        Assert.True(narrowed.Mode >= shared.Mode);
        // What is said to be free is: there was no problem with it.
        if (own.Resources.Any(rule => rule.Mutability == Mutability.Free && rule.Pattern.Covers(effect.Resource)) && effect.Operation != Operation.Read
            && own.AppendOnlyRule(effect) is null)
            Assert.Equal(Requirement.Allow, narrowed.RequirementOf(effect));
    }, iter: 20_000);
}
