namespace PsiErp.Planning;

/// <summary>Where stock of a SKU lies: a warehouse and channel.</summary>
/// <param name="Warehouse">The warehouse, by its name in plans.</param>
/// <param name="Channel">The channel.</param>
/// <param name="IsMain">Whether it is the warehouse's main channel.</param>
/// <param name="Path">Its stock, day by day.</param>
public sealed record StockPlace(string Warehouse, string Channel, bool IsMain, StockPath Path)
{
    /// <summary>Whether it is to be helped; others may only give.</summary>
    public bool IsMeant { get; init; } = true;
}

/// <summary>Units that are proposed to go from one place to another.</summary>
/// <param name="From">The number of the place that gives.</param>
/// <param name="To">The number of the place that gets them.</param>
/// <param name="Leaves">The day on which they leave, counted from the first one.</param>
/// <param name="Arrives">The day on which they arrive.</param>
/// <param name="Quantity">How many: whole lots of the way.</param>
public sealed record ProposedMove(int From, int To, int Leaves, int Arrives, decimal Quantity)
{
    /// <summary>Of a move that the policy rules recommend, why they do.</summary>
    public ReallocationReason? Policy { get; init; }
}

/// <summary>The stock of a SKU while moves are laid over it; none takes a place under its safety stock on a later day.</summary>
internal sealed class MoveLedger
{
    private readonly IReadOnlyList<StockPlace> _places;
    private readonly MoveTerms[,] _terms;
    private readonly StockPath[] _paths;
    private readonly List<ProposedMove> _moves;

    public MoveLedger(IReadOnlyList<StockPlace> places, MoveWays ways)
    {
        (_places, _terms) = (places, new MoveTerms[places.Count, places.Count]);
        (_paths, _moves) = ([.. places.Select(place => place.Path.Copy())], []);
        for (var from = 0; from < places.Count; from++)
            for (var to = 0; to < places.Count; to++)
                _terms[from, to] = ways.Between(places[from].Warehouse, places[to].Warehouse);
    }

    private MoveLedger(MoveLedger other)
    {
        (_places, _terms) = (other._places, other._terms);
        (_paths, _moves) = ([.. other._paths.Select(path => path.Copy())], [.. other._moves]);
    }

    public IReadOnlyList<StockPath> Paths => _paths;

    public IReadOnlyList<ProposedMove> Moves => _moves;

    /// <summary>What is left to mend of the places that are to be helped.</summary>
    public Relief Left => _paths.Where((_, place) => _places[place].IsMeant).Aggregate(default(Relief), (sum, path) => sum + path.Days());

    /// <summary>Whether a place is to be helped, and is short.</summary>
    public bool IsShort(int place) => _places[place].IsMeant && _paths[place].Days() != default;

    /// <summary>What the moves cost, for comparing.</summary>
    public decimal Cost => _moves.Sum(CostOf);

    public MoveLedger Copy() => new(this);

    /// <summary>How stock gets from one place to another.</summary>
    public MoveTerms Terms(int from, int to) => _terms[from, to];

    /// <summary>What a move costs, for comparing.</summary>
    public decimal CostOf(ProposedMove move) => Terms(move.From, move.To).CostOf(move.Quantity);

    /// <summary>Moves as much of a quantity as there is to spare, in whole lots.</summary>
    /// <param name="from">The place that gives.</param>
    /// <param name="to">The place that gets it.</param>
    /// <param name="day">The day on which it leaves.</param>
    /// <param name="quantity">How much is wanted.</param>
    /// <param name="roundUp">Whether a lot more is moved where the quantity is no multiple of one, and there is enough.</param>
    public void Move(int from, int to, int day, decimal quantity, bool roundUp)
    {
        var (terms, path) = (Terms(from, to), _paths[from]);
        var arrives = day + terms.TransitDays;
        if (day >= path.Length || arrives > _paths[to].Last || arrives < _paths[to].First) return;
        var spare = decimal.Floor(path.Spare()[day] / terms.Lot) * terms.Lot;
        var lots = quantity / terms.Lot;
        var wanted = (roundUp ? decimal.Ceiling(lots) : decimal.Floor(lots)) * terms.Lot;
        var moved = Math.Min(wanted, spare);
        if (moved <= 0) return;
        path.Give(day, moved);
        _paths[to].Receive(arrives, moved);
        var at = _moves.FindIndex(move => (move.From, move.To, move.Leaves) == (from, to, day));
        if (at < 0) _moves.Add(new ProposedMove(from, to, day, arrives, moved));
        else _moves[at] = _moves[at] with { Quantity = _moves[at].Quantity + moved };
    }

    /// <summary>Takes back what mends nothing, from the dearest moves first.</summary>
    public void Trim()
    {
        var dearest = _moves.OrderByDescending(move => Terms(move.From, move.To).UnitCost).ThenBy(move => move.Quantity).ToList();
        foreach (var move in dearest)
        {
            var lot = Terms(move.From, move.To).Lot;
            var idle = decimal.Floor(Math.Min(move.Quantity, IdleFrom(_paths[move.To], move.Arrives)) / lot) * lot;
            if (idle > 0) TakeBack(move, idle);
        }
    }

