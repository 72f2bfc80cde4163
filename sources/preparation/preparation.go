// Package preparation turns files into typed rows: it inspects the cells, decides the types of the columns, unfolds
// wide sheets, finds totals among the rows, and writes the file that the engine loads. It refuses rows that do not fit,
// or sets them aside and reports them.
package preparation

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
	"bilan/sources/input"
	"bilan/sources/parquet"
	"bilan/sources/typing"
)

// Preparation converts the files of one table to Parquet. A column's type is the same for all its cells. Decide reads
// all cells, and Write reads them again. For most files PlanFromFirstRows is enough: Write then stops at the first cell
// that would have changed the plan.
type Preparation struct {
	table        string
	Inputs       []*input.File
	Dialect      *typing.Dialect
	Layout       *fileLayout
	log          *slog.Logger
	Sample       int64              // rows that PlanFromFirstRows reads
	Readers      int                // workers that may read one file together
	Block        int                // bytes that a worker reads at a time
	Plans        []typing.Plan      // one per file column
	finalAttempt bool               // a total row that is found now is an error
	guesses      []typing.TypeGuess // what each plan assumes about the cells not read yet; nil if all cells were read
}

// New plans the conversion of a table's files; wide declares the columns that become rows.
func New(name string, inputs []*input.File, d *typing.Dialect, wide config.Wide, log *slog.Logger) (*Preparation, error) {
	layout, err := newFileLayout(inputs, d, wide)
	if err != nil {
		return nil, err
	}
	return &Preparation{table: name, Inputs: inputs, Dialect: d, Layout: layout, log: log, Sample: typing.FirstLook, Readers: csv.WorkerCount(), Block: csv.BlockSize}, nil
}

// Decide plans the columns from all cells.
func (p *Preparation) Decide(ctx context.Context) error {
	surveys := p.Layout.surveys()
	for _, in := range p.Inputs {
		if _, err := p.survey(ctx, in, surveys, -1); err != nil {
			return err
		}
	}
	p.guesses = nil
	return p.plan(surveys)
}

// PlanFromFirstRows plans the columns from the first rows. It reports whether these are enough: Write then checks every
// other cell against the plan.
func (p *Preparation) PlanFromFirstRows(ctx context.Context) (enough bool, err error) {
	surveys := p.Layout.surveys()
	seen, err := p.survey(ctx, p.Inputs[0], surveys, p.Sample)
	if err != nil || len(p.Inputs) == 1 && seen < p.Sample {
		if err == nil {
			err = p.plan(surveys)
		}
		return err == nil, err
	}
	if p.plan(surveys) != nil {
		return false, nil
	}
	for i, s := range surveys {
		h, ok := typing.NewTypeGuess(&p.Plans[i], s, p.Dialect)
		if !ok {
			return false, nil
		}
		p.guesses = append(p.guesses, h)
	}
	return true, nil
}

func (p *Preparation) plan(surveys []*typing.Survey) error {
	t := typing.NewTyping(p.Dialect, surveys)
	p.Plans = p.Plans[:0]
	var errs []error
	for i, name := range p.Layout.names {
		if w := p.Layout.wide; w != nil && i >= w.first && i <= w.last {
			name = w.value
		}
		plan, err := t.Decide(name, surveys[i], p.Layout.declared[strings.ToLower(name)])
		if err != nil && (len(errs) == 0 || err.Error() != errs[len(errs)-1].Error()) {
			errs = append(errs, err)
		}
		if err != nil {
			plan.Why = "not decided"
		}
		plan.Cells = surveys[i].Cells
		p.Plans = append(p.Plans, plan)
	}
	return errors.Join(errs...)
}

