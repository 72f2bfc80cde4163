package monitor

import (
	"context"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"bilan/internal/ledger"
)

// collector reads the metrics from the ledger at each scrape.
type collector struct{ *Monitor }

var (
	lastSuccess      = prometheus.NewDesc("bilan_last_success_timestamp_seconds", "When the newest edition of a report was kept.", []string{"report"}, nil)
	nextDue          = prometheus.NewDesc("bilan_next_due_timestamp_seconds", "When a report is due next.", []string{"report"}, nil)
	lateness         = prometheus.NewDesc("bilan_late_seconds", "How late a report is that is due but not made yet.", []string{"report"}, nil)
	openSlots        = prometheus.NewDesc("bilan_slots", "Unfinished slots, by state.", []string{"state"}, nil)
	reportPaused     = prometheus.NewDesc("bilan_paused", "Whether a report is paused: its turns are left out.", []string{"report"}, nil)
	notMade          = prometheus.NewDesc("bilan_turns_not_made", "Turns in the state that were not made, by outcome: failed, missed or skipped.", []string{"report", "state"}, nil)
	alarmOn          = prometheus.NewDesc("bilan_alarm", "Whether an alarm is on: 1 or 0, by kind.", []string{"kind"}, nil)
	otherYAML        = prometheus.NewDesc("bilan_replicas_with_another_yaml", "How many replicas share the state and have another YAML.", nil, nil)
	openDeliveries   = prometheus.NewDesc("bilan_deliveries", "Messages not sent yet, by state.", []string{"state"}, nil)
	lastMailOut      = prometheus.NewDesc("bilan_last_mail_out_timestamp_seconds", "When the last waiting message will be sent, by the mail service's limits; 0 if none waits.", nil, nil)
	doubledMail      = prometheus.NewDesc("bilan_deliveries_doubled", "Sent messages in the state that may have arrived twice.", nil, nil)
	planningLateness = prometheus.NewDesc("bilan_planning_behind_seconds", "How long ago the oldest turn was due that is not planned.", nil, nil)
	clockConfirmed   = prometheus.NewDesc("bilan_clock_confirmed", "Whether the machine's clock is trusted: otherwise work goes by the last confirmed time.", nil, nil)
	plannedAhead     = prometheus.NewDesc("bilan_planned_ahead", "How many reports are planned ahead of the clock: nothing is due for them.", nil, nil)
	lastPlan         = prometheus.NewDesc("bilan_last_plan_timestamp_seconds", "When the planner last ran.", nil, nil)
)

// Describe sends the metrics' descriptions.
func (c collector) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, ch) }

// Collect reads the ledger; values that cannot be read are left out.
func (c collector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	gauge := func(desc *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, labels...)
	}
	if last, err := c.Ledger.LastSuccess(ctx); err == nil {
		for report, at := range last {
			gauge(lastSuccess, float64(at.Unix()), report)
		}
	}
	if counts, err := c.Ledger.Counts(ctx); err == nil {
		gauge(doubledMail, float64(counts.Doubled))
		for _, s := range []ledger.State{ledger.Planned, ledger.Producing, ledger.Held, ledger.Retrying} {
			gauge(openSlots, float64(counts.Slots[s]), string(s))
		}
		for _, s := range []ledger.DeliveryState{ledger.Pending, ledger.Sending, ledger.Waiting, ledger.Uncertain, ledger.Dead} {
			gauge(openDeliveries, float64(counts.Deliveries[s]), string(s))
		}
	}
	if _, last, err := c.Ledger.Outflow(ctx, c.Limits()); err == nil {
		gauge(lastMailOut, unixOrZero(last))
	}
	if marks, err := c.Ledger.Watermarks(ctx); err == nil {
		gauge(planningLateness, c.planningBehind(marks).Seconds())
	}
	c.collectClocks(gauge)
	if lasting, err := c.Ledger.Alarms(ctx); err == nil {
		for _, kind := range []string{ledger.MailAlarm, ledger.BehindAlarm, ledger.AheadAlarm} {
			lasts := slices.ContainsFunc(lasting, func(a ledger.Alarm) bool { return a.Kind == kind })
			gauge(alarmOn, oneIf(lasts), kind)
		}
	}
	c.collectUnmade(ctx, gauge)
	c.collectPauses(ctx, gauge)
	c.collectSchedules(ctx, gauge)
}

func unixOrZero(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}

func oneIf(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// gauger sends one value with its labels.
type gauger func(desc *prometheus.Desc, v float64, labels ...string)

func (c collector) collectClocks(gauge gauger) {
	if s := c.Standing(); s != nil {
		gauge(otherYAML, float64(len(s.Others)))
	}
	gauge(clockConfirmed, oneIf(c.ClockConfirmed()))
	gauge(plannedAhead, float64(c.Stats.PlannedAhead.Load()))
	gauge(lastPlan, float64(c.Stats.LastPlan.Load()))
}

func (c collector) collectUnmade(ctx context.Context, gauge gauger) {
	counts, err := c.Ledger.Unmade(ctx)
	if err != nil {
		return
	}
	for report := range c.Timetable().Tables {
		for _, s := range []ledger.State{ledger.Failed, ledger.Missed, ledger.Skipped} {
			gauge(notMade, float64(counts[report][s]), report, string(s))
		}
	}
}

func (c collector) collectPauses(ctx context.Context, gauge gauger) {
	list, err := c.Ledger.Paused(ctx)
	if err != nil {
		return
	}
	for report := range c.Timetable().Tables {
		value := 0.0
		if slices.ContainsFunc(list, func(p ledger.Pause) bool { return p.Report == report }) {
			value = 1
		}
		gauge(reportPaused, value, report)
	}
}

func (c collector) collectSchedules(ctx context.Context, gauge gauger) {
	table, now := c.Timetable(), c.Now()
	late := map[string]time.Duration{}
	open, err := c.Ledger.Slots(ctx, ledger.Filter{States: []ledger.State{ledger.Planned, ledger.Producing, ledger.Held, ledger.Retrying}, Until: now})
	if err != nil {
		return
	}
	for _, s := range open {
		late[s.Report] = max(late[s.Report], s.Late(now))
	}
	for report := range table.Tables {
		gauge(lateness, late[report].Seconds(), report)
		if o, ok := table.Next(report, now); ok {
			gauge(nextDue, float64(o.Due.Unix()), report)
		}
	}
}

func (m *Monitor) ledgerMetrics() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(append([]prometheus.Collector{collector{m}}, m.Collectors...)...)
	return registry
}
