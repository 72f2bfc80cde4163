package run

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/report"
)

// misfit is a column that does not hold what the YAML takes it for: text where a date or a number is needed. It is
// what the data or its declaration must change, said the same way whether a check or a report meets it.
type misfit struct {
	path    string // where the YAML names the column
	message string
	hint    string
}

func (m *misfit) Error() string { return m.message }

// Hint tells what to do about it.
func (m *misfit) Hint() string { return m.hint }

// want is what a column must hold.
type want struct {
	noun  string // a date, numbers
	none  string // what its first misfit is called
	cast  string // the engine's type
	kinds []table.Kind
}

var (
	wantDate   = want{"a date", "is no date", "date", []table.Kind{table.Date, table.Timestamp}}
	wantNumber = want{"a number", "is no number", "double", []table.Kind{table.Integer, table.Decimal, table.Real}}
)

// place is a column of a dataset or, with a source, of one of its tables.
type place struct{ source, name, column string }

// fits tells whether a column holds what is wanted, or why not. A column that is not there, or has no value, fits.
func (d *data) fits(ctx context.Context, plan *Plan, path string, at place, w want) *misfit {
	columns, err := d.bench.Describe(ctx, at.source, at.name)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(columns, func(c table.Column) bool { return strings.EqualFold(c.Name, at.column) })
	if i < 0 || slices.Contains(w.kinds, columns[i].Kind) {
		return nil
	}
	at.column = columns[i].Name
	value, filled := d.firstOdd(ctx, at, w, columns[i].Kind)
	if !filled {
		return nil
	}
	where := "of " + strconv.Quote(at.name)
	if at.source != "" {
		where = "of table " + strconv.Quote(at.name)
	}
	m := &misfit{path: path, message: fmt.Sprintf("column %q %s is %s, not %s: %s", at.column, where, columns[i].Kind, w.noun, value)}
	file, ok := d.origin(plan, at)
	if why := file.Kept(at.column); why != "" {
		m.message = fmt.Sprintf("column %q %s is %s: %s", at.column, where, columns[i].Kind, why)
	}
	m.hint = d.remedy(at, w, columns[i].Kind, value, file, ok)
	return m
}

// firstOdd is the first value that is not what is wanted, quoted, and whether the column has any value at all.
func (d *data) firstOdd(ctx context.Context, at place, w want, kind table.Kind) (value string, filled bool) {
	name := at.name
	if at.source != "" {
		d.looks++
		name = fmt.Sprintf("__look%d", d.looks)
		look := fmt.Sprintf("select %s from %s where %s is not null limit 1000", ident(at.column), ident(at.name), ident(at.column))
		if d.bench.Derive(ctx, at.source, name, look, nil) != nil {
			return "", true
		}
	}
	odd := "true"
	if kind == table.Text {
		odd = fmt.Sprintf("try_cast(%s as %s) is null", ident(at.column), w.cast)
	}
	ask := func(condition string) (string, bool) {
		t, err := d.bench.Query(ctx, fmt.Sprintf("select cast(%s as varchar) from %s where %s is not null and %s limit 1",
			ident(at.column), ident(name), ident(at.column), condition), nil)
		if err != nil || len(t.Rows) == 0 {
			return "", false
		}
		return strconv.Quote(cellText(t.Rows[0][0])), true
	}
	if value, ok := ask(odd); ok {
		if kind == table.Text {
			return value + " " + w.none, true
		}
		return "its first value is " + value, true
	}
	if value, ok := ask("true"); ok {
		return "its first value is " + value, true
	}
	return "", false
}

// origin is the file table that a column comes from, where a dataset's query leaves its name as it is.
func (d *data) origin(plan *Plan, at place) (loadedTable, bool) {
	if at.source != "" {
		t, ok := d.files[at.source+"."+strings.ToLower(at.name)]
		return t, ok
	}
	for _, read := range plan.reads[at.name] {
		if t, ok := d.files[read]; ok && d.hasColumn(t, at.column) {
			return t, true
		}
		if _, dataset := d.p.Config.Datasets[read]; dataset {
			if t, ok := d.origin(plan, place{name: read, column: at.column}); ok {
				return t, true
			}
		}
	}
	return loadedTable{}, false
}

