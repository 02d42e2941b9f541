using System.Reflection;
using System.Runtime.Loader;
using CsCheck;
using ImmutableGuard.Conformance.Fuzzing;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>The classifier of the analyzers, built for netstandard2.0, and that of the runtime must answer the same.</summary>
public class Frameworks
{
    private const ulong Seed = 20261123;
    private const int Count = 1500;

    [Fact]
    public void Builds_for_both_frameworks_GiveTheSameAnswers()
    {
        var other = Other();
        foreach (var dialect in Oracle.Dialects)
        {
            var texts = Generated.Texts(dialect, Seed, Count).ToList();
            for (var i = 0; i < Count; i++)
            {
                var text = i % 2 == 0 ? texts[i] : new Mutation(new Draw(new PCG((uint)i, Seed)), texts[i - 1]).Of(texts[i]);
                foreach (var told in (SqlDialect[])[dialect, SqlDialect.Any])
                    Assert.Equal(Shown(SqlEffects.Of(text, told)), other(text, told));
            }
        }
    }

    private static Func<string, SqlDialect, string> Other()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "netstandard2.0", "ImmutableGuard.Model.dll");
        var assembly = new AssemblyLoadContext("netstandard2.0").LoadFromAssemblyPath(path);
        Assert.NotEqual(Framework(typeof(SqlEffects).Assembly), Framework(assembly));
        var of = assembly.GetType(typeof(SqlEffects).FullName!)!.GetMethod(nameof(SqlEffects.Of))!;
        var shown = assembly.GetType(typeof(Effects).FullName!)!;
        var (items, reason) = (shown.GetProperty(nameof(Effects.Items))!, shown.GetProperty(nameof(Effects.Reason))!);
        return (text, dialect) =>
        {
            var answer = of.Invoke(null, [text, (int)dialect])!;
            return Shown((IEnumerable<object>)items.GetValue(answer)!, (string?)reason.GetValue(answer));
        };
    }

    private static string? Framework(Assembly assembly) =>
        assembly.GetCustomAttributesData().Single(one => one.AttributeType.Name == "TargetFrameworkAttribute").ConstructorArguments[0].Value as string;

    private static string Shown(Effects answer) => Shown(answer.Items, answer.Reason);

    private static string Shown(IEnumerable<object> items, string? reason) => $"{string.Join("; ", items)} … {reason}";
}
