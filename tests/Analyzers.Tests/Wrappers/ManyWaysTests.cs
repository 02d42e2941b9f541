using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>A method that reaches sinks in more ways than can be told from each other: an event bus, behind which half a program stands.</summary>
public sealed class ManyWaysTests
{
    [Fact]
    public void MethodWithTooManyWays_IsASiteItself_AndNoneAtThoseWhoCallIt()
    {
        var sites = Sites(65);
        Assert.Equal(65, sites.Count(site => site.StartsWith("Publish: delete sql:*_", StringComparison.Ordinal)));
        Assert.DoesNotContain(sites, site => site.StartsWith("C.M", StringComparison.Ordinal));
    }

    [Fact]
    public void MethodWithFewWays_IsAWrapper()
    {
        var sites = Sites(3);
        Assert.Contains("C.M: delete sql:orders_0, delete sql:orders_1, delete sql:orders_2", sites);
        Assert.Equal(["C.M", "D.M"], Reported(3));
    }

    [Fact]
    public void WhatACallerPassesOnBesides_IsStillTold()
    {
        Assert.Contains("D.M: delete sql:orders_0, delete sql:orders_1, delete sql:orders_2, delete sql:own", Sites(3));
        Assert.Contains("D.M: delete sql:own", Sites(65));
        Assert.Equal(["D.M", "Publish"], Reported(65));
    }

    private static IReadOnlyList<string> Sites(int ways) =>
        [.. Generated.From(Program(ways)).Manifest.Sites.Select(site => $"{Name(site.Member)}: {string.Join(", ", site.Effects.Items)}")];

    private static IReadOnlyList<string> Reported(int ways) =>
    [
        .. Compiled.DiagnosticsAsync(Program(ways), null, new Configured("")).GetAwaiter().GetResult()
            .Select(diagnostic => diagnostic.GetMessage() is var message && message.Contains("Publish(", StringComparison.Ordinal) ? "Publish" : message[1..4]).Distinct().Order(StringComparer.Ordinal),
    ];

    private static string Name(string member) => member.Contains("Publish", StringComparison.Ordinal) ? "Publish" : member["M:".Length..].Split('(')[0];

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Program(int ways) => Compiled.Create($$"""
        public class Bus
        {
            public void Publish(IDbConnection c, string table)
            {
                {{string.Join("\n", Enumerable.Range(0, ways).Select(i => $"c.Execute($\"DELETE FROM {{table}}_{i} WHERE id = 1\");"))}}
            }
        }
        public class Between { public void Pass(IDbConnection c, string table, string own) { new Bus().Publish(c, table); c.Execute($"DELETE FROM {own} WHERE id = 1"); } }
        public class C { void M(IDbConnection c) => new Bus().Publish(c, "orders"); }
        public class D { void M(IDbConnection c) => new Between().Pass(c, "orders", "own"); }
        """);
}
