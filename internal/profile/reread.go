package profile

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/guess"
	"bilan/internal/table"
	"bilan/sources/folder"
)

// unfold sets wide: for consecutive columns with names of months or quarters, so that they become rows.
func (f *file) unfold(ctx context.Context) {
	run := findRun(f.info.Columns)
	if !run.longEnough() {
		return
	}
	first, last, year := run.first, run.last, run.year
	w := &f.changeSettings().Wide
	w.Columns = f.info.Columns[first].Name + ".." + f.info.Columns[last].Name
	w.Into, w.Value = run.columnName(f.french), "amount"
	if f.french {
		w.Value = "montant"
	}
	for slices.ContainsFunc(f.info.Columns, func(c table.Column) bool {
		return strings.EqualFold(c.Name, w.Value) || strings.EqualFold(c.Name, w.Into)
	}) {
		w.Into, w.Value = w.Into+"_1", w.Value+"_1"
	}
	title := f.title(ctx)
	f.thousands = guess.SaysThousands(title)
	if year > 0 {
		return
	}
	if m := yearPattern.FindString(title + " " + f.info.Origin); m != "" {
		fmt.Sscan(m, &w.Year)
		return
	}
	w.Year = f.year
	f.doubts = append(f.doubts, "of which year?")
}

var yearPattern = regexp.MustCompile(`20\d\d`)

// title returns the column names of a file or sheet and the text above them.
func (f *file) title(ctx context.Context) string {
	var parts []string
	for _, c := range f.info.Columns {
		parts = append(parts, c.Name)
	}
	dir, err := os.MkdirTemp(f.dir, "title-")
	if err != nil {
		return ""
	}
	defer os.RemoveAll(dir)
	folder, err := folder.Open(f.source, f.src, f.log)
	if err != nil {
		return ""
	}
	defer folder.Close()
	explained, _ := folder.Explain(ctx, f.info.Name, dir) // on an error, its partial answer is enough
	for _, file := range explained.Files {
		for _, fact := range file.Found {
			if fact.Name == "above" {
				parts = append(parts, fact.Why)
			}
		}
	}
	return strings.Join(parts, " ")
}

// needsReread reports whether the table's values show that it must be read with other settings, and changes these.
func (f *file) needsReread(ctx context.Context) bool {
	t := f.summary
	if len(f.info.Columns) == 0 { // they could not be read before the settings were known
		for _, c := range t.Columns {
			f.info.Columns = append(f.info.Columns, table.Column{Name: c.Name, Kind: c.Kind})
		}
		if f.unfold(ctx); f.settings.Wide.Columns != "" {
			return true
		}
	}
	if f.settings.CSV.Dates == "" {
		if dates := datesOf(t); dates != "" {
			f.changeSettings().CSV.Dates = dates
			return true
		}
	}
	if len(f.settings.FillDown) == 0 && f.settings.Wide.Columns == "" {
		if columns := f.headColumns(ctx, t); len(columns) > 0 {
			f.changeSettings().FillDown = columns
			return true
		}
	}
	return false
}

var (
	shortDay      = regexp.MustCompile(`^\d{1,2}[/.-]\d{1,2}[/.-]\d\d$`)
	eightDigitDay = regexp.MustCompile(`^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$`)
)

// datesOf returns the dates: setting for a column of days that was read as texts or numbers, "" if there is none.
func datesOf(t *guess.Table) string {
	for _, c := range t.Columns {
		switch {
		case c.Kind == table.Text && allMatch(c.Values, shortDay):
			return "dd/mm/yy"
		case c.Kind == table.Integer && allMatch(c.Values, eightDigitDay) && guess.SaysDate(c.Name):
			return "yyyymmdd"
		}
	}
	return ""
}

func allMatch(values []guess.Value, form *regexp.Regexp) bool {
	return len(values) > 0 && !slices.ContainsFunc(values, func(v guess.Value) bool { return !form.MatchString(strings.TrimSpace(v.Text)) })
}

// headColumns returns the columns that an export fills only in the first of several rows that belong together. They are
// empty in the same rows while another column is always filled; nil if fewer than three are.
func (f *file) headColumns(ctx context.Context, t *guess.Table) (names []string) {
	if len(t.Columns) < 4 || t.Rows < 3 {
		return nil
	}
	first := t.Columns[0]
	if first.Filled == 0 || first.Filled >= t.Rows {
		return nil
	}
	var candidates, parts []string
	for _, c := range t.Columns {
		if c.Filled == first.Filled {
			candidates = append(candidates, c.Name)
			parts = append(parts, fmt.Sprintf("count(*) filter (where (%s is null) <> (%s is null))", table.Ident(c.Name), table.Ident(first.Name)))
		}
	}
	filled := slices.ContainsFunc(t.Columns, func(c guess.Column) bool { return c.Filled == t.Rows })
	if len(candidates) < 3 || !filled {
		return nil
	}
	counts, err := f.engine.Query(ctx, "select "+strings.Join(parts, ", ")+" from "+table.Ident(f.name), nil)
	if err != nil {
		return nil
	}
	for i, n := range counts.Rows[0] {
		if n == int64(0) {
			names = append(names, candidates[i])
		}
	}
	if len(names) < 3 {
		return nil
	}
	return names
}
