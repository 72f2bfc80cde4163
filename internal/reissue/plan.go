package reissue

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/period"
	"bilan/internal/run"
	"bilan/internal/schedule"
	"bilan/report/correction"
	"bilan/report/metric"
)

// Plan is what a correction would send.
type Plan struct {
	Report   string    `json:"report"`
	Slot     string    `json:"slot"`
	Version  int       `json:"version"`
	Editions []Edition `json:"editions"`
}

// Edition is an edition that would be replaced.
type Edition struct {
	Member  string   `json:"member,omitempty"` // such as rep=R07; "" for the edition of all
	Readers []Reader `json:"readers"`
	Changed []Change `json:"changed"`
	Other   int      `json:"other_figures"` // number of changed figures that are not in Changed
	Rows    bool     `json:"rows_changed"`  // whether rows of tables or open deals changed
}

// Reader is a recipient of the correction.
type Reader struct {
	Address string `json:"address"`
	Role    string `json:"role"`
}

// Change is a changed figure.
type Change struct {
	Figure string `json:"figure"`
	Period string `json:"period"`
	Of     string `json:"of,omitempty"` // the member; "" for the total
	Before string `json:"before"`       // an exact decimal, or "nothing"
	After  string `json:"after"`        // as Before
}

// MakePlan makes and proves the next version of a turn, and sends nothing. The error is run.ErrUnchanged if the version
// would be the same.
func MakePlan(ctx context.Context, p *run.Program, s ledger.Slot, c *correction.Correction) (*Plan, error) {
	turn, err := maker.ParseTurn(s.Key.Slot)
	if err != nil {
		return nil, err
	}
	if s.Day != "" {
		day, err := period.ParseDate(s.Day)
		if err != nil {
			return nil, err
		}
		turn.Slot = schedule.SlotOn(day)
	}
	plan := &Plan{Report: s.Report, Slot: s.Key.Slot, Version: c.Version}
	task := maker.Task{Report: s.Report, Turn: turn, Now: p.Now, Version: c.Version, Audience: run.Audience{All: true}, Corrects: c}
	all, err := maker.Preview(ctx, p, task, func(m *maker.Made) error {
		plan.addEdition(m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(all.Messages) > 0 {
		plan.addEdition(all)
	}
	return plan, nil
}

func (p *Plan) addEdition(m *maker.Made) {
	e := Edition{Member: m.Row, Changed: []Change{}, Other: m.Replaces.Other, Rows: m.Replaces.Lists}
	for _, r := range m.Replaces.Readers {
		e.Readers = append(e.Readers, Reader{r.Address, cmp.Or(r.Role, "to")})
	}
	for _, c := range m.Replaces.Changes {
		change := Change{Figure: c.Metric, Period: c.Period, Before: "nothing", After: "nothing"}
		if c.By != "" {
			change.Of = c.By + " " + cmp.Or(c.Label, c.Member, "unassigned")
		}
		if c.Before != nil {
			change.Before = metric.Decimal(c.Before)
		}
		if c.After != nil {
			change.After = metric.Decimal(c.After)
		}
		e.Changed = append(e.Changed, change)
	}
	p.Editions = append(p.Editions, e)
}

// JSON writes the plan for machines.
func (p *Plan) JSON(w io.Writer) error {
	to := json.NewEncoder(w)
	to.SetIndent("", "  ")
	return to.Encode(p)
}

// Print writes the plan for people: each edition with its readers, and below them which figures changed.
func (p *Plan) Print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	readers := 0
	for _, e := range p.Editions {
		var to []string
		for _, r := range e.Readers {
			to = append(to, r.Role+" "+r.Address)
		}
		readers += len(to)
		fmt.Fprintf(t, "%s\t%s\n", cmp.Or(e.Member, "edition of all"), strings.Join(to, ", "))
		for _, c := range e.Changed {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s -> %s\n", c.Figure, c.Period, c.Of, c.Before, c.After)
		}
		if e.Other > 0 {
			fmt.Fprintf(t, "  other figures that changed: %d\n", e.Other)
		}
		if e.Rows {
			fmt.Fprintln(t, "  rows of tables or open deals changed")
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s %s, version %d: editions: %d, messages: %d. Nothing was sent.\n", p.Report, p.Slot, p.Version, len(p.Editions), readers)
	return err
}
