package ownership

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/member"
	"bilan/internal/proof"
	"bilan/internal/table"
	"bilan/report/metric/query"
	"bilan/report/scope"
)

// proveIndependence proves for each table that a member's rows stay the same without the rows of other members. A query
// that joins, ranks or sums could otherwise show another member's data in his rows. The query runs once for each half
// of the members: one pair of halves per binary digit of their index, so that any two members are in different halves
// at least once. If a member's rows differ, the query runs again without each other member in turn. A number may depend
// on at least three others, as a share of the total does.
func (w *ownerFinder) proveIndependence(ctx context.Context, a *Owners, tables map[string]*table.Table, dim string) error {
	for _, need := range w.plan.Needs.Tables {
		if a.Undivided(need.ID) || rowByRow(need.SQL) || w.plan.Scope.Tables[need.ID].From != "" {
			continue
		}
		at := slices.IndexFunc(a.reads[need.ID], func(name string) bool { return w.plan.Model.Datasets[name].Keys[dim] != "" && !w.allowsSeveral(name) })
		if at < 0 {
			continue
		}
		s := &independence{w: w, need: need, dim: dim, dataset: a.reads[need.ID][at], allRows: tables[need.ID], owners: a.owners[need.ID], hidden: map[int]bool{}, dependent: map[int]bool{}}
		if err := s.proveOrHide(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// proveOrHide proves one table. In a pack's table it hides a column that depends on other members, such as a share of the
// total, and it leaves out a table whose rows depend on them. In a table that a person wrote, such a leak is an error.
func (s *independence) proveOrHide(ctx context.Context, a *Owners) error {
	for {
		leak, err := s.findLeak(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("table: reports.%s.%s: %w", s.w.plan.Name, s.need.ID, err)
		case leak != nil && s.w.needsOwners(s.dim):
			leak.Edition, leak.Whose = memberByKey(a.Members, s.dim, leak.Edition.Key), memberName(a.Members, s.dim, leak.Whose)
			return fmt.Errorf("%w (%s)", &proof.Failed{Leaks: []proof.Leak{leak.Leak}}, dependenceHint)
		case leak == nil:
			s.hideColumns(a)
			return nil
		case leak.column < 0:
			a.owners[s.need.ID] = nil
			return nil
		}
		s.hidden[leak.column] = true
	}
}

// hideColumns notes which columns of a pack's table the members' editions do not show. A table section that lists no
// columns is left out instead.
func (s *independence) hideColumns(a *Owners) {
	if s.w.needsOwners(s.dim) {
		return
	}
	maps.Copy(s.hidden, s.dependent)
	for c := range s.hidden {
		a.hidden[s.need.ID] = append(a.hidden[s.need.ID], s.allRows.Columns[c].Name)
	}
	for i, section := range s.w.plan.Report.Sections {
		if fmt.Sprintf("sections[%d]", i) == s.need.ID && len(section.Table.Columns) == 0 && len(s.hidden) > 0 {
			a.owners[s.need.ID] = nil
		}
	}
}

// leakAt is a leak in a column of a table. The column is -1 if the whole row leaks.
type leakAt struct {
	proof.Leak
	column int
}

// dependenceHint is the advice for a query in which a member's rows depend on those of others.
const dependenceHint = "its SQL joins, ranks or sums over the rows of all members: separate them by the member's column, as in over (partition by …), or leave the column out"

var combinesRows = regexp.MustCompile(`(?i)\b(over|group|qualify|distinct|union|except|intersect|unnest|limit|using|asof)\b`)
var selects = regexp.MustCompile(`(?i)\b(select|from|join)\b`)

// rowByRow reports whether the text of a SELECT shows that each of its rows comes from one row of one table.
func rowByRow(sql string) bool {
	text := config.StripComments(sql)
	return !combinesRows.MatchString(text) && len(selects.FindAllString(text, -1)) == 2 && !strings.Contains(afterFrom(text), ",")
}

// afterFrom returns the text after FROM, up to WHERE or ORDER.
func afterFrom(text string) string {
	lower := strings.ToLower(text)
	_, rest, _ := strings.Cut(lower, "from")
	rest, _, _ = strings.Cut(rest, "where")
	rest, _, _ = strings.Cut(rest, "order")
	return rest
}

// independence checks one table by running its query with the rows of only some members.
type independence struct {
	w         *ownerFinder
	need      scope.TableNeed
	dim       string
	dataset   string
	allRows   *table.Table
	owners    []string
	hidden    map[int]bool // columns that are not compared, by index
	dependent map[int]bool // columns with a cell that depends on other members' rows, by index
}

// findLeak returns the first leak: a row or cell that depends on another member's rows. It is nil if there is none, and
// it names the members by their keys.
func (s *independence) findLeak(ctx context.Context) (*leakAt, error) {
	keys, err := s.memberKeys(ctx)
	if err != nil {
		return nil, err
	}
	suspects := map[string]*dependence{}
	for digit := 1; digit < len(keys); digit *= 2 {
		for _, side := range []int{0, digit} {
			var half []string
			for i, key := range keys {
				if i&digit == side {
					half = append(half, key)
				}
			}
			rows, err := s.rows(ctx, half)
			if err != nil {
				return nil, err
			}
			for _, key := range half {
				if ownRows := s.rowsOf(key); key != "" && !s.areAmong(ownRows, rows[key]) {
					if suspects[key] == nil {
						suspects[key] = &dependence{rows: ownRows, members: map[cellAt][]string{}}
					}
					s.compare(suspects[key], rows[key], func(at cellAt) { suspects[key].members[at] = suspects[key].members[at][:0:0] })
				}
			}
		}
	}
	if len(suspects) == 0 {
		return nil, nil
	}
	return s.leaveOutEach(ctx, keys, suspects)
}

// memberKeys returns the keys of the members who have rows in the dataset, in order. "" stands for rows that match no
// member.
func (s *independence) memberKeys(ctx context.Context) ([]string, error) {
	rows, err := s.keyedRows()
	if err != nil {
		return nil, err
	}
	t, err := s.w.engine.Query(ctx, "select distinct __key from "+rows+" as d order by 1", nil)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		keys[i] = query.Text(row[0])
	}
	return keys, nil
}

func (s *independence) keyedRows() (string, error) {
	return query.KeyedRows(s.w.plan.Model, loaded.StoredName(s.dataset), s.dataset, s.dim, "", query.CleanSQL)
}

// rows runs the table's query with the rows of only some members, and returns its rows by the key of the member.
func (s *independence) rows(ctx context.Context, keys []string) (map[string][][]table.Cell, error) {
	keysOfMembers := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" })
	condition := "false"
	if len(keysOfMembers) > 0 {
		condition = "__key in (" + query.Literals(keysOfMembers) + ")"
	}
	if len(keysOfMembers) < len(keys) {
		condition += " or __key is null"
	}
	keyed, err := s.keyedRows()
	if err != nil {
		return nil, err
	}
	t, err := s.w.data.Asker(s.w.plan.TableParams()).FirstOf(ctx, maxRows, s.need.SQL, s.dataset, "select * exclude (__key, __raw) from "+keyed+" as d where "+condition)
	if err != nil {
		return nil, err
	}
	owners, err := s.w.ownersOf(ctx, s.need, t, s.dim)
	if err != nil {
		return nil, err
	}
	by := map[string][][]table.Cell{}
	for i, row := range t.Rows {
		by[owners[i]] = append(by[owners[i]], row)
	}
	return by, nil
}

// maxRows is how many rows of a query are read at most. It is above the limit for any table.
const maxRows = 100_001

// rowsOf returns a member's rows from the query over all members.
func (s *independence) rowsOf(key string) (list [][]table.Cell) {
	for i, owner := range s.owners {
		if owner == key {
			list = append(list, s.allRows.Rows[i])
		}
	}
	return list
}

// areAmong reports whether each of rows is also in others. More rows in others are no leak: they are the member's own
// rows that other members had pushed out of a ranking.
func (s *independence) areAmong(rows, others [][]table.Cell) bool {
	count := map[string]int{}
	for _, row := range others {
		count[s.visibleText(row)]++
	}
	for _, row := range rows {
		if count[s.visibleText(row)]--; count[s.visibleText(row)] < 0 {
			return false
		}
	}
	return true
}

// visibleText returns a row as text, without its hidden columns.
func (s *independence) visibleText(row []table.Cell) string {
	var b strings.Builder
	for c, cell := range row {
		if !s.hidden[c] {
			fmt.Fprint(&b, cell, "\x00")
		}
	}
	return b.String()
}

// memberByKey returns the member with a key, or a member with that key as its name if none is known.
func memberByKey(list []member.Member, dim, key string) member.Member {
	if m := member.Find(list, dim, key); m != nil {
		return *m
	}
	return member.Member{Dimension: dim, Key: key, Label: key}
}

// memberName names the member with a key in words. The key "" stands for rows that match no member.
func memberName(list []member.Member, dim, key string) string {
	if key == "" {
		return "rows that match no " + dim
	}
	return proof.MemberName(memberByKey(list, dim, key))
}
