using System.Reflection;
using System.Runtime.Loader;
using ImmutableGuard.Sql;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace ImmutableGuard.Conformance.Effort;

/// <summary>
/// The classifier with a counter in each loop and each method: how many steps a text takes is the same on every machine, whatever
/// else runs there, and no loop can be forgotten.
/// </summary>
public sealed class CountedBuild
{
    private readonly Func<string, SqlDialect, object?> of;
    private readonly FieldInfo steps;

    /// <param name="path">The assembly <c>ImmutableGuard.Model</c>, of either framework.</param>
    public CountedBuild(string path)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        var counter = AddCounter(assembly.MainModule);
        foreach (var type in assembly.MainModule.GetTypes().Where(type => Outermost(type).Namespace == typeof(SqlEffects).Namespace))
            foreach (var body in type.Methods.Where(one => one.HasBody))
                Count(body, counter);

        var counted = new MemoryStream();
        assembly.Write(counted);
        counted.Position = 0;
        var loaded = new AssemblyLoadContext($"counted {path}").LoadFromStream(counted);
        steps = loaded.GetType(counter.DeclaringType.FullName)!.GetField(counter.Name)!;
        var method = loaded.GetType(typeof(SqlEffects).FullName!)!.GetMethod(nameof(SqlEffects.Of))!;
        of = (text, dialect) => method.Invoke(null, [text, (int)dialect]);
    }

    /// <summary>The build of this process, and that of the analyzers.</summary>
    public static IReadOnlyDictionary<string, string> Builds { get; } = new Dictionary<string, string>
    {
        ["net10.0"] = typeof(SqlEffects).Assembly.Location,
        ["netstandard2.0"] = Path.Combine(AppContext.BaseDirectory, "netstandard2.0", "ImmutableGuard.Model.dll"),
    };

    /// <summary>How many times a method was entered or a loop went round while this text was read.</summary>
    public long Steps(string text, SqlDialect dialect)
    {
        steps.SetValue(null, 0L);
        of(text, dialect);
        return (long)steps.GetValue(null)!;
    }

    private static FieldDefinition AddCounter(ModuleDefinition module)
    {
        const Mono.Cecil.TypeAttributes StaticClass = Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Abstract | Mono.Cecil.TypeAttributes.Sealed;
        var type = new TypeDefinition("", "StepCounter", StaticClass, module.TypeSystem.Object);
        var field = new FieldDefinition("Steps", Mono.Cecil.FieldAttributes.Public | Mono.Cecil.FieldAttributes.Static, module.TypeSystem.Int64);
        type.Fields.Add(field);
        module.Types.Add(type);
        return field;
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    /// <summary>Counts where the method starts and where it jumps back to.</summary>
    private static void Count(MethodDefinition method, FieldDefinition counter)
    {
        var code = method.Body.Instructions;
        method.Body.SimplifyMacros();
        var places = code.SelectMany(from => Targets(from).Where(to => to.Offset <= from.Offset)).Append(code[0]).ToHashSet();
        var writer = method.Body.GetILProcessor();
        foreach (var place in places)
        {
            // The place itself becomes the first instruction of the counting, because the jumps point to it.
            var moved = Instruction.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (place.OpCode, place.Operand);
            (place.OpCode, place.Operand) = (OpCodes.Ldsfld, counter);
            var last = place;
            foreach (var next in (Instruction[])[Instruction.Create(OpCodes.Ldc_I4_1), Instruction.Create(OpCodes.Conv_I8), Instruction.Create(OpCodes.Add), Instruction.Create(OpCodes.Stsfld, counter), moved])
            {
                writer.InsertAfter(last, next);
                last = next;
            }
        }

        method.Body.OptimizeMacros();
    }

    private static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction one => [one],
        Instruction[] several => several,
        _ => [],
    };
}
