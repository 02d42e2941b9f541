using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Where the conditions of a statement start and end, and what is kept of them until it is known what they have to limit.
internal sealed partial class Parser
{
    /// <summary>Where the condition that is being read starts, or -1.</summary>
    private int _condition;

    /// <summary>Whether the conditions are weighed, because the statement deletes or updates.</summary>
    private bool _weighs;

    /// <summary>Whether the join that is being named keeps rows without a partner.</summary>
    private bool _outerJoin;

    /// <summary>How many conditions of joins are still to come, from the outermost outer join on: none of them limits what is kept.</summary>
    private int _optional;

    /// <summary>Whether the condition of a join limits.</summary>
    private bool _joinLimits;

    /// <summary>Whether the statement says how many rows it touches at most, whatever the conditions are.</summary>
    private bool _counted;

    /// <summary>The conditions of the statement that is being read.</summary>
    private Filter[] _conditions = new Filter[8];
    private int _conditionCount;

    /// <summary>Ends the clause before and starts another one behind its word.</summary>
    private void Begin(Clause clause)
    {
        EndCondition();
        _outerJoin = false;
        _clause = clause;
        _at++;
    }

    private void EndCondition()
    {
        if (_condition < 0)
            return;
        var mayLimit = _clause == Clause.Where || _optional == 0;
        if (_weighs && mayLimit && Limits(_condition, _at))
        {
            _whereLimits |= _clause == Clause.Where;
            _joinLimits |= _clause != Clause.Where;
        }

        if (_weighs)
            Keep(_condition, _at, mayLimit);
        if (_clause == Clause.On && _optional > 0)
            _optional--;
        _condition = -1;
    }

    private void Keep(int start, int end, bool mayLimit)
    {
        if (_conditionCount == _conditions.Length)
            Array.Resize(ref _conditions, _conditionCount * 2);
        _conditions[_conditionCount++] = new Filter(start, end, mayLimit);
    }

    private void Limit()
    {
        // Oracle's REJECT LIMIT says how many rows may fail.
        if (WordAt(_at) is Word.All or Word.Null || (KindAt(_at) == TokenKind.Operator && CharAt(_at) == '-') || Is(_at - 2, "reject"))
            return;
        _whereLimits = _counted = true;
    }

    private readonly struct Filter(int start, int end, bool mayLimit)
    {
        public readonly int Start = start;
        public readonly int End = end;

        /// <summary>Whether it can limit: that of an outer join only links tables.</summary>
        public readonly bool MayLimit = mayLimit;
    }
}
