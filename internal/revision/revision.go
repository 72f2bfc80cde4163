// Package revision finds what changed from one edition of a report to another, by the figures of both in the state.
package revision

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
	"text/tabwriter"

	"bilan/internal/ledger"
	"bilan/report/metric"
	"bilan/report/record"
)

// Figures returns the figures of an edition. It reads both forms in which the state may hold them: the record, or the
// export of older versions of the program.
func Figures(e ledger.Edition) (record.Set, error) {
	if len(e.Record) > 0 {
		return record.Decode(e.Record)
	}
	return record.FromExport(e.Figures)
}

// PreviousVersion returns the previous version of an edition, of the same turn and member. Copies for addresses that a
// person named do not count. The error is ledger.ErrNotFound if there is none.
func PreviousVersion(ctx context.Context, l *ledger.Ledger, e ledger.Edition) (ledger.Edition, error) {
	slots, err := l.Slots(ctx, ledger.Filter{Report: e.Report, Slot: e.Key.Slot})
	if err != nil {
		return ledger.Edition{}, err
	}
	byHand := map[int]bool{}
	for _, s := range slots {
		byHand[s.Extra] = byHand[s.Extra] || s.Kind == ledger.Address
	}
	list, err := l.Editions(ctx, e.Report, e.Key.Slot) // newest first
	if err != nil {
		return ledger.Edition{}, err
	}
	i := slices.IndexFunc(list, func(o ledger.Edition) bool { return o.Row == e.Row && o.Version < e.Version && !byHand[o.Extra] })
	if i < 0 {
		return ledger.Edition{}, ledger.ErrNotFound
	}
	return l.Edition(ctx, list[i].ID)
}

// Print writes which figures differ between two editions, with exact numbers and the totals first. Then it writes how
// many did not change and how many are in only one of the editions.
func Print(w io.Writer, older, newer ledger.Edition) error {
	was, err := Figures(older)
	if err != nil {
		return err
	}
	is, err := Figures(newer)
	if err != nil {
		return err
	}
	changes := record.Changed(was, is)
	slices.SortStableFunc(changes, func(a, b record.Change) int { return cmp.Compare(orderOf(a.By != ""), orderOf(b.By != "")) })
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range changes {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s -> %s\t%s\n", c.Metric, c.Period, memberText(c.Figure), amountText(c.Before), amountText(c.After), deltaText(c.Delta()))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, c := range changes {
		for _, s := range c.Splits {
			fmt.Fprintf(w, "%s %s %s by %s: %s\n", c.Metric, c.Period, deltaText(c.Delta()), s.By, splitText(s, c.Delta()))
		}
	}
	common := 0
	for _, f := range is {
		if _, ok := was.Find(f.Key); ok {
			common++
		}
	}
	fmt.Fprintf(w, "edition %d to edition %d: %d figures changed, %d did not", older.ID, newer.ID, len(changes), common-len(changes))
	if single := len(was) + len(is) - 2*common; single > 0 {
		fmt.Fprintf(w, ", %d are in one of them only", single)
	}
	_, err = fmt.Fprintln(w)
	return err
}

// splitText writes the members who contributed most to a change: "Claire Martin +12000, others +2000".
func splitText(s record.Split, change *big.Rat) string {
	parts, others := s.Largest(change, mostParts)
	var texts []string
	for _, p := range parts {
		texts = append(texts, cmp.Or(p.Label, p.Member, "unassigned")+" "+deltaText(p.Delta))
	}
	if others.Sign() != 0 {
		texts = append(texts, "others "+deltaText(others))
	}
	return strings.Join(texts, ", ")
}

// mostParts is how many members split names.
const mostParts = 3

func orderOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// memberText returns the member of a figure, "" for a total.
func memberText(f record.Figure) string {
	switch {
	case f.By == "":
		return ""
	case f.Unassigned:
		return f.By + ", unassigned"
	}
	return f.By + " " + cmp.Or(f.Label, f.Member)
}

func amountText(r *big.Rat) string {
	if r == nil {
		return "nothing"
	}
	return metric.Decimal(r)
}

func deltaText(r *big.Rat) string {
	switch {
	case r == nil:
		return ""
	case r.Sign() > 0:
		return "+" + metric.Decimal(r)
	}
	return metric.Decimal(r)
}
