using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace ImmutableGuard.Inspection;

/// <summary>
/// Tells which instruction put each value on the evaluation stack. One forward pass is enough: compilers keep to the rule that
/// the stack after an unconditional branch is empty unless an earlier branch leads there (ECMA-335 III.1.7.5).
/// </summary>
internal sealed class StackSources
{
    private const int Merged = -1;

    private readonly List<Instruction> instructions;
    private readonly Func<Instruction, (int Takes, int Gives)?> callEffect;
    private readonly Dictionary<int, int[]> expected = [];
    private readonly int[]?[] before;

    /// <summary>Analyses a body.</summary>
    /// <param name="instructions">Its instructions.</param>
    /// <param name="handlers">The offsets where handlers and filters begin, which start with the exception on the stack, or with nothing.</param>
    /// <param name="callEffect">How many values a call or constructor takes and gives; null where that can't be told.</param>
    public StackSources(
        List<Instruction> instructions, IEnumerable<(int Offset, bool WithException)> handlers, Func<Instruction, (int Takes, int Gives)?> callEffect)
    {
        this.instructions = instructions;
        this.callEffect = callEffect;
        before = new int[instructions.Count][];
        foreach (var (offset, withException) in handlers)
            expected[offset] = withException ? [Merged] : [];
        IsComplete = Run();
    }

    /// <summary>Whether the whole body could be followed; where not, nothing is known of any value.</summary>
    public bool IsComplete { get; }

    /// <summary>The instruction that put a value on the stack before another one; null where it can't be told, or where there are several.</summary>
    /// <param name="index">The index of the instruction that takes the value.</param>
    /// <param name="fromTop">How many values lie above it.</param>
    public Instruction? Source(int index, int fromTop)
    {
        if (!IsComplete || before[index] is not { } stack || fromTop >= stack.Length)
            return null;
        var source = stack[stack.Length - 1 - fromTop];
        return source == Merged ? null : instructions[source];
    }

    private bool Run()
    {
        var stack = new List<int>();
        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            if (expected.TryGetValue(instruction.Offset, out var arriving) && !TryMerge(stack, arriving, reachable: i == 0 || !EndsFlow(instructions[i - 1])))
                return false;
            before[i] = [.. stack];
            if (Effect(instruction) is not { } effect || effect.Takes > stack.Count)
                return false;
            // dup gives what it takes twice, so the second one has the same source as the first.
            var copied = instruction.OpCode == ILOpCode.Dup ? stack[stack.Count - 1] : i;
            stack.RemoveRange(stack.Count - effect.Takes, effect.Takes);
            for (var given = 0; given < effect.Gives; given++)
                stack.Add(copied);
            foreach (var target in instruction.Targets)
                if (!TryExpect(target, instruction, instruction.OpCode is ILOpCode.Leave or ILOpCode.Leave_s ? [] : [.. stack]))
                    return false;
            if (EndsFlow(instruction))
                stack.Clear();
        }

        return true;
    }

    private bool TryExpect(int target, Instruction from, int[] stack)
    {
        // A loop's start has been seen already; the values on its stack must be the ones that were there.
        if (target <= from.Offset)
            return stack.Length == 0;
        if (!expected.TryGetValue(target, out var other))
        {
            expected[target] = stack;
            return true;
        }

        return Merge(other, stack) is { } merged && (expected[target] = merged) is not null;
    }

    private static bool TryMerge(List<int> stack, int[] arriving, bool reachable)
    {
        var merged = reachable ? Merge(stack, arriving) : arriving;
        if (merged is null)
            return false;
        stack.Clear();
        stack.AddRange(merged);
        return true;
    }

    private static int[]? Merge(IReadOnlyList<int> left, IReadOnlyList<int> right) =>
        left.Count != right.Count ? null : [.. left.Zip(right, (one, other) => one == other ? one : Merged)];

    private static bool EndsFlow(Instruction instruction) =>
        IlReader.Describe(instruction.OpCode).FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw;

    private (int Takes, int Gives)? Effect(Instruction instruction)
    {
        var code = IlReader.Describe(instruction.OpCode);
        if (instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
            return callEffect(instruction);
        if (instruction.OpCode is ILOpCode.Ret or ILOpCode.Endfilter)
            return (0, 0);
        return (Count(code.StackBehaviourPop), Count(code.StackBehaviourPush)) is ( >= 0 and var takes, >= 0 and var gives) ? (takes, gives) : null;
    }

    private static int Count(StackBehaviour behaviour) => behaviour switch
    {
        StackBehaviour.Pop0 or StackBehaviour.Push0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref
            or StackBehaviour.Push1 or StackBehaviour.Pushi or StackBehaviour.Pushi8 or StackBehaviour.Pushr4
            or StackBehaviour.Pushr8 or StackBehaviour.Pushref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi
            or StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref
            or StackBehaviour.Popref_popi_pop1 => 3,
        // Varpop and Varpush: calli, which no compiler of ours emits around a sink.
        _ => -1,
    };
}
