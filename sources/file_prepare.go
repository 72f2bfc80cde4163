package sources

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/shopspring/decimal"

	"bilan/internal/config"
	"bilan/internal/table"
)

// preparation turns the files of one table into Parquet: one pass over all bytes decides the columns' types, a
// second one writes the values.
type preparation struct {
	table   string
	inputs  []*fileInput
	dialect *fileDialect
	layout  *fileLayout
	log     *slog.Logger
	plans   []columnPlan // one per file column
}

func newPreparation(name string, inputs []*fileInput, d *fileDialect, wide config.Wide, log *slog.Logger) (*preparation, error) {
	layout, err := newFileLayout(inputs, d, wide)
	if err != nil {
		return nil, err
	}
	return &preparation{table: name, inputs: inputs, dialect: d, layout: layout, log: log}, nil
}

// decide makes the first pass.
func (p *preparation) decide(ctx context.Context) error {
	surveys := p.layout.surveys()
	for _, in := range p.inputs {
		if err := p.survey(ctx, in, surveys); err != nil {
			return err
		}
	}
	t := newTyping(p.dialect, surveys)
	var errs []error
	for i, name := range p.layout.names {
		if w := p.layout.wide; w != nil && i >= w.first && i <= w.last {
			name = w.value
		}
		plan, err := t.decide(name, surveys[i], p.layout.declared[strings.ToLower(name)])
		if err != nil && (len(errs) == 0 || err.Error() != errs[len(errs)-1].Error()) {
			errs = append(errs, err)
		}
		p.plans = append(p.plans, plan)
	}
	p.say(surveys)
	return errors.Join(errs...)
}

func (p *preparation) survey(ctx context.Context, in *fileInput, surveys []*columnSurvey) error {
	r := p.dialect.newCellReader(in.origin, in.charset)
	bad := func(e *rowError) error {
		if p.dialect.skipBad {
			return nil
		}
		e.hint = "correct it, or csv: {bad_rows: skip}"
		return e
	}
	return in.walk(ctx, p.dialect.footer, bad, func(rec *record) error {
		for i, c := range rec.cells {
			surveys[i].add(r, c.b, c.form, rec.line)
		}
		return nil
	})
}

// say logs the decisions, and why a column that looks like more is text.
func (p *preparation) say(surveys []*columnSurvey) {
	var types []string
	for i, plan := range p.plans {
		if i > 0 && surveys[i] == surveys[i-1] || p.dropped(i) {
			continue
		}
		types = append(types, plan.Name+" "+plan.describe())
		if plan.note != "" && surveys[i].cells > 0 {
			p.log.Info("column kept as text", "table", p.table, "column", plan.Name, "because", plan.note)
		}
	}
	p.log.Info("columns typed", "table", p.table, "types", strings.Join(types, ", "))
}

// describe is the type as the YAML would declare it, with what had to be decided to read it.
func (p *columnPlan) describe() string {
	text := p.Kind.String()
	if p.Kind == table.Decimal {
		text = fmt.Sprintf("decimal(%d)", p.Scale)
	}
	switch {
	case p.percent:
		text += " from %"
	case p.comma:
		text += " ','"
	case p.Kind == table.Date || p.Kind == table.Timestamp:
		text += p.dayText()
	}
	return text
}

func (p *columnPlan) dayText() string {
	switch p.order {
	case dayFirst:
		return " dd/mm/yyyy"
	case monthFirst:
		return " mm/dd/yyyy"
	}
	return ""
}

// dropped tells a column without name and values.
func (p *preparation) dropped(i int) bool {
	return p.layout.made[i] && p.plans[i].note == "no cell has a value" && !p.plans[i].declared && len(p.dialect.names) == 0 && !p.headless()
}

func (p *preparation) headless() bool { return p.dialect.header != nil && !*p.dialect.header }

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

// write makes the second pass: one Parquet file per input.
func (p *preparation) write(ctx context.Context, dir string) ([]table.File, error) {
	var files []table.File
	for i, in := range p.inputs {
		f := table.File{Path: filepath.Join(dir, fmt.Sprintf("%s-%d.parquet", p.table, i)), Origin: in.origin}
		w, err := newParquetWriter(f.Path, p.columns())
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", in.origin, err)
		}
		s := p.newSetter(in, w)
		if err := in.walk(ctx, p.dialect.footer, s.setAside, s.row); err != nil {
			return nil, errors.Join(err, w.file.Close())
		}
		if err := w.close(); err != nil {
			return nil, fmt.Errorf("write %s: %w", in.origin, err)
		}
		if err := s.totalLine(ctx); err != nil {
			return nil, err
		}
		f.Aside = s.aside
		if f.Aside.Count > 0 {
			p.log.Warn("rows set aside", "table", p.table, "file", in.origin, "rows", f.Aside.Count)
		}
		files = append(files, f)
	}
	return files, nil
}

