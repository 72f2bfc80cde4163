package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/csv"
	"bilan/sources/parquet"
	"bilan/sources/typing"
)

// preparation turns the files of one table into Parquet. A column's type holds for all of its cells: decide reads
// them all and write reads them again. Most files show in their first rows what they are, so that glance plans from
// those and the write that follows watches for the first cell that could have changed the plan.
type preparation struct {
	table   string
	inputs  []*fileInput
	dialect *typing.Dialect
	layout  *fileLayout
	log     *slog.Logger
	sample  int64              // rows that the first look takes
	readers int                // workers that may share a file
	block   int                // bytes that one of them takes at a time
	plans   []typing.Plan      // one per file column
	last    bool               // total rows that still show are an error
	guesses []typing.TypeGuess // what the plans rest on after a first look; nil when every cell was seen
}

func newPreparation(name string, inputs []*fileInput, d *typing.Dialect, wide config.Wide, log *slog.Logger) (*preparation, error) {
	layout, err := newFileLayout(inputs, d, wide)
	if err != nil {
		return nil, err
	}
	return &preparation{table: name, inputs: inputs, dialect: d, layout: layout, log: log, sample: typing.FirstLook, readers: csv.Readers(), block: csv.BlockSize}, nil
}

// decide plans the columns from all cells.
func (p *preparation) decide(ctx context.Context) error {
	surveys := p.layout.surveys()
	for _, in := range p.inputs {
		if _, err := p.survey(ctx, in, surveys, -1); err != nil {
			return err
		}
	}
	p.guesses = nil
	return p.plan(surveys)
}

// glance plans the columns from the first rows, and says whether those are enough for a write that watches.
func (p *preparation) glance(ctx context.Context) (enough bool, err error) {
	surveys := p.layout.surveys()
	seen, err := p.survey(ctx, p.inputs[0], surveys, p.sample)
	if err != nil || len(p.inputs) == 1 && seen < p.sample {
		if err == nil {
			err = p.plan(surveys)
		}
		return err == nil, err
	}
	if p.plan(surveys) != nil {
		return false, nil
	}
	for i, s := range surveys {
		h, ok := typing.NewTypeGuess(&p.plans[i], s, p.dialect)
		if !ok {
			return false, nil
		}
		p.guesses = append(p.guesses, h)
	}
	return true, nil
}

func (p *preparation) plan(surveys []*typing.Survey) error {
	t := typing.NewTyping(p.dialect, surveys)
	p.plans = p.plans[:0]
	var errs []error
	for i, name := range p.layout.names {
		if w := p.layout.wide; w != nil && i >= w.first && i <= w.last {
			name = w.value
		}
		plan, err := t.Decide(name, surveys[i], p.layout.declared[strings.ToLower(name)])
		if err != nil && (len(errs) == 0 || err.Error() != errs[len(errs)-1].Error()) {
			errs = append(errs, err)
		}
		if err != nil {
			plan.Why = "not decided"
		}
		plan.Cells = surveys[i].Cells
		p.plans = append(p.plans, plan)
	}
	return errors.Join(errs...)
}

// survey counts the cells of a file, at most those of limit rows, and returns how many rows it saw.
func (p *preparation) survey(ctx context.Context, in *fileInput, surveys []*typing.Survey, limit int64) (seen int64, err error) {
	r := p.dialect.NewCellReader(in.origin, in.charset)
	bad := func(e *rowError) error {
		if p.dialect.SkipBad || e.total != "" && p.dialect.Totals == typing.SkipTotals {
			return nil
		}
		if e.hint = cmp.Or(e.hint, "correct it, or csv: {bad_rows: skip}"); e.total != "" {
			e.hint = oddTotalHint
		}
		return e
	}
	in.cut = nil
	err = in.walk(ctx, p.dialect.Footer, bad, func(rec *csv.Record) error {
		if seen == limit {
			return io.EOF
		}
		seen++
		for i, c := range rec.Cells {
			surveys[i].Add(r, c.B, c.Form, rec.Line)
		}
		return nil
	})
	return seen, err
}

// say logs the plans, and why a column that looks like more is text.
func (p *preparation) say() {
	var types []string
	for i, plan := range p.plans {
		if p.folded(i) || p.dropped(i) {
			continue
		}
		types = append(types, plan.Name+" "+plan.Describe())
		if plan.Note != "" && plan.Cells > 0 {
			p.log.Info("column kept as text", "table", p.table, "column", plan.Name, "because", plan.Note)
		}
	}
	p.log.Info("columns typed", "table", p.table, "types", strings.Join(types, ", "))
}

// sayLeftOut logs the rows that a person had left out: totals, and at the end what does not look like one.
func (p *preparation) sayLeftOut(in *fileInput, cut []table.BadRow) {
	for _, row := range slices.Sorted(maps.Keys(in.omit)) {
		p.log.Info("total row left out", "table", p.table, "file", in.origin, "line", in.omit[row].line, "text", in.omit[row].label)
	}
	for _, row := range cut {
		p.log.Warn("footer: cuts a row that looks like the others", "table", p.table, "file", row.Origin, "line", row.Line, "value", row.Value)
	}
}

