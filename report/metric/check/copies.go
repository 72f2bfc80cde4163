package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/query"
)

// Copies says that rows stand alike under several members: a query joins the list of the members without a condition, or by too little.
type Copies struct {
	First, Second string // two of the members who have the row, as the data writes them
	Row           string // one such row, in words
	Members       int64  // how many have it
	Rows, Of      int64  // how many different rows stand under several members, and how many there are
}

// Rows are what is looked at: SQL of a table or subquery, and its columns. Member is the column that says whose a row is.
type Rows struct {
	SQL     string
	Member  string
	Columns []table.Column
}

// What makes rows copies. Values that come back in the data of several members by chance stay below it.
const (
	fewestCopies   = 4    // different rows
	sameForAll     = 3    // or as many, where all of at least as many members have the same
	mostDifferent  = 0.75 // of the rows: how many values an identifying column has at most where half of them or more stand under two members
	uniqueToMember = 0.5  // of the rows: how many pairs of member and value it has at least; a member with two rows in the list has each of his rows twice
	ofTheMember    = 0.5  // of the members: how many have one value alone in a column that belongs to the member, such as his name
	ofTheRow       = 0.9  // of the values that several members have: how many have one value alone in a column that belongs to the row
	uniqueRows     = 0.95
	mostLookedAt   = 3 // identifying columns
)

// FindCopies looks for rows that stand alike under several members; nil where each row is one member's. Rows are alike where a column identifies them within
// each member and all other columns follow from it, or from the member; without such a column, where members have all their rows in common. Half of
// the rows or more must be so: what two reps share is left to them.
func FindCopies(ctx context.Context, engine metric.Engine, rows Rows) (*Copies, error) {
	c := &copying{Rows: rows, engine: engine, from: fmt.Sprintf("(select *, %s as __who from %s as d)", query.Clean("d."+query.Ident(rows.Member)), rows.SQL)}
	c.others = slices.DeleteFunc(slices.Clone(rows.Columns), func(of table.Column) bool { return strings.EqualFold(of.Name, rows.Member) })
	if err := c.count(ctx); err != nil || c.members < 2 || len(c.others) == 0 {
		return nil, err
	}
	keys := c.identifying()
	if len(keys) == 0 && slices.ContainsFunc(c.others, c.unique) {
		return nil, nil
	}
	if err := c.settle(ctx); err != nil {
		return nil, err
	}
	for _, key := range keys {
		if found, err := c.under(ctx, key); found != nil || err != nil {
			return found, err
		}
	}
	return c.alike(ctx)
}

// copying is one look at rows.
type copying struct {
	Rows
	engine  metric.Engine
	from    string
	others  []table.Column // than the member's
	rows    float64
	members int64
	values  map[string]float64 // by column: how many different ones there are, nearly
	pairs   map[string]float64 // and how many of member and value
	settled map[string]bool    // columns that follow from the member
}

// count counts rows, members and values.
func (c *copying) count(ctx context.Context) error {
	sql := "select count(*), count(distinct __who)"
	for _, of := range c.others {
		sql += fmt.Sprintf(", approx_count_distinct(%[1]s), approx_count_distinct(hash(__who, %[1]s))", query.Ident(of.Name))
	}
	t, err := c.engine.Query(ctx, sql+" from "+c.from+" where __who is not null", nil)
	if err != nil {
		return fmt.Errorf("look for rows of several members: %w", err)
	}
	row := t.Rows[0]
	c.rows, c.members = float64(query.Integer(row[0])), query.Integer(row[1])
	c.values, c.pairs = map[string]float64{}, map[string]float64{}
	for i, of := range c.others {
		c.values[of.Name], c.pairs[of.Name] = float64(query.Integer(row[2+2*i])), float64(query.Integer(row[3+2*i]))
	}
	return nil
}

// unique reports whether no value of a column stands twice.
func (c *copying) unique(of table.Column) bool {
	return (of.Kind == table.Text || of.Kind == table.Integer) && c.values[of.Name] >= uniqueRows*c.rows
}

// identifying are the columns that tell the rows of each member apart and have values that several members have.
func (c *copying) identifying() (list []string) {
	for _, of := range c.others {
		n := c.values[of.Name]
		if (of.Kind == table.Text || of.Kind == table.Integer) && n >= sameForAll && n <= mostDifferent*c.rows && c.pairs[of.Name] >= uniqueToMember*c.rows {
			list = append(list, of.Name)
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return int(c.values[b] - c.values[a]) })
	return list[:min(len(list), mostLookedAt)]
}

// settle finds the columns that follow from the member.
func (c *copying) settle(ctx context.Context) error {
	outer, inner := "select count(*)", "select __who, count(*) as n"
	for i, of := range c.others {
		outer += fmt.Sprintf(", count(*) filter (s%d)", i)
		inner += fmt.Sprintf(", min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", query.Ident(of.Name), i)
	}
	t, err := c.engine.Query(ctx, outer+" from ("+inner+" from "+c.from+" where __who is not null group by __who) where n > 1", nil)
	if err != nil {
		return fmt.Errorf("look for rows of several members: %w", err)
	}
	c.settled = map[string]bool{}
	for i, of := range c.others {
		c.settled[of.Name] = float64(query.Integer(t.Rows[0][1+i])) >= ofTheMember*float64(query.Integer(t.Rows[0][0]))
	}
	return nil
}