// rowSetter puts rows into a Parquet file, each wholly or not at all.
type rowSetter struct {
	p     *preparation
	in    *fileInput
	w     *parquetWriter
	cells []*converter // per file column, nil for one that is dropped
	key   *parquetColumn
	done  []*parquetColumn // columns that the present row already has a cell in
	aside table.Aside
}

func (p *preparation) newSetter(in *fileInput, w *parquetWriter) *rowSetter {
	r := p.dialect.newCellReader(in.origin, in.charset)
	s := &rowSetter{p: p, in: in, w: w, cells: make([]*converter, len(p.plans))}
	at := 0
	for i, plan := range p.plans {
		if u := p.layout.wide; u != nil && i >= u.first && i <= u.last {
			if i == u.first {
				s.key = w.columns[at]
				at += 2
			}
			s.cells[i] = &converter{columnPlan: plan, r: r, out: w.columns[at-1]}
			continue
		}
		if !p.dropped(i) {
			s.cells[i] = &converter{columnPlan: plan, r: r, out: w.columns[at]}
			at++
		}
	}
	return s
}

func (s *rowSetter) row(rec *record) error {
	u := s.p.layout.wide
	if u == nil {
		return s.put(rec, -1)
	}
	for i := u.first; i <= u.last; i++ {
		if err := s.put(rec, i); err != nil {
			return err
		}
	}
	return nil
}

// put writes one row of the table; member is the unfolded column it is for, −1 for none.
func (s *rowSetter) put(rec *record, member int) error {
	u := s.p.layout.wide
	s.done = s.done[:0]
	for i, c := range s.cells {
		if c == nil || member >= 0 && i >= u.first && i <= u.last && i != member {
			continue
		}
		if problem := c.put(rec.cells[i]); problem != "" {
			s.undo()
			return s.misfit(rec, i, problem)
		}
		s.done = append(s.done, c.out)
	}
	if member >= 0 {
		s.putKey(u, member-u.first)
	}
	return s.w.endRow()
}

func (s *rowSetter) putKey(u *unfolding, i int) {
	if u.dated {
		s.key.int32(u.days[i])
		return
	}
	s.key.text()
	s.key.values = append(s.key.values, u.texts[i]...)
	s.key.textEnd()
}

func (s *rowSetter) undo() {
	for _, c := range s.done {
		c.pop()
	}
}

// misfit names a cell that does not fit its column.
func (s *rowSetter) misfit(rec *record, i int, problem string) error {
	c := s.cells[i]
	text, err := c.r.utf8(rec.cells[i].b)
	if err != nil {
		text = rec.cells[i].b
	}
	e := &rowError{origin: s.in.origin, line: rec.line, column: c.Name, value: shorten(strings.ToValidUTF8(string(text), "\ufffd")), reason: problem}
	if s.p.dialect.skipBad {
		s.addSums(rec)
	}
	return s.setAside(e)
}

// setAside counts a bad row, or fails.
func (s *rowSetter) setAside(e *rowError) error {
	if !s.p.dialect.skipBad {
		e.hint = "correct it, or csv: {bad_rows: skip}"
		if e.column != "" {
			e.hint = fmt.Sprintf("correct it, declare columns: {%s: text}, or csv: {bad_rows: skip}", e.column)
		}
		return e
	}
	s.aside.Count++
	if len(s.aside.Rows) < table.MaxAside {
		s.aside.Rows = append(s.aside.Rows, table.BadRow{Origin: e.origin, Line: e.line, Column: e.column, Value: e.value, Reason: e.reason})
	}
	return nil
}

// addSums adds what a bad row holds of the amounts that can be read.
func (s *rowSetter) addSums(rec *record) {
	for i, c := range s.cells {
		if c == nil || c.Kind != table.Decimal || i >= len(rec.cells) {
			continue
		}
		if v, ok := c.value(rec.cells[i]); ok {
			if s.aside.Sums == nil {
				s.aside.Sums = map[string]decimal.Decimal{}
			}
			s.aside.Sums[c.Name] = s.aside.Sums[c.Name].Add(v)
		}
	}
}