func (d *data) hasColumn(t loadedTable, column string) bool {
	columns, err := d.bench.Describe(context.Background(), t.source, t.name)
	return err == nil && has(columns, column)
}

// Kept says why a column of the table is text although most of its cells are more, "" when that is not known.
func (t loadedTable) Kept(column string) string {
	for _, f := range t.files {
		for name, why := range f.Kept {
			if strings.EqualFold(name, column) {
				return why
			}
		}
	}
	return ""
}

var (
	compactDay  = regexp.MustCompile(`"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"$`)
	excelSerial = regexp.MustCompile(`"[2-6]\d{4}(?:\.0+)?"$`)
)

// remedy says how the column becomes what is wanted.
func (d *data) remedy(at place, w want, kind table.Kind, value string, t loadedTable, isFile bool) string {
	declared := "date"
	if w.cast != "date" {
		declared = "decimal(2)"
	}
	switch {
	case w.cast == "date" && excelSerial.MatchString(value):
		return fmt.Sprintf("a spreadsheet's count of days: select * replace (date '1899-12-30' + cast(%s as integer) as %s) from …", at.column, at.column)
	case isFile && kind == table.Text:
		return "correct the file; to have every such line named, declare " + d.tableKey(t, fmt.Sprintf("columns: {%s: %s}", key(at.column), declared))
	case isFile && w.cast == "date" && compactDay.MatchString(value):
		return "declare " + d.tableKey(t, fmt.Sprintf("columns: {%s: date}", key(at.column)))
	}
	return fmt.Sprintf("make %s of it in the dataset's query: cast(%s as %s)", w.noun, at.column, map[bool]string{true: "date", false: "decimal(18,2)"}[w.cast == "date"])
}

// tableKey is how the YAML says something of one file table.
func (d *data) tableKey(t loadedTable, what string) string {
	if _, named := d.p.Config.Sources[t.source].Tables[t.name]; named {
		return fmt.Sprintf("sources.%s.tables.%s: {%s}", t.source, t.name, what)
	}
	file := ""
	if len(t.files) > 0 {
		file = "file: " + key(path.Clean(t.files[0].Origin)) + ", "
	}
	return fmt.Sprintf("sources.%s: {tables: {%s: {%s%s}}}", t.source, key(t.name), file, what)
}

var plainKey = regexp.MustCompile(`^[\pL_][\pL\d_./-]*$`)

// key is a word as YAML needs it within braces.
func key(word string) string {
	if plainKey.MatchString(word) {
		return word
	}
	return strconv.Quote(word)
}

// metricMisfit is the column that a metric fails for, nil when none is to blame.
func (d *data) metricMisfit(ctx context.Context, plan *Plan, name string) *misfit {
	m := d.p.Config.Metrics[name]
	if m.Date != "" {
		if bad := d.fits(ctx, plan, "metrics."+name+".date", place{name: m.Dataset, column: m.Date}, wantDate); bad != nil {
			return bad
		}
	}
	for i, t := range d.p.Config.Targets {
		if t.Metric == name && t.Dataset != "" {
			if bad := d.targetMisfit(ctx, plan, i, t); bad != nil {
				return bad
			}
		}
	}
	return d.valueMisfit(ctx, plan, name, m)
}

func (d *data) targetMisfit(ctx context.Context, plan *Plan, i int, t config.Target) *misfit {
	at := fmt.Sprintf("targets[%d]", i)
	if bad := d.fits(ctx, plan, at+".date", place{name: t.Dataset, column: t.Date}, wantDate); bad != nil {
		return bad
	}
	return d.fits(ctx, plan, at+".value", place{name: t.Dataset, column: t.Value}, wantNumber)
}

