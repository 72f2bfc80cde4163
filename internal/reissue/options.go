package reissue

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"bilan/internal/ledger"
	"bilan/internal/plans"
	"bilan/internal/run"
	"bilan/internal/versions"
	"bilan/report/correction"
)

// Options are the options of the command bilan correct.
type Options struct {
	versions.Request
	Plan, JSON bool
	Out        io.Writer // the plan is written to it
}

// Example shows how the command is used.
const Example = "  bilan correct 42 --plan                       who would get what, and which figures changed\n" +
	"  bilan correct 42 --why \"une commande oubliée\"  replace what was sent with that edition\n" +
	"  bilan correct suivi-hebdo 2026-11-16          the same, by report and slot"

// Flags defines the command's flags.
func (o *Options) Flags(f *pflag.FlagSet) {
	f.StringVar(&o.Why, "why", "", "the `reason`, which is printed on page one and in the mail")
	f.BoolVar(&o.Force, "force", false, "replace every edition, also those that did not change")
	f.BoolVar(&o.Plan, "plan", false, "make and check everything, send nothing, and list who would get what and which figures changed")
	f.BoolVar(&o.JSON, "json", false, "with --plan: as JSON")
}

// RequestOrShow requests the next version of a turn and returns its key. names are the number of an edition, or a
// report and a slot. With Plan it only writes what the version would change.
func (o *Options) RequestOrShow(ctx context.Context, p *run.Program, l *ledger.Ledger, names []string) (ledger.Key, error) {
	turn, err := Find(ctx, l, names)
	if err != nil {
		return ledger.Key{}, err
	}
	switch r, ok := p.Config.Reports[turn.Report]; {
	case !ok:
		return ledger.Key{}, plans.NoReport(turn.Report, p.Config.ReportNames())
	case r.State == "draft":
		return ledger.Key{}, &plans.BadRequest{Err: fmt.Errorf("report %q is a draft: it goes to its owner only (write state: live to correct what its readers have)", turn.Report)}
	}
	c, err := versions.Preview(ctx, l, ledger.Key{Report: turn.Report, Slot: turn.Key.Slot}, o.Request)
	if errors.Is(err, versions.ErrNotSent) {
		return ledger.Key{}, fmt.Errorf("%w: there is nothing to replace (bilan send %s --all sends it)", err, turn.Report)
	}
	if err != nil {
		return ledger.Key{}, err
	}
	if o.Plan {
		return turn.Key, o.showPlan(ctx, p, turn, c)
	}
	s, err := Request(ctx, l, turn, o.Request, p.Now)
	return s.Key, err
}

func (o *Options) showPlan(ctx context.Context, p *run.Program, turn ledger.Slot, c *correction.Correction) error {
	plan, err := MakePlan(ctx, p, turn, c)
	switch {
	case errors.Is(err, run.ErrUnchanged):
		_, err := fmt.Fprintln(o.Out, "no figure and no row has changed: nothing would be sent (--force sends it anyway)")
		return err
	case err != nil:
		return err
	case o.JSON:
		return plan.JSON(o.Out)
	}
	return plan.Print(o.Out)
}
