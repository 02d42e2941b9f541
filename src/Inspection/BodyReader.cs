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
            if (SiteOf(used.Method) is { } site)
                GuardedSites.Add(site);
            if (used.Sinks.Count == 0)
                continue;
            stack ??= new StackSources(instructions, HandlersOf(body), Effect);
            var isCall = instructions[i].OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj;
            if (used.Sinks.FirstOrDefault(sink => !isCall || !IsSwitchedOff(used.Method, sink, stack, i)) is not { } sink)
                continue;
            var (file, line) = places.At(handle, instructions[i].Offset);
            Calls.Add(new(
                sink, $"{used.Method.Type}.{used.Method.Name}", UserMember.Of(type, reader.GetString(method.Name)), file, line,
                isCall,
                type == GuardedCalls || type.StartsWith(GuardedCalls + "+", StringComparison.Ordinal),
                ConstantText(used.Method, sink, stack, i))
            {
                GivenBy = sink.IsSilent && isCall ? Giver(used.Method, stack, i) : null,
            });
        }
    }

    /// <summary>The site whose guarded call gives what a setter is called on.</summary>
    private string? Giver(CalledMethod setter, StackSources stack, int index) =>
        stack.Source(index, setter.Parameters.Length) is { OpCode: ILOpCode.Call, Operand: var token } && Resolve(token) is { Method: var giver } ? SiteOf(giver) : null;

    private static string? SiteOf(CalledMethod method) =>
        method.Type == GuardedCalls && method.Name.StartsWith(SitePrefix, StringComparison.Ordinal) ? method.Name.Substring(SitePrefix.Length) : null;

    private static bool RefersToMethod(ILOpCode code) =>
        code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Ldtoken or ILOpCode.Jmp;

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
    /// Whether a constant right at the call says that the sink's condition isn't met. As with texts, the first parameter of the type is
    /// meant, and a test holds the catalogue to that.
    /// </summary>
    private static bool IsSwitchedOff(CalledMethod method, Sink sink, StackSources stack, int index) =>
        sink.Switch is not null && sink.IsSwitchedOff(Constant(stack.Source(index, method.Parameters.Length - 1 - method.Parameters.IndexOf(sink.SwitchType))));

    private static int? Constant(Instruction? source) => source switch
    {
        { OpCode: >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 and var code } => code - ILOpCode.Ldc_i4_0,
        { OpCode: ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s, Operand: var number } => number,
        _ => null,
    };

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
