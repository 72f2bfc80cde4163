package staging

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/locale"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// unfoldWide returns a table of objectives once for each of its columns of months or quarters, with the SQL of the other
// roles from f. For an entity without 'wide' it returns f alone. Mistakes are reported at the key 'wide'.
func (s *Staging) unfoldWide(ctx context.Context, t mappedTable, e *sales.Entity, f sales.From) ([]sales.From, error) {
	if e.Wide == nil {
		return []sales.From{f}, nil
	}
	columns, headings := s.wideColumns(t, e, f.SQL["year"] != "")
	if len(columns) == 0 {
		return nil, nil
	}
	var kind table.Kind
	if year := f.SQL["year"]; year != "" {
		var err error
		if kind, _, err = s.probe(ctx, t, e.Path+".year", year); err != nil {
			return nil, err
		}
	}
	amount := sales.Role{Name: "amount", Kind: "amount", Path: e.Path + ".wide"}
	var list []sales.From
	for i, column := range columns {
		if err := s.checkColumn(ctx, t, amount, column); err != nil {
			return nil, err
		}
		unfolded := sales.From{Dataset: f.Dataset, SQL: maps.Clone(f.SQL)}
		unfolded.SQL["amount"], unfolded.SQL[e.Wide.Per()] = table.Ident(column), sales.HeadingStartSQL(headings[i], f.SQL["year"], kind)
		list = append(list, unfolded)
	}
	return list, nil
}

// wideColumns returns the columns that 'wide' names, and the months or quarters in their names. If they are not all of
// one kind, it reports a mistake and returns none.
func (s *Staging) wideColumns(t mappedTable, e *sales.Entity, hasYear bool) (names []string, headings []locale.Heading) {
	fail := func(hint, message string, args ...any) ([]string, []locale.Heading) {
		s.addMistake(e.Path+".wide", t.name+" "+fmt.Sprintf(message, args...), hint)
		return nil, nil
	}
	from, to, _ := strings.Cut(e.Wide.Columns, "..")
	first, last := columnIndex(t.columns, from), columnIndex(t.columns, to)
	for _, end := range []struct {
		text string
		at   int
	}{{from, first}, {to, last}} {
		if end.at < 0 {
			return fail(loaded.ColumnHint(strings.TrimSpace(end.text), t.columns), "has no column %q", strings.TrimSpace(end.text))
		}
	}
	if last < first {
		return fail("write "+strings.TrimSpace(to)+".."+strings.TrimSpace(from), "has the column %q after %q", t.columns[first].Name, t.columns[last].Name)
	}
	for _, c := range t.columns[first : last+1] {
		names = append(names, c.Name)
	}
	headings, stray, undated, ok := locale.Headings(names, e.Wide.Year)
	if !ok || stray != "" {
		return fail("name columns that are all months, or all quarters", "has a column %q in that range, which is not named like a month", cmp.Or(stray, names[0]))
	}
	if undated && e.Wide.Year == 0 && !hasYear {
		return fail("write wide: {columns: "+e.Wide.Columns+", year: 2026}, or year: below quotas with the column that says it", "does not say the year of the column %q", names[0])
	}
	if i := slices.IndexFunc(headings, func(h locale.Heading) bool { return h.Quarter != headings[0].Quarter }); i > 0 {
		return fail("name the months, or the quarters", "has months and quarters among these columns: %q and %q", names[0], names[i])
	}
	return names, headings
}

// columnIndex returns the index of the column that a text names, by its name or by its month or quarter; -1 if there is
// none.
func columnIndex(columns []table.Column, text string) int {
	if i := slices.IndexFunc(columns, func(c table.Column) bool { return sales.Fold(c.Name) == sales.Fold(text) }); i >= 0 {
		return i
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return locale.HeadingAt(names, text)
}
