package run

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/gather"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/schedule"
	"bilan/report/alert"
	"bilan/report/metric"
)

// Past is a past turn of an alert, whether it was evaluated then or not.
type Past struct {
	Slot schedule.Slot
	At   time.Time // when the turn was due
}

// Replayed is the result of a replay for the total or a member.
type Replayed struct {
	Label    string // the member's; "" for the total
	Known    int    // number of evaluations in which figure and threshold were known
	Openings []alert.Opening
}

// String returns a line with the numbers, then a line for each time that the alert would have opened.
func (r Replayed) String() string {
	var b strings.Builder
	times := "times"
	if len(r.Openings) == 1 {
		times = "time"
	}
	fmt.Fprintf(&b, "%s would have opened %d %s (figure and threshold were known in %d evaluations)\n", cmp.Or(r.Label, "it"), len(r.Openings), times, r.Known)
	for _, opening := range r.Openings {
		end := "still open"
		switch opening.Mail {
		case alert.Recovered:
			end = "over on " + opening.Closed.At.Format(time.DateOnly)
		case alert.PeriodEnded:
			end = "until the end of its period"
		}
		fmt.Fprintf(&b, "  %s, %s\n", opening.Opened.At.Format(time.DateOnly), end)
	}
	return b.String()
}

// Replay returns when an alert would have opened at past turns, given in order, with today's data. The sources are read
// once.
func (p *Program) Replay(ctx context.Context, name string, turns []Past) ([]Replayed, error) {
	r, periods, err := p.gatherPast(ctx, name, turns)
	if err != nil {
		return nil, err
	}
	var order []alert.Track
	seen := map[alert.Track][]alert.Evaluation{}
	for i, turn := range turns {
		r.setPeriod(periods[i])
		for _, l := range r.trackedFigures() {
			if seen[l.Track] == nil {
				order = append(order, l.Track)
			}
			seen[l.Track] = append(seen[l.Track], alert.Evaluation{At: turn.At, Period: r.period, Reading: r.values(l.figure)})
		}
	}
	list := make([]Replayed, len(order))
	for i, of := range order {
		list[i] = Replayed{Label: of.Label, Openings: r.rule.Replay(seen[of])}
		for _, e := range seen[of] {
			if e.Reading.Actual != nil && r.rule.Threshold(e.Reading) != nil {
				list[i].Known++
			}
		}
	}
	return list, nil
}

// gatherPast gathers the figures of all turns at once, and returns them with the period of each turn.
func (p *Program) gatherPast(ctx context.Context, name string, turns []Past) (*reading, []period.Period, error) {
	if len(turns) == 0 {
		return nil, nil, fmt.Errorf("alert %q: it was never evaluated in that time", name)
	}
	list, periods := make([]*plans.Plan, len(turns)), make([]period.Period, len(turns))
	for i, turn := range turns {
		plan, err := plans.New(&p.Program, plans.Order{Report: config.AlertPrefix + name, Slot: turn.Slot, Anyway: true})
		if err != nil {
			return nil, nil, err
		}
		list[len(turns)-1-i], periods[i] = plan, plan.Periods[0]
	}
	a := list[0].Report.Alert
	batch, err := gather.FetchTogether(ctx, &p.Program, list, func(plan *plans.Plan) (asks []metric.Ask) {
		for _, of := range periods {
			asks = append(asks, metric.Ask{Metric: a.Metric, By: a.By, Period: plan.Scope.Metrics[a.Metric].Known(of)})
		}
		return asks
	})
	if err != nil {
		return nil, nil, fmt.Errorf("alert %q: %w", name, err)
	}
	r := newReading(batch)
	if r.metric.Date == "" {
		return nil, nil, fmt.Errorf("alert %q: %q has no date, so its past values are not known", name, r.metric.Name)
	}
	return r, periods, nil
}

// setPeriod sets the reading's answer and period to those of p.
func (r *reading) setPeriod(p period.Period) {
	a := r.Plan.Report.Alert
	r.answer = r.Book.Answer(metric.Ask{Metric: a.Metric, By: a.By, Period: r.metric.Known(p)})
	if r.period = ""; a.ToDate() && r.metric.Date != "" {
		r.period = r.Plan.Calendar.ID(p.Whole())
	}
}
