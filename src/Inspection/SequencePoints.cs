using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Inspection;

/// <summary>Places in source, from an assembly's embedded or neighbouring portable debug information.</summary>
internal sealed class SequencePoints : IDisposable
{
    private readonly MetadataReaderProvider? provider;
    private readonly MetadataReader? reader;

    public SequencePoints(PEReader assembly, string path)
    {
        try
        {
            if (assembly.TryOpenAssociatedPortablePdb(path, file => File.Exists(file) ? File.OpenRead(file) : null, out provider, out _))
                reader = provider!.GetMetadataReader();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // Places are a help to people, not part of the proof: without them the member is still named.
            provider = null;
        }
    }

    /// <summary>The file and line of the statement an offset belongs to; null and 0 where that isn't known.</summary>
    public (string? File, int Line) At(MethodDefinitionHandle method, int offset)
    {
        if (reader is null)
            return (null, 0);
        (string?, int) place = (null, 0);
        foreach (var point in reader.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints())
        {
            if (point.Offset > offset)
                break;
            if (!point.IsHidden)
                place = (reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);
        }

        return place;
    }

    public void Dispose() => provider?.Dispose();
}
