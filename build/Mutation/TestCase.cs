using System.Reflection;

namespace ImmutableGuard.Build.Mutation;

/// <summary>A fact, or a theory with one row of its data.</summary>
/// <param name="method">The test.</param>
/// <param name="arguments">The row.</param>
public sealed class TestCase(MethodInfo method, object?[] arguments)
{
    // What is drawn by lot kills a mutant in one run and not in the next; what is made large takes its time, thousands of times.
    private static readonly string[] LeftOut = ["Metamorphic", "Robustness"];

    /// <summary>The tests of the SQL classifier, in an order that is the same in each process.</summary>
    /// <param name="tests">The tests' assembly.</param>
    public static List<TestCase> Of(Assembly tests) =>
    [
        .. from type in tests.GetTypes()
           where type.Namespace?.EndsWith(".Sql", StringComparison.Ordinal) == true && !LeftOut.Contains(type.Name)
           orderby type.FullName
           from method in type.GetMethods()
           from attribute in method.GetCustomAttributes()
           where Inherits(attribute, "FactAttribute")
           from row in Rows(method, theory: Inherits(attribute, "TheoryAttribute"))
           select new TestCase(method, row),
    ];

    /// <summary>Carries the test out.</summary>
    /// <returns>Whether it passes.</returns>
    public bool Passes()
    {
        try
        {
            var instance = method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);
            (method.Invoke(instance, arguments) as Task)?.GetAwaiter().GetResult();
            return true;
        }
        catch (TargetInvocationException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", arguments)})";

    private static bool Inherits(Attribute attribute, string name)
    {
        for (var type = attribute.GetType(); type is not null; type = type.BaseType)
            if (type.Name == name)
                return true;
        return false;
    }

    // The build knows no test framework: its attributes are asked by what they are called.
    private static IEnumerable<object?[]> Rows(MethodInfo method, bool theory)
    {
        if (!theory)
            return [[]];
        var parameters = method.GetParameters();
        return from data in method.GetCustomAttributes()
               where Inherits(data, "DataAttribute")
               from row in (IEnumerable<object?[]>)data.GetType().GetMethod("GetData")!.Invoke(data, [method])!
               select (object?[])[.. row, .. parameters[row.Length..].Select(parameter => parameter.DefaultValue)];
    }
}
