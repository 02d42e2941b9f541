using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Inspection;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>
/// The public methods of a library by which it carries out SQL: those that lead to a sink, the calls within the library followed as far as
/// they name a method, and not beyond another sink.
/// </summary>
internal sealed class SqlOfLibrary
{
    private const MethodAttributes Protected = MethodAttributes.Family, ProtectedInternal = MethodAttributes.FamORAssem;

    private readonly MetadataReader reader;
    private readonly SinkMethods sinks;
    private readonly ILookup<(string Type, string Name), MethodDefinitionHandle> own;
    private readonly Dictionary<MethodDefinitionHandle, HashSet<MethodDefinitionHandle>> callers = [];
    private readonly HashSet<MethodDefinitionHandle> found = [];

    private SqlOfLibrary(PEReader file, IEnumerable<string> references)
    {
        reader = file.GetMetadataReader();
        sinks = new(SinkCatalogue.Embedded, new TypeGraph(reader, new ReferencedTypes(references)));
        own = reader.MethodDefinitions.ToLookup(method => (TypeOf(method), NameOf(method)));
        foreach (var method in reader.MethodDefinitions.Where(method => !IsSink(method)))
            Read(file, method);
        for (var open = new Queue<MethodDefinitionHandle>(found); open.TryDequeue(out var method);)
            foreach (var caller in callers.GetValueOrDefault(method, []).Where(caller => !IsSink(caller) && found.Add(caller)))
                open.Enqueue(caller);
    }

    /// <summary>The methods, as <c>Type.Name</c>.</summary>
    public static IReadOnlyList<string> In(string path, IEnumerable<string> references)
    {
        using var file = new PEReader(File.OpenRead(path));
        var library = new SqlOfLibrary(file, references);
        return [.. library.found.Where(library.IsPublic).Select(library.Describe).Distinct().Order(StringComparer.Ordinal)];
    }

    private void Read(PEReader file, MethodDefinitionHandle method)
    {
        if (reader.GetMethodDefinition(method).RelativeVirtualAddress is not (not 0 and var address))
            return;
        foreach (var instruction in IlReader.Read(file.GetMethodBody(address).GetILReader()))
        {
            if (TypeOfMachine(instruction) is { } machine)
                foreach (var step in own.Where(group => group.Key.Type == machine).SelectMany(group => group))
                    Add(method, step);
            if (!IsMethod(instruction.OpCode) || CalledMethod.Resolve(reader, instruction.Operand) is not { } called)
                continue;
            foreach (var target in own[(called.Type, called.Name)])
                Add(method, target);
            if (sinks.Find(called).Any(sink => sink.CarriesText))
                found.Add(method);
        }
    }

    private void Add(MethodDefinitionHandle caller, MethodDefinitionHandle method)
    {
        if (!callers.TryGetValue(method, out var known))
            callers.Add(method, known = []);
        if (caller != method)
            known.Add(caller);
    }

    /// <summary>An async method or an iterator makes or fills an object whose methods are its body.</summary>
    private string? TypeOfMachine(Instruction instruction)
    {
        if (instruction.OpCode is not (ILOpCode.Newobj or ILOpCode.Stfld or ILOpCode.Ldflda))
            return null;
        var type = MetadataTokens.EntityHandle(instruction.Operand) switch
        {
            { Kind: HandleKind.FieldDefinition } field => reader.FullName(reader.GetFieldDefinition((FieldDefinitionHandle)field).GetDeclaringType()),
            { Kind: HandleKind.MethodDefinition } method => TypeOf((MethodDefinitionHandle)method),
            { Kind: HandleKind.MemberReference } member => reader.FullName(reader.GetMemberReference((MemberReferenceHandle)member).Parent),
            _ => "",
        };
        return type.Contains(">d__", StringComparison.Ordinal) ? type : null;
    }

    private static bool IsMethod(ILOpCode code) =>
        code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Ldtoken;

    private bool IsSink(MethodDefinitionHandle method) => sinks.Find(CalledMethod.Resolve(reader, MetadataTokens.GetToken(method))!).Count > 0;

    private bool IsPublic(MethodDefinitionHandle method) =>
        (reader.GetMethodDefinition(method).Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or Protected or ProtectedInternal
        && IsPublic(reader.GetMethodDefinition(method).GetDeclaringType());

    private bool IsPublic(TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsPublic(type.GetDeclaringType()),
            _ => false,
        };
    }

    private string Describe(MethodDefinitionHandle method) => $"{TypeOf(method)}.{NameOf(method)}";

    private string TypeOf(MethodDefinitionHandle method) => reader.FullName(reader.GetMethodDefinition(method).GetDeclaringType());

    private string NameOf(MethodDefinitionHandle method) => reader.GetString(reader.GetMethodDefinition(method).Name);
}
