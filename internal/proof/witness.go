package proof

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Witness is a report.Book that passes on the answers of another Book. It checks the owner of each answer and records the
// leaks. It must be used by one goroutine only.
type Witness struct {
	scope.Book
	Case

	Row     func(id string, row []table.Cell) (key string, known bool) // the key of the member who owns a table's row
	Dataset func(metric string) string                                 // the dataset of a metric
	Reads   func(id string) string                                     // the datasets of a table or pipeline
	Fixed   []string                                                   // texts that are in every edition
	Company string                                                     // the company's name, which may also be a person's
	Index   NameIndex                                                  // the names of Members and Others; nil to make it

	Leaks []Leak
	own   []string // texts of the member's own rows, which may contain names
}

func (w *Witness) leak(whose, location, content, dataset string) {
	w.Leaks = append(w.Leaks, Leak{Edition: w.Member, Whose: whose, Where: location, What: content, Dataset: dataset})
}

// Answer implements report.Book.
func (w *Witness) Answer(a metric.Ask) metric.Answer {
	answer := w.Book.Answer(a)
	ranked := a.By == w.Member.Dimension && w.otherMembers(answer) >= FewestOthers
	w.checkFigure(a, "", &answer.Total, ranked)
	for i := range answer.Slices {
		s := &answer.Slices[i]
		w.checkFigure(a, s.Label, &s.Figure, ranked)
		if a.By != w.Member.Dimension || ranked && w.Names != "" {
			w.own = append(w.own, s.Label, s.Key)
		}
	}
	w.checkSum(a, answer)
	return answer
}

// otherMembers returns how many other members have rows in an answer.
func (w *Witness) otherMembers(answer metric.Answer) (n int) {
	for _, s := range answer.Slices {
		if who, _, ok := w.Owner(s.Figure.AC.Whose); ok && who != w.Member.Owner() && s.Rows > 0 {
			n++
		}
	}
	return n
}

func (w *Witness) checkFigure(a metric.Ask, label string, f *metric.Figure, ranked bool) {
	for _, n := range []metric.Num{f.AC, f.PY, f.PP, f.PL, f.PLToDate, f.DeltaPL, f.DeltaPY, f.DeltaPP, f.Outlook.Landing, f.Outlook.GapToGo, f.BU.Whole, f.AN.Whole, f.FC.Whole, f.ST.Whole} {
		if n.OK() && !w.allowed(n.Whose, ranked) {
			w.leak(w.ownerName(n.Whose), "the figure "+a.Metric+dimensionText(a.By, label), decimalText(n), w.Dataset(a.Metric))
			return
		}
	}
}

func dimensionText(dimension, label string) string {
	if label == "" {
		return ""
	}
	return fmt.Sprintf(" of %s %q", dimension, label)
}

// checkSum records a leak if the lines of an additive answer do not add up to its total: a line must be another member's.
func (w *Witness) checkSum(a metric.Ask, answer metric.Answer) {
	if len(answer.Slices) == 0 || answer.Total.Metric == nil || !answer.Total.Metric.AddsUp || !answer.Total.AC.OK() {
		return
	}
	sum := new(big.Rat)
	for _, s := range answer.Slices {
		if s.Figure.AC.OK() {
			sum.Add(sum, s.Figure.AC.Rat)
		}
	}
	if sum.Cmp(answer.Total.AC.Rat) != 0 && exceedsRounding(sum, answer.Total.AC.Rat) {
		w.leak("somebody else", fmt.Sprintf("the lines of %s by %s sum to %s", a.Metric, a.By, sum.FloatString(2)), "the total is "+decimalText(answer.Total.AC), w.Dataset(a.Metric))
	}
}

// exceedsRounding reports whether two numbers differ by more than the rounding of binary floats explains.
func exceedsRounding(a, b *big.Rat) bool {
	gap := new(big.Rat).Sub(a, b)
	bound := new(big.Rat).Mul(new(big.Rat).Abs(a), big.NewRat(1, 1_000_000_000_000))
	return gap.Abs(gap).Cmp(bound) > 0
}

// Table implements report.Book.
func (w *Witness) Table(id string) *table.Table {
	t := w.Book.Table(id)
	if t == nil {
		return nil
	}
	for i, row := range t.Rows {
		key, known := w.Row(id, row)
		if known && key == w.Member.Key {
			for _, c := range row {
				if s, ok := c.(string); ok {
					w.own = append(w.own, s)
				}
			}
			continue
		}
		w.leak(w.memberName(w.Member.Dimension, key), fmt.Sprintf("%s, row %d", id, i+1), RowText(row), w.Reads(id))
	}
	return t
}

// RowText returns the first four cells of a row as text.
func RowText(row []table.Cell) string {
	var list []string
	for _, c := range row[:min(len(row), 4)] {
		if day, ok := table.Day(c); ok {
			list = append(list, day.Format(time.DateOnly))
		} else if c != nil {
			list = append(list, fmt.Sprint(c))
		}
	}
	return strings.Join(list, " ")
}

// Pipeline implements report.Book.
func (w *Witness) Pipeline(id string) metric.Pipeline {
	p := w.Book.Pipeline(id)
	for _, s := range append([]metric.Stage{p.Total, p.Won, p.Lost, p.Overdue}, p.Open...) {
		w.own = append(w.own, s.Name)
		if s.Amount.OK() && !w.allowed(s.Amount.Whose, false) {
			w.leak(w.ownerName(s.Amount.Whose), id+", stage "+s.Name, decimalText(s.Amount), w.Reads(id))
		}
	}
	return p
}

func decimalText(n metric.Num) string { return metric.Decimal(n.Rat) }
