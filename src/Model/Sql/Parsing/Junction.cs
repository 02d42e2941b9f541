namespace ImmutableGuard.Sql.Parsing;

/// <summary>
/// The predicates of one level of brackets, joined by AND and OR. Below a NOT the two swap roles (De Morgan): <c>NOT (id = 5 AND 1 = 0)</c>
/// limits nothing.
/// </summary>
internal struct Junction
{
    /// <summary>Whether an odd number of NOTs stands around this level and in front of the predicate being read.</summary>
    public bool Negated;

    /// <summary>Whether the brackets may hold a condition, not part of an expression.</summary>
    public bool Grouping { get; private set; }

    /// <summary>Whether the brackets are those of a function that replaces null.</summary>
    public bool Defaults;

    /// <summary>Where the part starts that alone can make the level true: a disjunct, or below a NOT a conjunct.</summary>
    public int From;

    /// <summary>The predicate being read.</summary>
    public Predicate Predicate;

    /// <summary>What all predicates of this level together are made of.</summary>
    public Predicate Whole;

    private bool _level;
    private bool _conjunction;
    private bool _disjunction;

    /// <summary>Whether a predicate was found that limits: whatever else is joined to it by AND doesn't matter.</summary>
    public readonly bool IsDecided => !_level && _conjunction;

    /// <summary>Whether an odd number of NOTs stands around this level.</summary>
    public readonly bool IsNegated => _level;

    /// <summary>Starts the level at <paramref name="from"/>; in its place, because a copy has to wait for what was just written.</summary>
    public void Open(bool negated, bool grouping, int from)
    {
        this = default;
        (Negated, Grouping, From) = (negated, grouping, from);
        (_level, _conjunction, _disjunction) = (negated, negated, !negated);
    }

    /// <summary>Two of its parts are opposites, so that it is true of every row.</summary>
    public void Exhaust()
    {
        _disjunction &= _level;
        _conjunction &= !_level;
    }

    public void Negate() => Negated = !Negated;

    public void Conjunct(bool limits)
    {
        _conjunction = _level ? _conjunction && limits : _conjunction || limits;
        Predicate = default;
        Negated = _level;
    }

    public void Disjunct(bool limits)
    {
        Conjunct(limits);
        _disjunction = _level ? _disjunction || _conjunction : _disjunction && _conjunction;
        _conjunction = _level;
    }

    public bool Close(bool limits)
    {
        Disjunct(limits);
        return _disjunction;
    }
}
