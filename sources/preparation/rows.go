package preparation

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
	"bilan/sources/input"
	"bilan/sources/parquet"
	"bilan/sources/typing"

	"github.com/shopspring/decimal"
)

// rowSetter puts rows into row groups, each row completely or not at all.
type rowSetter struct {
	p     *Preparation
	in    *input.File
	w     *parquet.Group
	cells []*typing.Converter // by file column; nil for a dropped column
	key   *parquet.Column
	done  []*parquet.Column // columns that already have a cell of the present row
	aside table.Aside

	totals *totalSeeker
	seen   func(*placedRow) // called after each row that was written
	placed bool             // the present row was written
	rec    *csv.Record
	now    placedRow
	cut    []table.BadRow // rows at the end that footer: removed although they look like the others

	r      *cell.Reader // shared by all columns
	damage damage
	below  *belowSeeker // only for sheets, else nil
}

func (p *Preparation) newSetter(in *input.File, w *parquet.Group) *rowSetter {
	r := p.Dialect.NewCellReader(in.Origin, in.Charset)
	s := &rowSetter{p: p, in: in, w: w, r: r, cells: make([]*typing.Converter, len(p.Plans))}
	defer func() { s.totals = newTotalSeeker(s.cells, p.Layout.wide); s.seen = s.totals.row }()
	s.now.label = func(place int) string { return s.totalWord(s.rec, place) }
	if in.CellName != nil && len(s.cells) > 2 {
		s.below = &belowSeeker{}
	}
	at := 0
	for i := range p.Plans {
		if u := p.Layout.wide; u != nil && i >= u.first && i <= u.last {
			if i == u.first {
				s.key = w.Columns[at]
				at += 2
			}
			s.cells[i] = p.converter(i, r, w.Columns[at-1])
			continue
		}
		if !p.Dropped(i) {
			s.cells[i] = p.converter(i, r, w.Columns[at])
			at++
		}
	}
	return s
}

func (p *Preparation) converter(i int, r *cell.Reader, out *parquet.Column) *typing.Converter {
	c := &typing.Converter{Plan: p.Plans[i], R: r, Out: out}
	if p.guesses != nil {
		c.Guess = &p.guesses[i]
	}
	c.ChooseQuick()
	return c
}

func (s *rowSetter) row(rec *csv.Record) error {
	s.placed, s.rec = true, rec
	if s.below != nil {
		s.below.row(rec)
	}
	if err := s.putRecord(rec); err != nil || !s.placed || len(s.totals.numbers) == 0 {
		return err
	}
	s.now.row, s.now.line, s.now.values, s.now.empty = rec.Row, rec.Line, s.now.values[:0], s.now.empty[:0]
	for i, c := range s.cells {
		if c != nil && (!c.Filled || len(rec.Down) > 0 && slices.Contains(rec.Down, i)) {
			s.now.empty = append(s.now.empty, int32(i))
		}
	}
	for _, i := range s.totals.numbers {
		s.now.values = append(s.now.values, s.cells[i].Last)
	}
	s.seen(&s.now)
	return nil
}

