package ownership

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/proof"
	"bilan/internal/table"
)

// cellAt is the position of a cell in a member's rows, both from 0.
type cellAt struct{ row, column int }

// dependence holds which cells of one member's rows depend on other members.
type dependence struct {
	rows    [][]table.Cell
	members map[cellAt][]string // the keys of those members; empty while it is not known who they are
}

// allShared reports whether every dependent cell depends on enough members that none of them can be deduced.
func (d *dependence) allShared() bool {
	for _, members := range d.members {
		if len(members) < proof.FewestOthers {
			return false
		}
	}
	return len(d.members) > 0
}

// leaveOutEach runs the table's query again without each member in turn, and returns the first leak among the suspects.
// A row, text or day is a leak if it depends on any other member; a number, if it depends on fewer than
// proof.FewestOthers.
func (s *independence) leaveOutEach(ctx context.Context, keys []string, suspects map[string]*dependence) (*leakAt, error) {
	order := slices.Sorted(maps.Keys(suspects))
	for _, omitted := range keys {
		if !slices.ContainsFunc(order, func(key string) bool { return !suspects[key].allShared() }) {
			return nil, nil
		}
		rows, err := s.rows(ctx, slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == omitted }))
		if err != nil {
			return nil, err
		}
		for _, key := range order {
			if key == omitted {
				continue
			}
			if leak := s.noteDifferences(suspects[key], key, omitted, rows[key]); leak != nil {
				return leak, nil
			}
		}
	}
	for _, key := range order {
		if leak, err := s.findLeakOfFew(ctx, suspects[key], key); leak != nil || err != nil {
			return leak, err
		}
	}
	return nil, nil
}

// noteDifferences notes the cells of a member's rows that change when the member omitted is left out. It returns
// a leak for a row, text or day that does.
func (s *independence) noteDifferences(d *dependence, key, omitted string, rows [][]table.Cell) (leak *leakAt) {
	if s.areAmong(d.rows, rows) {
		return nil
	}
	if !s.compare(d, rows, func(at cellAt) {
		if kind := s.allRows.Columns[at.column].Kind; leak == nil && kind != table.Integer && kind != table.Decimal && kind != table.Real {
			leak = s.newLeak(key, omitted, d.rows[at.row], at.column)
		}
		d.members[at] = append(d.members[at], omitted)
	}) {
		return s.newLeak(key, omitted, d.rows[s.firstMissing(d.rows, rows)], -1)
	}
	return leak
}

// compare calls differs for each cell of a member's rows that has another value in rows. It returns false if the two
// cannot be compared: they differ in number, or no column is equal.
func (s *independence) compare(d *dependence, rows [][]table.Cell, differs func(cellAt)) bool {
	equalColumns := s.sameColumns(d.rows, rows)
	sortedOwn, sortedOthers := sortedBy(d.rows, equalColumns), sortedBy(rows, equalColumns)
	if len(sortedOwn) != len(sortedOthers) || len(equalColumns) == 0 {
		return false
	}
	for i, row := range sortedOwn {
		for c := range row {
			if !s.hidden[c] && fmt.Sprint(row[c]) != fmt.Sprint(sortedOthers[i][c]) {
				s.dependent[c] = true
				differs(cellAt{slices.IndexFunc(d.rows, func(r []table.Cell) bool { return &r[0] == &row[0] }), c})
			}
		}
	}
	return true
}

// findLeakOfFew returns a leak for a number that fewer than proof.FewestOthers members determine: computed from their
// rows and the member's own alone, it is the same. This second query is needed because of rounding: a rounded number of
// many members may stay the same without most of them one by one.
func (s *independence) findLeakOfFew(ctx context.Context, d *dependence, key string) (*leakAt, error) {
	asked := map[string][][]table.Cell{}
	for i, row := range d.rows {
		for c := range row {
			members := d.members[cellAt{i, c}]
			if len(members) == 0 || len(members) >= proof.FewestOthers || s.isRank(c) {
				continue
			}
			fewKeys := strings.Join(members, "\n")
			if asked[fewKeys] == nil {
				rows, err := s.rows(ctx, append([]string{key}, members...))
				if err != nil {
					return nil, err
				}
				asked[fewKeys] = rows[key]
			}
			if s.sameCell(d.rows, asked[fewKeys], row, c) {
				return s.newLeak(key, members[0], row, c), nil
			}
		}
	}
	return nil, nil
}

// sameCell reports whether a row, which is one of rows, has the same cell in the corresponding row of others.
func (s *independence) sameCell(rows, others [][]table.Cell, row []table.Cell, column int) bool {
	equalColumns := s.sameColumns(rows, others)
	sortedOwn, sortedOthers := sortedBy(rows, equalColumns), sortedBy(others, equalColumns)
	at := slices.IndexFunc(sortedOwn, func(r []table.Cell) bool { return &r[0] == &row[0] })
	return len(sortedOwn) == len(sortedOthers) && fmt.Sprint(row[column]) == fmt.Sprint(sortedOthers[at][column])
}

var ranking = regexp.MustCompile(`(?i)\b(row_number|rank|dense_rank|ntile)\s*\(`)

// isRank reports whether a column may be a rank among all members, which is not an amount of one member.
func (s *independence) isRank(column int) bool {
	return s.allRows.Columns[column].Kind == table.Integer && ranking.MatchString(s.need.SQL)
}

func (s *independence) newLeak(key, whose string, row []table.Cell, column int) *leakAt {
	at := slices.IndexFunc(s.allRows.Rows, func(r []table.Cell) bool { return &r[0] == &row[0] })
	location := fmt.Sprintf("%s, row %d", s.need.ID, at+1)
	if column >= 0 {
		location += fmt.Sprintf(", column %q, which changes without his rows", s.allRows.Columns[column].Name)
	} else {
		location += ", which is missing without his rows"
	}
	l := &leakAt{proof.Leak{Whose: whose, Where: location, What: proof.RowText(row), Dataset: s.dataset}, column}
	l.Edition.Key = key
	return l
}

// sameColumns returns the indices of the columns that have the same cells, in any order, in two lists of rows.
func (s *independence) sameColumns(a, b [][]table.Cell) (list []int) {
	for c := range s.allRows.Columns {
		if slices.Equal(columnTexts(a, c), columnTexts(b, c)) {
			list = append(list, c)
		}
	}
	return list
}

func columnTexts(rows [][]table.Cell, column int) []string {
	list := make([]string, len(rows))
	for i, row := range rows {
		list[i] = fmt.Sprint(row[column])
	}
	slices.Sort(list)
	return list
}

// sortedBy returns the rows in the order of the given columns.
func sortedBy(rows [][]table.Cell, columns []int) [][]table.Cell {
	list := slices.Clone(rows)
	text := func(row []table.Cell) (key []string) {
		for _, c := range columns {
			key = append(key, fmt.Sprint(row[c]))
		}
		return key
	}
	slices.SortStableFunc(list, func(x, y []table.Cell) int { return slices.Compare(text(x), text(y)) })
	return list
}

// firstMissing returns the index of the first of rows that is not in others; 0 if all are.
func (s *independence) firstMissing(rows, others [][]table.Cell) int {
	for i, row := range rows {
		if !s.areAmong([][]table.Cell{row}, others) {
			return i
		}
	}
	return 0
}
