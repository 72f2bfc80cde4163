package preparation

import (
	"context"

	"bilan/sources/csv"
	"bilan/sources/input"
	"bilan/sources/parquet"
)

// block is a part of a file, with the result of converting its rows.
type block struct {
	csv.Format
	text   []byte
	marks  *csv.Marks
	line   int64 // line number of its first byte
	setter *rowSetter
	w      *parquet.Group // the converted rows
	placed []blockRow
	values []uint64 // numbers of all rows, one row after another, as in placedRow
	empty  []int32  // empty cells of all rows, as in placedRow
	err    error
	done   chan struct{} // receives a value when the rows are converted
}

// blockRow is one converted row. at and line are relative to the block's beginning; empty is the end of its cells in
// block.empty.
type blockRow struct{ at, line, row, empty int32 }

func (blk *block) reset(text []byte, line int64) {
	blk.text, blk.line, blk.err, blk.setter = text, line, nil, nil
	blk.w.Reset()
	blk.placed, blk.values, blk.empty = blk.placed[:0], blk.values[:0], blk.empty[:0]
}

// blockRows reads a block's records.
type blockRows struct {
	*csv.Reader
	at int // byte offset of the last record, or of the blank lines before it
}

func (r *blockRows) Next(rec *csv.Record) error {
	r.at = r.Pos
	return r.Reader.Next(rec)
}

// putBlock converts the rows of a block on its own. It keeps the numbers and empty cells, which takeBlock examines in
// the order of the file.
func (s *rowSetter) putBlock(ctx context.Context, blk *block) error {
	rows := &blockRows{Reader: csv.NewTextReader(blk.text, blk.line, blk.Format)}
	blk.marks.Forget()
	blk.marks.Odd, rows.Marks = 0, blk.marks
	s.in.Open = func() (input.Rows, error) { return rows, nil }
	s.seen = func(r *placedRow) {
		blk.values, blk.empty = append(blk.values, r.values...), append(blk.empty, r.empty...)
		blk.placed = append(blk.placed, blockRow{at: int32(rows.at), line: int32(r.line - blk.line), row: int32(r.row), empty: int32(len(blk.empty))})
	}
	return s.putRows(ctx)
}

// takeBlock writes the rows of a block and looks for totals among them. before is the number of rows in the earlier
// blocks.
func (s *rowSetter) takeBlock(blk *block, before int64) error {
	if blk.setter != nil {
		s.merge(blk.setter)
	}
	if blk.err != nil {
		return blk.err
	}
	if err := s.w.Take(blk.w); err != nil {
		return err
	}
	i, from, numbers := 0, int32(0), len(s.totals.numbers)
	var rec csv.Record
	read := -1 // index of the row in rec
	s.now.label = func(place int) string {
		if read != i {
			rec, read = *blk.record(blk.placed[i]), i
		}
		return s.totalWord(&rec, place)
	}
	for i = range blk.placed {
		r := blk.placed[i]
		s.now.row, s.now.line = before+int64(r.row), blk.line+int64(r.line)
		s.now.values, s.now.empty = blk.values[i*numbers:(i+1)*numbers], blk.empty[from:r.empty]
		s.seen(&s.now)
		from = r.empty
	}
	return nil
}

// record parses a row's record again.
func (blk *block) record(r blockRow) *csv.Record {
	var rec csv.Record
	_ = csv.NewTextReader(blk.text[r.at:], blk.line+int64(r.line), blk.Format).Next(&rec)
	return &rec
}

// merge adds to s the rows that another setter set aside, left out and repaired. They come after those of s.
func (s *rowSetter) merge(o *rowSetter) {
	s.in.NonRows.Blank += o.in.NonRows.Blank
	s.in.NonRows.RepeatedHeaders = append(s.in.NonRows.RepeatedHeaders, o.in.NonRows.RepeatedHeaders...)
	s.aside.Add(o.aside)
	if s.damage.rows == 0 {
		s.damage.first = o.damage.first
	}
	if o.damage.rows > 0 {
		s.damage.rows, s.damage.last = s.damage.rows+o.damage.rows, o.damage.last
	}
	for _, row := range o.in.Omit {
		s.in.LeaveOut(row)
	}
}
