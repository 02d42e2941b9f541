namespace ImmutableGuard.Sql.Parsing;

/// <summary>
/// Collects effects without duplicates. They are found in the order of the parser's work and given in the order of the text.
/// A resource's name is spelled out first (<c>Begin</c>, <c>Append</c>), so that one that is known costs no string.
/// </summary>
internal sealed class Findings
{
    /// <summary>So many are looked through one by one; with more of them there are as many chains as places.</summary>
    private const int Few = 16;

    /// <summary>Nobody can know it, and so choose names that fall into one chain.</summary>
    private static readonly uint Seed = (uint)Guid.NewGuid().GetHashCode();

    private Found[] _found = new Found[Few];
    private char[] _name = new char[64];
    private int _length;
    private int _count;

    /// <summary>By the hash, the last one of each chain, plus one.</summary>
    private int[] _chains = [];

    public string? Reason { get; private set; }

    /// <summary>Whether nothing that is found any more counts: the server gets no further.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Lets nothing count any more.</summary>
    public void Stop() => Stopped = true;

    public void Clear()
    {
        if (_found.Length == Few)
        {
            Array.Clear(_found, 0, _count);
        }
        else
        {
            _found = new Found[Few];
            _chains = [];
        }

        _count = 0;
        Reason = null;
        Stopped = false;
    }

    /// <summary>Notes that the effects are not all there is; the first reason stands.</summary>
    public void NotComplete(string reason) => Reason = Reason is null && !Stopped ? reason : Reason;

    /// <summary>Starts to spell out a resource in the database.</summary>
    public void Begin()
    {
        (_name[0], _name[1], _name[2], _name[3]) = ('s', 'q', 'l', ':');
        _length = 4;
    }

    /// <summary>Starts to spell out a resource.</summary>
    public void Begin(string start)
    {
        _length = 0;
        Append(start);
    }

    public void Append(char c)
    {
        if (_length == _name.Length)
            Array.Resize(ref _name, _length * 2);
        _name[_length++] = c;
    }

    public void Append(string text) => Append(text, 0, text.Length);

    public void Append(string text, int start, int length)
    {
        if (_length + length > _name.Length)
            Array.Resize(ref _name, (_length + length) * 2);
        text.CopyTo(start, _name, _length, length);
        _length += length;
    }

    /// <summary>Appends the <c>*</c> of a part that isn't known; next to another one it adds nothing.</summary>
    public void AppendUnknown()
    {
        if (_name[_length - 1] != '*')
            Append('*');
    }

    /// <summary>Adds an effect on the resource that was spelled out. A schema change that isn't bounded takes the data with it.</summary>
    public void Add(Operation operation, bool bounded, int position)
    {
        if (Stopped)
            return;
        if (_count == _found.Length)
            Grow();
        if (_count >= Few)
        {
            AddToMany(operation, bounded, position);
            return;
        }

        string? resource = null;
        for (var i = 0; i < _count; i++)
        {
            ref var known = ref _found[i];
            if (!IsName(known.Resource))
                continue;
            if (known.Operation == operation && known.Bounded == bounded)
            {
                known.Position = Math.Min(known.Position, position);
                return;
            }

            resource = known.Resource;
        }

        _found[_count++].Become(operation, resource ?? new string(_name, 0, _length), bounded, position);
    }

    private void AddToMany(Operation operation, bool bounded, int position)
    {
        var hash = Hash(operation, bounded);
        ref var head = ref Head(hash);
        for (var i = head - 1; i >= 0; i = _found[i].Next - 1)
        {
            ref var known = ref _found[i];
            if (known.Hash != hash || known.Operation != operation || known.Bounded != bounded || !IsName(known.Resource))
                continue;
            known.Position = Math.Min(known.Position, position);
            return;
        }

        ref var found = ref _found[_count];
        found.Become(operation, Resource(), bounded, position);
        (found.Hash, found.Next) = (hash, head);
        head = ++_count;
    }

    public Effects ToEffects()
    {
        if (_count == 0)
            return Reason is null ? Effects.Empty : Effects.Unknown(Reason);
        Sort();
        var items = new Effect[_count];
        for (var i = 0; i < _count; i++)
            items[i] = _found[i].Operation == Operation.Schema
                ? new Effect(Operation.Schema, _found[i].Resource) { Drops = !_found[i].Bounded }
                : new Effect(_found[i].Operation, _found[i].Resource, _found[i].Bounded);
        return new Effects(items, Reason);
    }

    private void Sort()
    {
        for (var i = 1; i < _count; i++)
        {
            if (_found[i - 1].Position <= _found[i].Position)
                continue;

            // Almost always sorted; where not, ties keep the order in which they were found.
            if (_count > Few)
            {
                SortMany();
                return;
            }

            Insert(i);
        }
    }

    /// <summary>Puts one in its place among those before it, which are sorted.</summary>
    private void Insert(int index)
    {
        var one = _found[index];
        for (; index > 0 && _found[index - 1].Position > one.Position; index--)
            _found[index] = _found[index - 1];
        _found[index] = one;
    }

    private void SortMany()
    {
        var order = new long[_count];
        for (var i = 0; i < _count; i++)
            order[i] = ((long)_found[i].Position << 32) | (uint)i;
        Array.Sort(order, _found, 0, _count);
    }

    private string Resource()
    {
        for (var i = _count - 1; i >= 0 && i >= _count - 4; i--)
            if (IsName(_found[i].Resource))
                return _found[i].Resource;
        return new string(_name, 0, _length);
    }

    /// <summary>Whether the resource that was spelled out is this one.</summary>
    private bool IsName(string resource)
    {
        if (resource.Length != _length)
            return false;
#if NET
        return resource.AsSpan().SequenceEqual(_name.AsSpan(0, _length));
#else
        for (var i = resource.Length - 1; i >= 0; i--)
            if (resource[i] != _name[i])
                return false;
        return true;
#endif
    }

    private int Hash(Operation operation, bool bounded)
    {
        var hash = unchecked(Seed + ((uint)operation * 2) + (bounded ? 1u : 0));
        for (var i = 4; i < _length; i++)
            hash = unchecked((hash ^ _name[i]) * 0x9E3779B1);
        return (int)(hash ^ (hash >> 15));
    }

    private ref int Head(int hash) => ref _chains[hash & (_chains.Length - 1)];

    private void Grow()
    {
        if (_count == Few)
            HashFew();
        Array.Resize(ref _found, _count * 2);
        _chains = new int[_found.Length];
        for (var i = 0; i < _count; i++)
        {
            ref var head = ref Head(_found[i].Hash);
            _found[i].Next = head;
            head = i + 1;
        }
    }

    private void HashFew()
    {
        var (name, length) = (_name, _length);
        _name = new char[name.Length];
        for (var i = 0; i < _count; i++)
        {
            Begin(_found[i].Resource);
            _found[i].Hash = Hash(_found[i].Operation, _found[i].Bounded);
        }

        (_name, _length) = (name, length);
    }

    private struct Found
    {
        public Operation Operation { get; private set; }

        public string Resource { get; private set; }

        public bool Bounded { get; private set; }

        public int Position;

        /// <summary>As long as there are few, nobody asks for it.</summary>
        public int Hash;

        public int Next;

        public void Become(Operation operation, string resource, bool bounded, int position) =>
            (Operation, Resource, Bounded, Position) = (operation, resource, bounded, position);
    }
}
