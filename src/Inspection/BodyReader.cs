using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>Finds the uses of sinks in method bodies.</summary>
internal sealed class BodyReader(PEReader assembly, MetadataReader reader, SinkMethods sinks, SequencePoints places)
{
    private const string GuardedCalls = "ImmutableGuard.Generated.GuardedCalls";
    private const string SitePrefix = "Site_";

    private readonly Dictionary<int, (CalledMethod Method, IReadOnlyList<Sink> Sinks)?> methods = [];

    public List<SinkCall> Calls { get; } = [];

    public HashSet<string> GuardedSites { get; } = new(StringComparer.Ordinal);

    public void Read(MethodDefinitionHandle handle)
    {
        var method = reader.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = assembly.GetMethodBody(method.RelativeVirtualAddress);
        var type = reader.FullName(method.GetDeclaringType());
        var instructions = IlReader.Read(body.GetILReader());
        StackSources? stack = null;
        for (var i = 0; i < instructions.Count; i++)
        {
            if (!RefersToMethod(instructions[i].OpCode) || Resolve(instructions[i].Operand) is not { } used)
                continue;
            if (used.Method.Type == GuardedCalls && used.Method.Name.StartsWith(SitePrefix, StringComparison.Ordinal))
                GuardedSites.Add(used.Method.Name.Substring(SitePrefix.Length));
            if (used.Sinks.Count == 0)
                continue;
            stack ??= new StackSources(instructions, HandlersOf(body), Effect);
            var isCall = instructions[i].OpCode is ILOpCode.Call or ILOpCode.Callvirt;
            if (used.Sinks.FirstOrDefault(sink => !isCall || !IsSwitchedOff(used.Method, sink, stack, i)) is not { } sink)
                continue;
            var (file, line) = places.At(handle, instructions[i].Offset);
            Calls.Add(new(
                sink, $"{used.Method.Type}.{used.Method.Name}", UserMember.Of(type, reader.GetString(method.Name)), file, line,
                isCall,
                type == GuardedCalls || type.StartsWith(GuardedCalls + "+", StringComparison.Ordinal),
                ConstantText(used.Method, sink, stack, i)));
        }
    }

    private static bool RefersToMethod(ILOpCode code) =>
        code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Ldtoken or ILOpCode.Jmp;

    private (CalledMethod Method, IReadOnlyList<Sink> Sinks)? Resolve(int token)
    {
        if (!methods.TryGetValue(token, out var known))
        {
            var method = CalledMethod.Resolve(reader, token);
            methods[token] = known = method is null ? null : (method, sinks.Find(method));
        }

        return known;
    }

    private (int Takes, int Gives)? Effect(Instruction instruction)
    {
        if (CalledMethod.Resolve(reader, instruction.Operand) is not { } method)
            return null;
        return instruction.OpCode == ILOpCode.Newobj
            ? (method.Parameters.Length, 1)
            : (method.Parameters.Length + (method.IsInstance ? 1 : 0), method.ReturnsVoid ? 0 : 1);
    }

    private static IEnumerable<(int, bool)> HandlersOf(MethodBodyBlock body)
    {
        foreach (var region in body.ExceptionRegions)
        {
            yield return (region.HandlerOffset, region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter);
            if (region.Kind == ExceptionRegionKind.Filter)
                yield return (region.FilterOffset, true);
        }
    }

    /// <summary>
    /// Whether the sink's condition is the constant <c>false</c>, right at the call. As with texts, the first Boolean is meant,
    /// and a test holds the catalogue to that.
    /// </summary>
    private static bool IsSwitchedOff(CalledMethod method, Sink sink, StackSources stack, int index)
    {
        var position = method.Parameters.IndexOf("System.Boolean");
        return sink.Switch is not null
            && stack.Source(index, method.Parameters.Length - 1 - position) is { OpCode: ILOpCode.Ldc_i4_0 };
    }

    /// <summary>
    /// The text that the call is given, where it is a string literal right at the call. A reference to a method has no parameter
    /// names, so the first string is taken: every sink of the catalogue has its text there, and a test holds it to that.
    /// </summary>
    private string? ConstantText(CalledMethod method, Sink sink, StackSources stack, int index)
    {
        var position = method.Parameters.IndexOf("System.String");
        if (!sink.CarriesText || sink.Text is ["this"] || position < 0)
            return null;
        return stack.Source(index, method.Parameters.Length - 1 - position) is { OpCode: ILOpCode.Ldstr } literal
            ? reader.GetUserString((UserStringHandle)MetadataTokens.Handle(literal.Operand))
            : null;
    }
}