// kept tells why columns that look like more are text.
func (p *preparation) kept() map[string]string {
	why := map[string]string{}
	for i, plan := range p.plans {
		if plan.Note != "" && plan.Cells > 0 && !p.dropped(i) {
			why[plan.Name] = plan.Note
		}
	}
	return why
}

// vacant are the columns without any value that nobody typed.
func (p *preparation) vacant() []string {
	var names []string
	for i, plan := range p.plans {
		if plan.Cells == 0 && !plan.Declared && !p.folded(i) && !p.dropped(i) {
			names = append(names, plan.Name)
		}
	}
	return names
}

// folded tells a column of a wide sheet that shares the plan of the first.
func (p *preparation) folded(i int) bool {
	w := p.layout.wide
	return w != nil && i > w.first && i <= w.last
}

// dropped tells a column without name and values.
func (p *preparation) dropped(i int) bool {
	return p.layout.made[i] && p.plans[i].Cells == 0 && !p.plans[i].Declared && len(p.dialect.Names) == 0 && !p.headless()
}

func (p *preparation) headless() bool { return !p.dialect.HasHeader() }

// columns are the table's columns, in order.
func (p *preparation) columns() []table.Column {
	var out []table.Column
	for i, plan := range p.plans {
		if w := p.layout.wide; w != nil && i >= w.first && i <= w.last {
			if i == w.first {
				out = append(out, w.key(), plan.Column)
			}
			continue
		}
		if !p.dropped(i) {
			out = append(out, plan.Column)
		}
	}
	return out
}

func (u *unfolding) key() table.Column {
	if u.dated {
		return table.Column{Name: u.into, Kind: table.Date}
	}
	return table.Column{Name: u.into, Kind: table.Text}
}

// run writes the table's files into dir. Total rows that are to be left out are known only behind the last row, and end an
// attempt; without them others may show, but hardly more than once.
func (p *preparation) run(ctx context.Context, dir string) ([]table.File, error) {
	files, err := p.tries(ctx, dir)
	if err != nil && ctx.Err() == nil {
		for _, in := range p.inputs {
			if in.beside != "" {
				return nil, fmt.Errorf("%w; %s", err, in.beside)
			}
		}
	}
	return files, err
}

func (p *preparation) tries(ctx context.Context, dir string) ([]table.File, error) {
	for range 3 {
		files, err := p.attempt(ctx, dir)
		if !errors.Is(err, errTotals) {
			return files, err
		}
	}
	p.last = true
	return p.attempt(ctx, dir)
}

func (p *preparation) attempt(ctx context.Context, dir string) ([]table.File, error) {
	p.guesses = nil
	enough, err := p.glance(ctx)
	if err != nil {
		return nil, err
	}
	if enough {
		files, err := p.write(ctx, dir)
		if !errors.Is(err, typing.ErrSurprise) {
			return files, err
		}
	}
	if err := p.decide(ctx); err != nil {
		return nil, err
	}
	return p.write(ctx, dir)
}

// write makes one Parquet file per input, as planned.
func (p *preparation) write(ctx context.Context, dir string) ([]table.File, error) {
	if len(p.columns()) == 0 {
		return nil, fmt.Errorf("%s: no column has a name or a value", p.inputs[0].origin)
	}
	var files []table.File
	for i, in := range p.inputs {
		f := table.File{Path: filepath.Join(dir, fmt.Sprintf("%s-%d.parquet", p.table, i)), Origin: in.origin}
		_ = os.Remove(f.Path) // of a write that met a surprise
		w, err := parquet.Create(f.Path, in.origin, p.columns())
		if err != nil {
			return nil, err
		}
		s := p.newSetter(in, parquet.NewGroup(p.columns(), w.Add))
		in.cut = s.footerRow
		if err := s.file(ctx); err != nil {
			return nil, errors.Join(err, w.Abort())
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		if err := s.totalLines(); err != nil {
			return nil, err
		}
		in.wrote = w.Rows()
		f.Aside, f.Kept, f.Vacant, f.Cut = s.aside, p.kept(), p.vacant(), s.cut
		p.sayLeftOut(in, s.cut)
		if f.Aside.Count > 0 {
			p.log.Warn("rows set aside", "table", p.table, "file", in.origin, "rows", f.Aside.Count)
		}
		f.Remarks = in.told()
		for _, remark := range f.Remarks {
			p.log.Warn("file told", "table", p.table, "file", in.origin, "remark", remark)
		}
		if d := s.damage; d.rows > 0 {
			p.log.Warn("bytes that are not in the file's encoding replaced", "table", p.table, "file", in.origin,
				"line", d.first, "rows", d.rows, "encoding", in.encoding())
			f.Remarks = append(f.Remarks, fmt.Sprintf("bytes that are not %s became \ufffd in %s, the first of them line %d: correct them where the file is written",
				in.encoding(), counted(d.rows, "row"), d.first))
		}
		files = append(files, f)
	}
	p.say()
	return files, nil
}
