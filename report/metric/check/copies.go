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

// Copies describes rows that several members have. The usual reason is a query that joins the list of members without a
// sufficient condition.
type Copies struct {
	First, Second string // two of the members who have Row, as the data writes them
	Row           string // an example: the names and values of its columns
	Members       int64  // the number of members who have Row
	Rows, Of      int64  // the number of distinct rows that several members have, and of all distinct rows
}

// Rows is a table or subquery in SQL, with its columns. Member is the column with the member of each row.
type Rows struct {
	SQL     string
	Member  string
	Columns []table.Column
}

// The thresholds of copies. Values that several members have by chance are below them.
const (
	minCopies         = 4    // the smallest number of distinct rows
	minForAll         = 3    // the smallest number of distinct rows, and of members, if all members have the same rows
	maxDistinctShare  = 0.75 // an identifying column has at most this many values, as a share of the rows
	minPairShare      = 0.5  // an identifying column has at least this many pairs of member and value, as a share of the rows
	memberColumnShare = 0.5  // in a column that depends on the member, at least this share of members has a single value
	rowColumnShare    = 0.9  // in a column that depends on the row, at least this share of copied rows has a single value
	minUniqueShare    = 0.95 // a unique column has at least this many values, as a share of the rows
	maxKeyColumns     = 3    // the largest number of identifying columns that are examined
	countTolerance    = 2    // a tolerance for DuckDB's approximate counts, as a factor
)

// FindCopies looks for rows that several members have, and returns nil if there are none. It considers two rows equal
// if an identifying column has the same value and all columns that do not depend on the member are equal. Without an
// identifying column, it looks for members with exactly the same rows. At least half of the rows must be copies,
// because two reps may really share some rows.
func FindCopies(ctx context.Context, engine metric.Engine, rows Rows) (*Copies, error) {
	c := &copySearch{Rows: rows, engine: engine, from: fmt.Sprintf("(select *, %s as __who from %s as d)", query.CleanSQL("d."+table.Ident(rows.Member)), rows.SQL)}
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
	if err := c.findMemberColumns(ctx); err != nil {
		return nil, err
	}
	for _, key := range keys {
		if found, err := c.byKey(ctx, key); found != nil || err != nil {
			return found, err
		}
	}
	return c.equalMembers(ctx)
}

// copySearch is one search for copies.
type copySearch struct {
	Rows
	engine   metric.Engine
	from     string
	others   []table.Column // all columns except that of the member
	rows     float64
	members  int64
	values   map[string]float64 // the approximate number of distinct values, by column
	ofMember map[string]bool    // the columns that depend on the member: one value for each member
}

// count sets the numbers of rows, members and distinct values.
func (c *copySearch) count(ctx context.Context) error {
	counted := []string{"count(*)", "count(distinct __who)"}
	for _, of := range c.others {
		counted = append(counted, "approx_count_distinct("+table.Ident(of.Name)+")")
	}
	row, err := c.aggregate(ctx, counted)
	if err != nil {
		return err
	}
	c.rows, c.members, c.values = float64(row[0]), row[1], map[string]float64{}
	for i, of := range c.others {
		c.values[of.Name] = float64(row[2+i])
	}
	return nil
}