    /// <summary>Has fewer moves where another one to the same place can carry as much for no more, and mends as much.</summary>
    public void Join()
    {
        foreach (var move in _moves.OrderBy(move => move.Quantity).ToList())
        {
            // It carries others by now
            if (!_moves.Contains(move)) continue;
            var (unitCost, path) = (Terms(move.From, move.To).UnitCost, _paths[move.To]);
            var others = _moves.Where(other => other.To == move.To && other != move).OrderByDescending(other => other.Quantity).ToList();
            foreach (var other in others)
            {
                var terms = Terms(other.From, other.To);
                var quantity = decimal.Ceiling(move.Quantity / terms.Lot) * terms.Lot;
                if (terms.UnitCost > unitCost || _paths[other.From].Spare()[other.Leaves] < quantity) continue;
                var before = path.Days();
                path.Receive(move.Arrives, -move.Quantity);
                path.Receive(other.Arrives, quantity);
                if (path.Days() > before)
                {
                    path.Receive(other.Arrives, -quantity);
                    path.Receive(move.Arrives, move.Quantity);
                    continue;
                }
                _paths[move.From].Give(move.Leaves, -move.Quantity);
                _paths[other.From].Give(other.Leaves, quantity);
                _moves[_moves.IndexOf(other)] = other with { Quantity = other.Quantity + quantity };
                _moves.Remove(move);
                break;
            }
        }
    }

    /// <summary>Has what goes from one place to another leave on one day, where that mends as much.</summary>
    public void Gather()
    {
        foreach (var group in _moves.GroupBy(move => (move.From, move.To)).Where(group => group.Count() > 1).ToList())
        {
            var last = group.MaxBy(move => move.Leaves)!;
            var path = _paths[group.Key.To];
            foreach (var move in group.Where(move => move != last).OrderBy(move => move.Leaves))
            {
                var before = path.Days();
                path.Receive(move.Arrives, -move.Quantity);
                path.Receive(last.Arrives, move.Quantity);
                if (path.Days() > before)
                {
                    path.Receive(last.Arrives, -move.Quantity);
                    path.Receive(move.Arrives, move.Quantity);
                    continue;
                }
                _paths[move.From].Give(move.Leaves, -move.Quantity);
                _paths[move.From].Give(last.Leaves, move.Quantity);
                _moves.Remove(move);
                var at = _moves.FindIndex(one => (one.From, one.To, one.Leaves) == (last.From, last.To, last.Leaves));
                _moves[at] = _moves[at] with { Quantity = _moves[at].Quantity + move.Quantity };
            }
        }
    }

    /// <summary>Has everything leave as late as mends as much: until then nobody need decide, and donors keep what they have.</summary>
    public void Delay()
    {
        foreach (var move in _moves.OrderByDescending(move => move.Leaves).ThenBy(move => move.Quantity).ToList())
        {
            var later = FirstNeed(_paths[move.To], move.Arrives, move.Quantity) - move.Arrives;
            if (later <= 0) continue;
            _paths[move.From].Give(move.Leaves, -move.Quantity);
            _paths[move.From].Give(move.Leaves + later, move.Quantity);
            _paths[move.To].Receive(move.Arrives, -move.Quantity);
            _paths[move.To].Receive(move.Arrives + later, move.Quantity);
            _moves.Remove(move);
            var at = _moves.FindIndex(one => (one.From, one.To, one.Leaves) == (move.From, move.To, move.Leaves + later));
            if (at >= 0) _moves[at] = _moves[at] with { Quantity = _moves[at].Quantity + move.Quantity };
            else _moves.Add(move with { Leaves = move.Leaves + later, Arrives = move.Arrives + later });
        }
    }

    /// <summary>The first day from one on that would end worse without so many units; that day itself when there is none.</summary>
    private static int FirstNeed(StockPath path, int day, decimal quantity)
    {
        for (var t = day; t <= path.Last; t++)
        {
            if (!path.Counts(t)) continue;
            var (closing, safety) = (path.Closing(t), path.Safety(t));
            var (isOut, isShort) = (closing < 0, closing < safety);
            if ((!isOut && closing - quantity < 0) || (!isShort && closing - quantity < safety)) return t;
        }
        return day;
    }

    private void TakeBack(ProposedMove move, decimal quantity)
    {
        _paths[move.From].Give(move.Leaves, -quantity);
        _paths[move.To].Receive(move.Arrives, -quantity);
        var at = _moves.IndexOf(move);
        if (quantity == move.Quantity) _moves.RemoveAt(at);
        else _moves[at] = move with { Quantity = move.Quantity - quantity };
    }

    /// <summary>How much less could have arrived on a day without a later one ending worse.</summary>
    private static decimal IdleFrom(StockPath path, int day)
    {
        var idle = decimal.MaxValue;
        for (var t = day; t <= path.Last && idle > 0; t++)
        {
            if (!path.Counts(t)) continue;
            var (closing, safety) = (path.Closing(t), path.Safety(t));
            if (closing >= safety) idle = Math.Min(idle, closing - safety);
            else if (closing >= 0) idle = Math.Min(idle, closing);
        }
        return idle;
    }
}