// of are the columns that say something of the row: neither the member's nor one that is different in each.
func (c *copying) of(key string) (list []table.Column) {
	for _, of := range c.others {
		if of.Name != key && !c.settled[of.Name] && !c.unique(of) {
			list = append(list, of)
		}
	}
	return list
}

// under finds rows by a column that identifies them.
func (c *copying) under(ctx context.Context, key string) (*Copies, error) {
	columns := c.of(key)
	if c.settled[key] || !slices.ContainsFunc(columns, func(of table.Column) bool { return c.values[of.Name] >= sameForAll }) {
		return nil, nil
	}
	inner := "select " + query.Ident(key) + " as k, count(distinct __who) as n, min(__who) as a, max(__who) as b"
	outer := "select count(*), count(*) filter (n > 1), max(n), min(n)"
	for i, of := range columns {
		inner += fmt.Sprintf(", count(%[1]s) in (0, count(*)) and min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", query.Ident(of.Name), i)
		outer += fmt.Sprintf(", count(*) filter (n > 1 and s%d)", i)
	}
	groups := fmt.Sprintf("(%s from %s where __who is not null and %s is not null group by 1)", inner, c.from, query.Ident(key))
	t, err := c.engine.Query(ctx, outer+" from "+groups, nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	row := t.Rows[0]
	found := &Copies{Of: query.Integer(row[0]), Rows: query.Integer(row[1]), Members: query.Integer(row[2])}
	for i := range columns {
		if float64(query.Integer(row[4+i])) < ofTheRow*float64(found.Rows) {
			return nil, nil
		}
	}
	if !c.many(found.Rows, found.Of, query.Integer(row[3])) {
		return nil, nil
	}
	shown := append([]table.Column{{Name: key}}, columns...)
	t, err = c.engine.Query(ctx, fmt.Sprintf("select a, b, n, %s from %s as d join %s as g on g.k = d.%s and g.a = d.__who where n > 1 order by n desc, k limit 1",
		named(shown, "d."), c.from, groups, query.Ident(key)), nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	return found.told(t, shown), nil
}

// many reports whether so many rows stand under several members that it is no chance; least is how many members a row has at least.
func (c *copying) many(copied, of, least int64) bool {
	return 2*copied >= of && (of >= fewestCopies || of >= sameForAll && c.members >= sameForAll && least == c.members)
}

// alike finds members who have all their rows in common, where no column identifies a row.
func (c *copying) alike(ctx context.Context) (*Copies, error) {
	columns, numbers := c.of(""), []string{"0"}
	for _, of := range columns {
		if of.Kind == table.Decimal || of.Kind == table.Integer || of.Kind == table.Real {
			numbers = append(numbers, "count(distinct "+query.Ident(of.Name)+")")
		}
	}
	if len(columns) == 0 || len(numbers) == 1 {
		return nil, nil
	}
	hashed := "hash(" + named(columns, "") + ")"
	sql := fmt.Sprintf("with m as (select __who, count(*) as n, sum(cast(%[1]s as hugeint)) as h, count(distinct %[1]s) as d, greatest(%[2]s) as v from %[3]s where __who is not null group by __who),"+
		" g as (select n, h, d, v, count(*) as members, min(__who) as a, max(__who) as b from m group by n, h, d, v)"+
		" select a, b, members, d, v, sum(members) filter (members > 1) over (), sum(d) over (), sum(d) filter (members > 1) over () from g order by members > 1 desc, d desc, a limit 1",
		hashed, strings.Join(numbers, ", "), c.from)
	t, err := c.engine.Query(ctx, sql, nil)
	if err != nil || len(t.Rows) == 0 {
		return nil, err
	}
	row := t.Rows[0]
	members, different, values := query.Integer(row[2]), query.Integer(row[3]), query.Integer(row[4])
	least := int64(fewestCopies + 1)
	if members == c.members && members >= sameForAll {
		least = sameForAll
	}
	if members < 2 || 2*query.Integer(row[5]) < c.members || different < least || values < least {
		return nil, nil
	}
	found := &Copies{Members: members, Rows: query.Integer(row[7]), Of: query.Integer(row[6])}
	one, err := c.engine.Query(ctx, fmt.Sprintf("select %s, %s, %d, %s from %s where __who = %[1]s order by all limit 1", query.Literal(query.Text(row[0])), query.Literal(query.Text(row[1])), members, named(columns, ""), c.from), nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	return found.told(one, columns), nil
}

// named lists columns in SQL.
func named(columns []table.Column, prefix string) string {
	list := make([]string, len(columns))
	for i, of := range columns {
		list[i] = prefix + query.Ident(of.Name)
	}
	return strings.Join(list, ", ")
}

// mostCells is how many cells of a row are told.
const mostCells = 5

// told writes who has the row, and the row.
func (c *Copies) told(t *table.Table, columns []table.Column) *Copies {
	row := t.Rows[0]
	c.First, c.Second, c.Members = query.Text(row[0]), query.Text(row[1]), query.Integer(row[2])
	var list []string
	for i, cell := range row[3:] {
		if len(list) == mostCells {
			break
		}
		if day, ok := table.Day(cell); ok {
			list = append(list, fmt.Sprintf("%s %s", columns[i].Name, day.Format("2006-01-02")))
		} else if cell != nil {
			list = append(list, fmt.Sprintf("%s %v", columns[i].Name, cell))
		}
	}
	c.Row = strings.Join(list, ", ")
	return c
}