// aggregate returns the results of SQL aggregates over the rows that have a member.
func (c *copySearch) aggregate(ctx context.Context, list []string) (numbers []int64, err error) {
	t, err := c.engine.Query(ctx, "select "+strings.Join(list, ", ")+" from "+c.from+" where __who is not null", nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	for _, cell := range t.Rows[0] {
		numbers = append(numbers, query.Integer(cell))
	}
	return numbers, nil
}

// mayIdentify reports whether a column may identify a row.
func mayIdentify(of table.Column) bool { return of.Kind == table.Text || of.Kind == table.Integer }

// unique reports whether nearly all values of a column are unique.
func (c *copySearch) unique(of table.Column) bool {
	return mayIdentify(of) && c.values[of.Name] >= minUniqueShare*c.rows
}

// identifying returns the columns that identify a row within each member but have the same values for several members,
// those with the most values first. It counts pairs of member and value only for columns that may have enough of them.
func (c *copySearch) identifying(ctx context.Context) (list []string, err error) {
	var names, counted []string
	for _, of := range c.others {
		n := c.values[of.Name]
		if mayIdentify(of) && n >= minForAll && n <= maxDistinctShare*c.rows && countTolerance*n*float64(c.members) >= minPairShare*c.rows {
			names, counted = append(names, of.Name), append(counted, "approx_count_distinct(hash(__who, "+table.Ident(of.Name)+"))")
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	pairs, err := c.aggregate(ctx, counted)
	for i, n := range pairs {
		if float64(n) >= minPairShare*c.rows {
			list = append(list, names[i])
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return int(c.values[b] - c.values[a]) })
	return list[:min(len(list), maxKeyColumns)], err
}

// findMemberColumns finds the columns that depend on the member, such as his name.
func (c *copySearch) findMemberColumns(ctx context.Context) error {
	outer, inner := "select count(*)", "select __who, count(*) as n"
	for i, of := range c.others {
		outer += fmt.Sprintf(", count(*) filter (s%d)", i)
		inner += fmt.Sprintf(", min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", table.Ident(of.Name), i)
	}
	t, err := c.engine.Query(ctx, outer+" from ("+inner+" from "+c.from+" where __who is not null group by __who) where n > 1", nil)
	if err != nil {
		return fmt.Errorf("look for rows of several members: %w", err)
	}
	c.ofMember = map[string]bool{}
	for i, of := range c.others {
		c.ofMember[of.Name] = float64(query.Integer(t.Rows[0][1+i])) >= memberColumnShare*float64(query.Integer(t.Rows[0][0]))
	}
	return nil
}

// rowColumns returns the columns that describe a row, except key: not those that depend on the member, and not unique
// ones.
func (c *copySearch) rowColumns(key string) (list []table.Column) {
	for _, of := range c.others {
		if of.Name != key && !c.ofMember[of.Name] && !c.unique(of) {
			list = append(list, of)
		}
	}
	return list
}

// byKey returns the Copies found with the identifying column key; nil if there are too few.
func (c *copySearch) byKey(ctx context.Context, key string) (*Copies, error) {
	columns := c.rowColumns(key)
	if c.ofMember[key] || !slices.ContainsFunc(columns, func(of table.Column) bool { return c.values[of.Name] >= minForAll }) {
		return nil, nil
	}
	if alone, err := c.hasNoCopies(ctx, key, columns); alone || err != nil {
		return nil, err
	}
	groups := fmt.Sprintf("(select %s as k, count(distinct __who) as n, min(__who) as a, max(__who) as b%s)", table.Ident(key), c.groupedBy(key))
	t, err := c.engine.Query(ctx, "select count(*), count(*) filter (n > 1), max(n), min(n) from "+groups, nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	row := t.Rows[0]
	found := &Copies{Of: query.Integer(row[0]), Rows: query.Integer(row[1]), Members: query.Integer(row[2])}
	if !c.tooManyForChance(found.Rows, found.Of, query.Integer(row[3])) {
		return nil, nil
	}
	shown := append([]table.Column{{Name: key}}, columns...)
	t, err = c.engine.Query(ctx, fmt.Sprintf("select a, b, n, %s from %s as d join %s as g on g.k = d.%s and g.a = d.__who where n > 1 order by n desc, k limit 1",
		columnList(shown, "d."), c.from, groups, table.Ident(key)), nil)
	if err != nil {
		return nil, fmt.Errorf("look for rows of several members: %w", err)
	}
	return found.setExample(t, shown), nil
}

// groupedBy is the end of a SELECT with a row for each value of the column key.
func (c *copySearch) groupedBy(key string) string {
	return fmt.Sprintf(" from %s where __who is not null and %s is not null group by 1", c.from, table.Ident(key))
}

// hasNoCopies reports whether the column key shows no copies: fewer than half of its values occur with several members,
// or another column differs between rows of the same value. It is a fast first test, because it does not count members.
func (c *copySearch) hasNoCopies(ctx context.Context, key string, columns []table.Column) (bool, error) {
	inner := "select " + table.Ident(key) + " as k, min(__who) is distinct from max(__who) as several"
	outer := "select count(*), count(*) filter (several)"
	for i, of := range columns {
		inner += fmt.Sprintf(", count(%[1]s) in (0, count(*)) and min(%[1]s) is not distinct from max(%[1]s) as s%[2]d", table.Ident(of.Name), i)
		outer += fmt.Sprintf(", count(*) filter (several and s%d)", i)
	}
	t, err := c.engine.Query(ctx, outer+" from ("+inner+c.groupedBy(key)+")", nil)
	if err != nil {
		return false, fmt.Errorf("look for rows of several members: %w", err)
	}
	of, several := query.Integer(t.Rows[0][0]), query.Integer(t.Rows[0][1])
	for i := range columns {
		if float64(query.Integer(t.Rows[0][2+i])) < rowColumnShare*float64(several) {
			return true, nil
		}
	}
	return 2*several < of, nil
}

// tooManyForChance reports whether too many rows are copies for chance: copied rows out of `of`. least is the smallest number
// of members of a row.
func (c *copySearch) tooManyForChance(copied, of, least int64) bool {
	return 2*copied >= of && (of >= minCopies || of >= minForAll && c.members >= minForAll && least == c.members)
}

// columnList is a list of columns in SQL, each with the prefix.
func columnList(columns []table.Column, prefix string) string {
	list := make([]string, len(columns))
	for i, of := range columns {
		list[i] = prefix + table.Ident(of.Name)
	}
	return strings.Join(list, ", ")
}

// mostCells is the largest number of cells in Copies.Row.
const mostCells = 5

// setExample sets First, Second, Members and Row from the first row of t, and returns c.
func (c *Copies) setExample(t *table.Table, columns []table.Column) *Copies {
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