// summed is a column that an aggregate adds up.
var summed = regexp.MustCompile(`(?i)\b(?:sum|avg|mean|median|stddev|stddev_pop|stddev_samp|fsum|favg)\s*\(\s*(?:distinct\s+)?("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*\)`)

// valueMisfit is the text column that a metric's value adds up.
func (d *data) valueMisfit(ctx context.Context, plan *Plan, name string, m config.Metric) *misfit {
	for _, found := range summed.FindAllStringSubmatch(m.Value, -1) {
		if bad := d.fits(ctx, plan, "metrics."+name+".value", place{name: m.Dataset, column: unquoted(found[1])}, wantNumber); bad != nil {
			return bad
		}
	}
	return nil
}

func unquoted(name string) string {
	if strings.HasPrefix(name, `"`) {
		return strings.ReplaceAll(strings.Trim(name, `"`), `""`, `"`)
	}
	return name
}

// compared is a column that a query holds against one of Bilan's dates.
var compared = regexp.MustCompile(`(?i)("(?:[^"]|"")+"|[\pL_][\pL\d_]*)\s*(?:>=|<=|<>|!=|=|<|>|between)\s*[:$](?:period_start|period_end|history_start|today)\b`)

// queryMisfit is the column of a file for which a dataset's query fails.
func (d *data) queryMisfit(ctx context.Context, plan *Plan, dataset string) *misfit {
	ds := d.p.Config.Datasets[dataset]
	for _, found := range compared.FindAllStringSubmatch(ds.Query, -1) {
		for _, read := range plan.reads[dataset] {
			at := place{name: read, column: unquoted(found[1])}
			if ds.Source != "" {
				at = place{ds.Source, strings.TrimPrefix(read, ds.Source+"."), at.column}
			}
			if bad := d.fits(ctx, plan, "datasets."+dataset+".query", at, wantDate); bad != nil {
				return bad
			}
		}
	}
	return nil
}

// explained is an error of figures or checks with the column to blame, where one is; or with the dataset that has no
// row, of whose types a source may know nothing.
func (d *data) explained(ctx context.Context, plan *Plan, err error) error {
	if ctx.Err() != nil {
		return err
	}
	for _, name := range plan.Datasets {
		ds := d.p.Config.Datasets[name]
		if bad := d.fits(ctx, plan, "datasets."+name+".checks.fresh", place{name: name, column: ds.Checks.Fresh.Column}, wantDate); bad != nil {
			return &Unusable{Cause: bad}
		}
	}
	for _, name := range metricsOf(plan.Needs) {
		if bad := d.metricMisfit(ctx, plan, name); bad != nil {
			return &Unusable{Cause: fmt.Errorf("metric %q: %w", name, bad)}
		}
	}
	for _, name := range metricsOf(plan.Needs) {
		dataset := d.p.Config.Metrics[name].Dataset
		t, failed := d.bench.Query(ctx, "select 1 from "+ident(dataset)+" limit 1", nil)
		if failed == nil && len(t.Rows) == 0 {
			return &Unusable{Doubts: []Doubt{noRow(plan, dataset)}}
		}
	}
	return err
}

func metricsOf(needs report.Needs) []string {
	var names []string
	for _, a := range needs.Asks {
		if !slices.Contains(names, a.Metric) {
			names = append(names, a.Metric)
		}
	}
	return names
}

// sqlMistake is what is wrong with a piece of SQL in the YAML, at its own byte where that is known.
func sqlMistake(cfg *config.Config, path, text string, err error) config.Mistake {
	var at *SQLError
	if !errors.As(err, &at) {
		return cfg.At(path, err.Error(), "")
	}
	hint := at.Hint
	if hint == "" {
		hint = spaced(path, text, at)
	}
	if at.Offset < 0 {
		return cfg.At(path, at.Message, hint)
	}
	return cfg.AtOffset(path, text, at.Offset, at.Message, hint)
}
