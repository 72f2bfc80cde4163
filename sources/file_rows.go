package sources

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/parquet"
)

// rowSetter puts rows into row groups, each wholly or not at all.
type rowSetter struct {
	p     *preparation
	in    *fileInput
	w     *parquet.Group
	cells []*converter // per file column, nil for one that is dropped
	key   *parquet.Column
	done  []*parquet.Column // columns that the present row already has a cell in
	aside table.Aside

	totals *totalSeeker
	seen   func(*placedRow) // takes each row that was written
	placed bool             // the present row was written
	rec    *record
	now    placedRow
	cut    []table.BadRow // rows at the end that footer: took for none and that look like the others

	r      *cellReader // of all columns
	damage damage
	below  *belowSeeker // nil but for sheets
}

func (p *preparation) newSetter(in *fileInput, w *parquet.Group) *rowSetter {
	r := p.dialect.newCellReader(in.origin, in.charset)
	s := &rowSetter{p: p, in: in, w: w, r: r, cells: make([]*converter, len(p.plans))}
	defer func() { s.totals = newTotalSeeker(s.cells, p.layout.wide); s.seen = s.totals.row }()
	s.now.label = func(place int) string { return s.totalWord(s.rec, place) }
	if in.cellName != nil && len(s.cells) > 2 {
		s.below = &belowSeeker{}
	}
	at := 0
	for i := range p.plans {
		if u := p.layout.wide; u != nil && i >= u.first && i <= u.last {
			if i == u.first {
				s.key = w.Columns[at]
				at += 2
			}
			s.cells[i] = p.converter(i, r, w.Columns[at-1])
			continue
		}
		if !p.dropped(i) {
			s.cells[i] = p.converter(i, r, w.Columns[at])
			at++
		}
	}
	return s
}

func (p *preparation) converter(i int, r *cellReader, out *parquet.Column) *converter {
	c := &converter{columnPlan: p.plans[i], r: r, out: out}
	if p.hopes != nil {
		c.hope = &p.hopes[i]
	}
	c.settleQuick()
	return c
}

func (s *rowSetter) row(rec *record) error {
	s.placed, s.rec = true, rec
	if s.below != nil {
		s.below.row(rec)
	}
	if err := s.putAll(rec); err != nil || !s.placed || len(s.totals.numbers) == 0 {
		return err
	}
	s.now.row, s.now.line, s.now.values, s.now.empty = rec.row, rec.line, s.now.values[:0], s.now.empty[:0]
	for i, c := range s.cells {
		if c != nil && (!c.filled || len(rec.down) > 0 && slices.Contains(rec.down, i)) {
			s.now.empty = append(s.now.empty, int32(i))
		}
	}
	for _, i := range s.totals.numbers {
		s.now.values = append(s.now.values, s.cells[i].last)
	}
	s.seen(&s.now)
	return nil
}

func (s *rowSetter) putAll(rec *record) error {
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
	s.done, s.r.damaged = s.done[:0], false
	for i, c := range s.cells {
		if c == nil && s.p.hopes != nil && len(trimmed(rec.cells[i].b)) > 0 {
			return errSurprise
		}
		if c == nil || member >= 0 && i >= u.first && i <= u.last && i != member {
			continue
		}
		if problem := c.put(rec.cells[i]); problem != "" {
			if c.hope != nil {
				return errSurprise
			}
			s.undo()
			s.placed = false
			return s.misfit(rec, i, problem)
		}
		s.done = append(s.done, c.out)
	}
	if member >= 0 {
		s.putKey(u, member-u.first)
	}
	s.noteDamage(rec.line)
	return s.w.EndRow()
}

// damage is the rows of a file in which a text had bytes that its encoding does not have.
type damage struct{ rows, first, last int64 }

func (s *rowSetter) noteDamage(line int64) {
	if !s.r.damaged {
		return
	}
	s.r.damaged = false
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

// misfit names a cell that does not fit its column.
func (s *rowSetter) misfit(rec *record, i int, problem string) error {
	c := s.cells[i]
	e := &rowError{origin: s.in.origin, line: rec.line, column: c.Name, value: table.Shorten(string(c.r.repaired(rec.cells[i].b))), reason: problem}
	if e.isText = c.Kind == table.Text; s.in.cellName != nil {
		e.cell = s.in.cellName(i, rec.line)
	}
	if locale.HasTotalWord(rec.cells[i].b) {
		e.total = e.value
	}
	if s.p.dialect.skipBad && e.total == "" {
		s.addSums(rec)
	}
	return s.setAside(e)
}

// misshapen sets aside a row that is no row of its columns: whatever it holds cannot be told.
func (s *rowSetter) misshapen(e *rowError) error {
	if e.total == "" {
		s.aside.Partial = true
	}
	return s.setAside(e)
}

// setAside counts a bad row, or fails.
func (s *rowSetter) setAside(e *rowError) error {
	if e.total != "" && s.p.dialect.totals == skipTotals {
		s.in.noteTotal(e)
		return nil
	}
	if !s.p.dialect.skipBad {
		e.hint = cmp.Or(e.hint, "correct it, or csv: {bad_rows: skip}")
		if e.total != "" {
			e.hint = oddTotalHint
			return e
		}
		if e.column != "" && !e.isText {
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
		v, ok := c.value(rec.cells[i])
		if !ok && !c.r.null(trimmed(rec.cells[i].b)) {
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

// footerRow notes a row that footer: took for none although it has all cells that the other rows have and no word that calls
// it a total.
func (s *rowSetter) footerRow(rec *record) {
	if s.in.fit(rec) != "" {
		return
	}
	for i, c := range rec.cells {
		empty := s.in.nulls.has(trimmed(c.b))
		if locale.HasTotalWord(c.b) || empty && s.cells[i] != nil && s.totals.nulls[i]*20 <= s.totals.leaf.rows {
			return
		}
	}
	s.cut = append(s.cut, table.BadRow{Origin: s.in.origin, Line: rec.line, Value: table.Shorten(string(s.r.repaired(rec.cells[0].b)))})
}

// file puts every row of the file, on several cores where that can be.
func (s *rowSetter) file(ctx context.Context) error {
	if s.p.shared(s.in) {
		return s.allShared(ctx)
	}
	return s.all(ctx)
}

// all puts every row, one behind the other.
func (s *rowSetter) all(ctx context.Context) error {
	if err := s.in.walk(ctx, s.p.dialect.footer, s.misshapen, s.row); err != nil {
		return err
	}
	if err := s.noteBelow(); err != nil {
		return err
	}
	return s.w.Flush()
}