// survey counts the cells of a file and returns the number of rows read. It reads at most limit rows; −1 means all.
func (p *Preparation) survey(ctx context.Context, in *input.File, surveys []*typing.Survey, limit int64) (seen int64, err error) {
	r := p.Dialect.NewCellReader(in.Origin, in.Charset)
	bad := func(e *input.RowError) error {
		if p.Dialect.SkipBad || e.Total != "" && p.Dialect.Totals == typing.SkipTotals {
			return nil
		}
		if e.Hint = cmp.Or(e.Hint, "correct it, or csv: {bad_rows: skip}"); e.Total != "" {
			e.Hint = oddTotalHint
		}
		return e
	}
	in.Cut = nil
	err = in.Walk(ctx, p.Dialect.Footer, bad, func(rec *csv.Record) error {
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

// logTypes logs the types, and the reason for each column that is text although it looks like another type.
func (p *Preparation) logTypes() {
	var types []string
	for i, plan := range p.Plans {
		if p.SharesPlan(i) || p.Dropped(i) {
			continue
		}
		types = append(types, plan.Name+" "+plan.Describe())
		if plan.Note != "" && plan.Cells > 0 {
			p.log.Info("column kept as text", "table", p.table, "column", plan.Name, "because", plan.Note)
		}
	}
	p.log.Info("columns typed", "table", p.table, "types", strings.Join(types, ", "))
}

// logLeftOut logs the rows that a declaration left out: totals, and rows removed by footer that look like the others.
func (p *Preparation) logLeftOut(in *input.File, cut []table.BadRow) {
	for _, row := range slices.Sorted(maps.Keys(in.Omit)) {
		p.log.Info("total row left out", "table", p.table, "file", in.Origin, "line", in.Omit[row].Line, "text", in.Omit[row].Label)
	}
	for _, row := range cut {
		p.log.Warn("footer: removes a row that looks like the others", "table", p.table, "file", row.Origin, "line", row.Line, "value", row.Value)
	}
}

// textReasons gives for each column that is text although it looks like another type the reason.
func (p *Preparation) textReasons() map[string]string {
	why := map[string]string{}
	for i, plan := range p.Plans {
		if plan.Note != "" && plan.Cells > 0 && !p.Dropped(i) {
			why[plan.Name] = plan.Note
		}
	}
	return why
}

// vacantColumns are the names of the columns without a value and without a declared type.
func (p *Preparation) vacantColumns() []string {
	var names []string
	for i, plan := range p.Plans {
		if plan.Cells == 0 && !plan.Declared && !p.SharesPlan(i) && !p.Dropped(i) {
			names = append(names, plan.Name)
		}
	}
	return names
}

// SharesPlan reports whether column i is one of the columns that become rows, except the first, whose plan they share.
func (p *Preparation) SharesPlan(i int) bool {
	w := p.Layout.wide
	return w != nil && i > w.first && i <= w.last
}

// Dropped reports whether a column is left out because it has neither a name nor a value.
func (p *Preparation) Dropped(i int) bool {
	return p.Layout.made[i] && p.Plans[i].Cells == 0 && !p.Plans[i].Declared && len(p.Dialect.Names) == 0 && !p.headless()
}

func (p *Preparation) headless() bool { return !p.Dialect.HasHeader() }

// Columns are the table's columns, in order.
func (p *Preparation) Columns() []table.Column {
	var out []table.Column
	for i, plan := range p.Plans {
		if w := p.Layout.wide; w != nil && i >= w.first && i <= w.last {
			if i == w.first {
				out = append(out, w.key(), plan.Column)
			}
			continue
		}
		if !p.Dropped(i) {
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

// Run writes the table's files into the folder dir. Total rows are known only after the last row; if they are to be
// left out, Run starts again without them. That is rarely needed more than once.
func (p *Preparation) Run(ctx context.Context, dir string) ([]table.File, error) {
	files, err := p.runAttempts(ctx, dir)
	if err != nil && ctx.Err() == nil {
		for _, in := range p.Inputs {
			if in.SideBySideHint != "" {
				return nil, fmt.Errorf("%w; %s", err, in.SideBySideHint)
			}
		}
	}
	return files, err
}

func (p *Preparation) runAttempts(ctx context.Context, dir string) ([]table.File, error) {
	for range 3 {
		files, err := p.attempt(ctx, dir)
		if !errors.Is(err, errTotals) {
			return files, err
		}
	}
	p.finalAttempt = true
	return p.attempt(ctx, dir)
}

func (p *Preparation) attempt(ctx context.Context, dir string) ([]table.File, error) {
	p.guesses = nil
	enough, err := p.PlanFromFirstRows(ctx)
	if err != nil {
		return nil, err
	}
	if enough {
		files, err := p.Write(ctx, dir)
		if !errors.Is(err, typing.ErrSurprise) {
			return files, err
		}
	}
	if err := p.Decide(ctx); err != nil {
		return nil, err
	}
	return p.Write(ctx, dir)
}

// Write makes one Parquet file per input file, as planned.
func (p *Preparation) Write(ctx context.Context, dir string) ([]table.File, error) {
	if len(p.Columns()) == 0 {
		return nil, fmt.Errorf("%s: no column has a name or a value", p.Inputs[0].Origin)
	}
	var files []table.File
	for i, in := range p.Inputs {
		f := table.File{Path: filepath.Join(dir, fmt.Sprintf("%s-%d.parquet", p.table, i)), Origin: in.Origin}
		_ = os.Remove(f.Path) // an earlier write may have stopped at a surprise
		w, err := parquet.Create(f.Path, in.Origin, p.Columns())
		if err != nil {
			return nil, err
		}
		s := p.newSetter(in, parquet.NewGroup(p.Columns(), w.Add))
		in.Cut = s.footerRow
		if err := s.putFile(ctx); err != nil {
			return nil, errors.Join(err, w.Abort())
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		if err := s.handleTotals(); err != nil {
			return nil, err
		}
		in.Written = w.Rows()
		f.Aside, f.Kept, f.Vacant, f.Cut = s.aside, p.textReasons(), p.vacantColumns(), s.cut
		p.logLeftOut(in, s.cut)
		if f.Aside.Count > 0 {
			p.log.Warn("rows set aside", "table", p.table, "file", in.Origin, "rows", f.Aside.Count)
		}
		f.Remarks = in.Remarks()
		for _, remark := range f.Remarks {
			p.log.Warn("file told", "table", p.table, "file", in.Origin, "remark", remark)
		}
		if d := s.damage; d.rows > 0 {
			p.log.Warn("replaced bytes that are not in the file's encoding", "table", p.table, "file", in.Origin,
				"line", d.first, "rows", d.rows, "encoding", in.Encoding())
			f.Remarks = append(f.Remarks, fmt.Sprintf("bytes that are not %s became \ufffd in %s, the first of them line %d: correct them in the program that writes the file",
				in.Encoding(), input.CountNoun(d.rows, "row"), d.first))
		}
		files = append(files, f)
	}
	p.logTypes()
	return files, nil
}
