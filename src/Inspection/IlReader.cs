using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ImmutableGuard.Inspection;

/// <summary>One instruction of a method body.</summary>
/// <param name="Offset">Its offset in the body.</param>
/// <param name="OpCode">What it does.</param>
/// <param name="Operand">Its operand where that is a token or a number; 0 otherwise.</param>
/// <param name="Targets">The offsets it may branch to.</param>
internal readonly record struct Instruction(int Offset, ILOpCode OpCode, int Operand, int[] Targets);

/// <summary>Decodes a method body's bytes (ECMA-335, partition III) in one pass.</summary>
internal static class IlReader
{
    private const int TwoByteMark = 0xFE;

    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Where(field => field.FieldType == typeof(OpCode))
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    /// <summary>The instructions in their order.</summary>
    /// <exception cref="BadImageFormatException">A byte is no instruction, or the last one is cut.</exception>
    public static List<Instruction> Read(BlobReader body)
    {
        var instructions = new List<Instruction>();
        while (body.RemainingBytes > 0)
        {
            var offset = body.Offset;
            ushort value = body.ReadByte();
            if (value == TwoByteMark)
                value = (ushort)(TwoByteMark << 8 | body.ReadByte());
            if (!OpCodesByValue.TryGetValue(value, out var code))
                throw new BadImageFormatException($"0x{value:x} at offset {offset} is no instruction");
            instructions.Add(ReadOperand(ref body, new(offset, (ILOpCode)value, 0, []), code.OperandType));
        }

        return instructions;
    }

    /// <summary>What ECMA-335 says of an instruction.</summary>
    public static OpCode Describe(ILOpCode code) => OpCodesByValue[(ushort)code];

    private static Instruction ReadOperand(ref BlobReader body, Instruction instruction, OperandType type)
    {
        switch (type)
        {
            case OperandType.InlineNone:
                return instruction;
            case OperandType.ShortInlineBrTarget:
                var near = body.ReadSByte();
                return instruction with { Targets = [body.Offset + near] };
            case OperandType.InlineBrTarget:
                var far = body.ReadInt32();
                return instruction with { Targets = [body.Offset + far] };
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                return instruction with { Operand = body.ReadByte() };
            case OperandType.InlineVar:
                return instruction with { Operand = body.ReadUInt16() };
            case OperandType.InlineI8 or OperandType.InlineR:
                body.ReadInt64();
                return instruction;
            case OperandType.InlineSwitch:
                var distances = new int[body.ReadInt32()];
                for (var i = 0; i < distances.Length; i++)
                    distances[i] = body.ReadInt32();
                var next = body.Offset;
                return instruction with { Targets = [.. distances.Select(distance => next + distance)] };
            default:
                return instruction with { Operand = body.ReadInt32() };
        }
    }
}