func (s *rowSetter) putRecord(rec *csv.Record) error {
	u := s.p.Layout.wide
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

// put writes one row of the table. member is the index of the unfolded column that it is for, −1 for none.
func (s *rowSetter) put(rec *csv.Record, member int) error {
	u := s.p.Layout.wide
	s.done, s.r.Damaged = s.done[:0], false
	for i, c := range s.cells {
		if c == nil && s.p.guesses != nil && len(csv.Trim(rec.Cells[i].B)) > 0 {
			return typing.ErrSurprise
		}
		if c == nil || member >= 0 && i >= u.first && i <= u.last && i != member {
			continue
		}
		if problem := c.Put(rec.Cells[i]); problem != "" {
			if c.Guess != nil {
				return typing.ErrSurprise
			}
			s.undo()
			s.placed = false
			return s.misfit(rec, i, problem)
		}
		s.done = append(s.done, c.Out)
	}
	if member >= 0 {
		s.putKey(u, member-u.first)
	}
	s.noteDamage(rec.Line)
	return s.w.EndRow()
}

// damage counts the rows with bytes that are not valid in the file's encoding. first and last are line numbers.
type damage struct{ rows, first, last int64 }

func (s *rowSetter) noteDamage(line int64) {
	if !s.r.Damaged {
		return
	}
	s.r.Damaged = false
	d := &s.damage
	if d.rows == 0 {
		d.first = line
	}
	if line != d.last {
		d.rows, d.last = d.rows+1, line
	}
}

func (s *rowSetter) putKey(u *unfolding, i int) {
	if u.dated {
		s.key.Int32(u.days[i])
		return
	}
	s.key.Text([]byte(u.texts[i]))
}

func (s *rowSetter) undo() {
	for _, c := range s.done {
		c.Pop()
	}
}

// misfit reports a cell that does not fit its column.
func (s *rowSetter) misfit(rec *csv.Record, i int, problem string) error {
	c := s.cells[i]
	e := &input.RowError{Origin: s.in.Origin, Line: rec.Line, Column: c.Name, Value: table.Shorten(string(c.R.Repaired(rec.Cells[i].B))), Reason: problem}
	if e.IsText = c.Kind == table.Text; s.in.CellName != nil {
		e.Cell = s.in.CellName(i, rec.Line)
	}
	if locale.HasTotalWord(rec.Cells[i].B) {
		e.Total = e.Value
	}
	if s.p.Dialect.SkipBad && e.Total == "" {
		s.addSums(rec)
	}
	return s.setAside(e)
}

// setAsideMisshapen sets aside a row whose cells do not match the columns, so that their values are unknown.
func (s *rowSetter) setAsideMisshapen(e *input.RowError) error {
	if e.Total == "" {
		s.aside.Partial = true
	}
	return s.setAside(e)
}

// setAside counts a row that does not fit, or returns an error if such rows are not to be skipped.
func (s *rowSetter) setAside(e *input.RowError) error {
	if e.Total != "" && s.p.Dialect.Totals == typing.SkipTotals {
		s.in.NoteTotal(e)
		return nil
	}
	if !s.p.Dialect.SkipBad {
		e.Hint = cmp.Or(e.Hint, "correct it, or csv: {bad_rows: skip}")
		if e.Total != "" {
			e.Hint = oddTotalHint
			return e
		}
		if e.Column != "" && !e.IsText {
			e.Hint = fmt.Sprintf("correct it, declare columns: {%s: text}, or csv: {bad_rows: skip}", e.Column)
		}
		return e
	}
	s.aside.Count++
	if len(s.aside.Rows) < table.MaxAside {
		s.aside.Rows = append(s.aside.Rows, table.BadRow{Origin: e.Origin, Line: e.Line, Column: e.Column, Value: e.Value, Reason: e.Reason})
	}
	return nil
}

// addSums adds up the legible amounts of a row that is set aside.
func (s *rowSetter) addSums(rec *csv.Record) {
	for i, c := range s.cells {
		if c == nil || c.Kind != table.Decimal || i >= len(rec.Cells) {
			continue
		}
		v, ok := c.Value(rec.Cells[i])
		if !ok && !c.R.Null(csv.Trim(rec.Cells[i].B)) {
			s.aside.Partial = true
		}
		if ok {
			if s.aside.Sums == nil {
				s.aside.Sums = map[string]decimal.Decimal{}
			}
			s.aside.Sums[c.Name] = s.aside.Sums[c.Name].Add(v)
		}
	}
}

// footerRow notes a row that footer: removed although it looks like data: it has all cells that the other rows have,
// and no word for totals.
func (s *rowSetter) footerRow(rec *csv.Record) {
	if s.in.ShapeProblem(rec) != "" {
		return
	}
	for i, c := range rec.Cells {
		empty := s.in.Nulls.Has(csv.Trim(c.B))
		if locale.HasTotalWord(c.B) || empty && s.cells[i] != nil && s.totals.nulls[i]*20 <= s.totals.ordinary.rows {
			return
		}
	}
	s.cut = append(s.cut, table.BadRow{Origin: s.in.Origin, Line: rec.Line, Value: table.Shorten(string(s.r.Repaired(rec.Cells[0].B)))})
}

// putFile puts every row of the file, with several workers if possible.
func (s *rowSetter) putFile(ctx context.Context) error {
	if s.p.canShare(s.in) {
		return s.putShared(ctx)
	}
	return s.putRows(ctx)
}

// putRows puts every row, one after another.
func (s *rowSetter) putRows(ctx context.Context) error {
	if err := s.in.Walk(ctx, s.p.Dialect.Footer, s.setAsideMisshapen, s.row); err != nil {
		return err
	}
	if err := s.checkBelow(); err != nil {
		return err
	}
	return s.w.Flush()
}
