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

// Copies reports that several members have the same rows: a query joins the list of the members without a condition, or
// by too little.
type Copies struct {
	First, Second string // two of the members who have the row, as the data writes them
	Row           string // one such row, in words
	Members       int64  // how many have it
	Rows, Of      int64  // how many different rows several members have, and how many rows there are
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
	nearly         = 2 // how many times as many values there may be as are counted: DuckDB's count is near by some hundredths
)

// FindCopies looks for rows that are the same for several members; nil where each row is one member's. Rows are alike
// where a column identifies them within each member and all other columns follow from it, or from the member; without
// such a column, where members have all their rows in common. Half of the rows or more must be so: what two reps share
// is left to them.
func FindCopies(ctx context.Context, engine metric.Engine, rows Rows) (*Copies, error) {
	c := &copySearch{Rows: rows, engine: engine, from: fmt.Sprintf("(select *, %s as __who from %s as d)", query.Clean("d."+table.Ident(rows.Member)), rows.SQL)}
	c.others = slices.DeleteFunc(slices.Clone(rows.Columns), func(of table.Column) bool { return strings.EqualFold(of.Name, rows.Member) })
	if err := c.count(ctx); err != nil || c.members < 2 || len(c.others) == 0 {
		return nil, err
	}
	keys, err := c.identifying(ctx)
	if err != nil {
		return nil, err
	}
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

// copySearch is one look at rows.
type copySearch struct {
	Rows
	engine  metric.Engine
	from    string
	others  []table.Column // than the member's
	rows    float64
	members int64
	values  map[string]float64 // by column: how many different ones there are, nearly
	settled map[string]bool    // columns with one value for each member
}

// count counts rows, members and values.
func (c *copySearch) count(ctx context.Context) error {
	counted := []string{"count(*)", "count(distinct __who)"}
	for _, of := range c.others {
		counted = append(counted, "approx_count_distinct("+table.Ident(of.Name)+")")
	}
	row, err := c.counted(ctx, counted)
	if err != nil {
		return err
	}
	c.rows, c.members, c.values = float64(row[0]), row[1], map[string]float64{}
	for i, of := range c.others {
		c.values[of.Name] = float64(row[2+i])
	}
	return nil
}

// counted asks for numbers of the rows that have a member.
func (c *copySearch) counted(ctx context.Context, list []string) (numbers []int64, err error) {
	t, err := c.engine.Query(ctx, "select "+strings.Join(list, ", ")+" from "+c.from+" where __who is not null", nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	for _, cell := range t.Rows[0] {
		numbers = append(numbers, query.Integer(cell))
	}
	return numbers, nil
}

// tells reports whether a column may identify a row.
func tells(of table.Column) bool { return of.Kind == table.Text || of.Kind == table.Integer }

// unique reports whether each value of a column is unique.
func (c *copySearch) unique(of table.Column) bool {
	return tells(of) && c.values[of.Name] >= uniqueRows*c.rows
}

// identifying are the columns that distinguish the rows of each member and have values that several members have. Pairs
// of member and value are counted only where there may be enough of them.
func (c *copySearch) identifying(ctx context.Context) (list []string, err error) {
	var names, counted []string
	for _, of := range c.others {
		n := c.values[of.Name]
		if tells(of) && n >= sameForAll && n <= mostDifferent*c.rows && nearly*n*float64(c.members) >= uniqueToMember*c.rows {
			names, counted = append(names, of.Name), append(counted, "approx_count_distinct(hash(__who, "+table.Ident(of.Name)+"))")
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	pairs, err := c.counted(ctx, counted)
	for i, n := range pairs {
		if float64(n) >= uniqueToMember*c.rows {
			list = append(list, names[i])
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return int(c.values[b] - c.values[a]) })
	return list[:min(len(list), mostLookedAt)], err
}

// settle finds the columns that follow from the member.
func (c *copySearch) settle(ctx context.Context) error {
	outer, inner := "select count(*)", "select __who, count(*) as n"
	for i, of := range c.others {
		outer += fmt.Sprintf(", count(*) filter (s%d)", i)
		inner += fmt.Sprintf(", min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", table.Ident(of.Name), i)
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
func (c *copySearch) of(key string) (list []table.Column) {
	for _, of := range c.others {
		if of.Name != key && !c.settled[of.Name] && !c.unique(of) {
			list = append(list, of)
		}
	}
	return list
}

// under finds rows by a column that identifies them.
func (c *copySearch) under(ctx context.Context, key string) (*Copies, error) {
	columns := c.of(key)
	if c.settled[key] || !slices.ContainsFunc(columns, func(of table.Column) bool { return c.values[of.Name] >= sameForAll }) {
		return nil, nil
	}
	if alone, err := c.alone(ctx, key, columns); alone || err != nil {
		return nil, err
	}
	groups := fmt.Sprintf("(select %s as k, count(distinct __who) as n, min(__who) as a, max(__who) as b%s)", table.Ident(key), c.grouped(key))
	t, err := c.engine.Query(ctx, "select count(*), count(*) filter (n > 1), max(n), min(n) from "+groups, nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	row := t.Rows[0]
	found := &Copies{Of: query.Integer(row[0]), Rows: query.Integer(row[1]), Members: query.Integer(row[2])}
	if !c.many(found.Rows, found.Of, query.Integer(row[3])) {
		return nil, nil
	}
	shown := append([]table.Column{{Name: key}}, columns...)
	t, err = c.engine.Query(ctx, fmt.Sprintf("select a, b, n, %s from %s as d join %s as g on g.k = d.%s and g.a = d.__who where n > 1 order by n desc, k limit 1",
		named(shown, "d."), c.from, groups, table.Ident(key)), nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	return found.told(t, shown), nil
}

// grouped is the end of a SELECT that has a row for each value of a column.
func (c *copySearch) grouped(key string) string {
	return fmt.Sprintf(" from %s where __who is not null and %s is not null group by 1", c.from, table.Ident(key))
}

// alone reports whether a column identifies no row that several members have: less than half of its values stand under two of them, or another column does
// not follow from it. It counts no members, which takes a tenth of the time and of the memory, and is mostly the answer.
func (c *copySearch) alone(ctx context.Context, key string, columns []table.Column) (bool, error) {
	inner := "select " + table.Ident(key) + " as k, min(__who) is distinct from max(__who) as several"
	outer := "select count(*), count(*) filter (several)"
	for i, of := range columns {
		inner += fmt.Sprintf(", count(%[1]s) in (0, count(*)) and min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", table.Ident(of.Name), i)
		outer += fmt.Sprintf(", count(*) filter (several and s%d)", i)
	}
	t, err := c.engine.Query(ctx, outer+" from ("+inner+c.grouped(key)+")", nil)
	if err != nil {
		return false, fmt.Errorf("look for rows of several members: %w", err)
	}
	of, several := query.Integer(t.Rows[0][0]), query.Integer(t.Rows[0][1])
	for i := range columns {
		if float64(query.Integer(t.Rows[0][2+i])) < ofTheRow*float64(several) {
			return true, nil
		}
	}
	return 2*several < of, nil
}

// many reports whether so many rows belong to several members that this is not chance; least is how many members a row
// has at least.
func (c *copySearch) many(copied, of, least int64) bool {
	return 2*copied >= of && (of >= fewestCopies || of >= sameForAll && c.members >= sameForAll && least == c.members)
}

// named lists columns in SQL.
func named(columns []table.Column, prefix string) string {
	list := make([]string, len(columns))
	for i, of := range columns {
		list[i] = prefix + table.Ident(of.Name)
	}
	return strings.Join(list, ", ")
}

// mostCells is how many cells of a row are listed.
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
