package listing

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
)

// sentenceFiller fills the sentence in says: of the YAML with values of the table's first row and totals.
type sentenceFiller struct {
	*Table
	data    *table.Table
	columns []Field
	numbers []finding.Number
	inputs  map[string]string
	counted bool // the last phrase was a number without a unit
	missing bool // a value of the sentence is empty in the first row
	err     error
}

// sentence returns the sentence in says:, filled. It is nil if the YAML has none, the table has no row, or a value is
// empty in the first row.
func (k *Table) sentence(data *table.Table, columns []Field) (*finding.Insight, error) {
	if len(k.c.Sentence) == 0 || len(data.Rows) == 0 {
		return nil, nil
	}
	w := &sentenceFiller{Table: k, data: data, columns: columns, inputs: map[string]string{}}
	text := w.write(k.c.Sentence)
	if w.missing || w.err != nil {
		return nil, w.err
	}
	text = prose.Tidy(strings.TrimSuffix(text, "."))
	return &finding.Insight{Kind: finding.TableKind, Text: k.s.Locale.Capital(text) + ".", Tail: text, Numbers: w.numbers, Inputs: w.inputs}, nil
}

// write writes phrases one after the other, and a no-break space after a number without a unit.
func (w *sentenceFiller) write(list []section.SentencePart) string {
	var b strings.Builder
	for _, p := range list {
		before := b.Len()
		switch {
		case p.Agrees:
			words := p.More
			if _, n := w.value(p.Value); n == nil || w.s.Locale.IsSingular(n) {
				words = p.One
			}
			b.WriteString(w.write(words))
		case p.Text != "":
			b.WriteString(p.Text)
		default:
			b.WriteString(w.number(p.Value))
			w.counted = isCount(b.String()[before:])
			continue
		}
		if text := b.String(); w.counted && len(text) > before {
			if rest, ok := strings.CutPrefix(text[before:], " "); ok {
				b.Reset()
				b.WriteString(text[:before] + "\u00a0" + rest)
			}
			w.counted = false
		}
	}
	return b.String()
}

// isCount reports whether a text is a number without a unit.
func isCount(text string) bool {
	return strings.ContainsAny(text, "0123456789") && strings.Trim(text, "−+0123456789.,’\u00a0\u202f") == ""
}

// number is the text of a value. A number is also recorded in numbers and inputs.
func (w *sentenceFiller) number(v section.Value) string {
	text, n := w.value(v)
	if n != nil {
		of := w.id + "/" + v.String()
		w.numbers = append(w.numbers, finding.Number{Text: text, Value: metric.Decimal(n), Of: of})
		w.inputs[of] = metric.Decimal(n)
	}
	return text
}

// value returns the text of a value; n is the number, or nil for another value.
func (w *sentenceFiller) value(v section.Value) (text string, n *big.Rat) {
	if v.Rows {
		n = big.NewRat(int64(len(w.data.Rows)), 1)
		return w.s.Locale.Number(n, 0), n
	}
	f, ok := w.field(v.Column)
	if !ok {
		w.err = cmp.Or(w.err, fmt.Errorf("says: the answer has no column %q (it has %s)", v.Column, columnNames(w.data)))
		return "", nil
	}
	if v.Total {
		n = sum(w.data.Rows, f.at)
		return f.numberWithUnit(n), n
	}
	cell := w.data.Rows[0][f.at]
	if cell == nil {
		w.missing = true
		return "", nil
	}
	if n, ok = table.Rat(cell); ok && f.numeric() {
		return f.numberWithUnit(n), n
	}
	return f.text(notation.NewSheet(w.s), cell), nil
}

// field returns the field of a column of the answer, whether or not the section shows it; false if there is none.
func (w *sentenceFiller) field(column string) (Field, bool) {
	if i := slices.IndexFunc(w.columns, func(f Field) bool { return f.c.Column == column }); i >= 0 {
		return w.columns[i], true
	}
	at := w.data.Column(column)
	if at < 0 {
		return Field{}, false
	}
	return NewField(w.s, section.TableColumn{Column: column}, w.data.Columns[at], at).Fit(w.data.Rows), true
}

// numberWithUnit writes a number of the column with its unit, for a sentence.
func (f Field) numberWithUnit(n *big.Rat) string {
	switch unit := metric.Unit(f.c.Unit); unit {
	case metric.Currency, metric.Days, metric.Percent:
		return notation.Full(f.s, &metric.Metric{Unit: unit, Currency: f.s.Config.Currency, Decimals: f.Digits, AddsUp: true}, n)
	}
	return f.number(n)
}
