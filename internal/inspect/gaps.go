package inspect

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report/metric"
	"bilan/report/metric/book"
	"bilan/report/metric/target"
)

// checkTargetGaps warns of each part of the current year that has no target, for each metric with targets.
func (c *sourceCheck) checkTargetGaps(ctx context.Context, failed map[string]bool) error {
	engine, cal := c.Asker(c.Plan.Params), c.Plan.Calendar
	year := cal.Containing(period.Year, c.Plan.CutOff.AddDays(-1))
	for _, name := range c.sortByPosition("metrics.", slices.Sorted(maps.Keys(c.Config.Metrics))) {
		at := c.targetFor(name, "")
		if at < 0 || failed[name] || c.Plan.Model.Metrics[name] == nil || !c.canCompute(name, failed) {
			continue // the mistake was already reported
		}
		list, err := target.Gaps(ctx, c.Plan.Model, engine, name, c.readPart(name, year))
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue
		}
		var when []string
		for _, gap := range list {
			when = append(when, describeTime(cal, gap)...)
		}
		hint, err := c.otherYearHint(ctx, c.Config.Targets[at], year)
		if err != nil {
			return err
		}
		c.warn(fmt.Sprintf("targets[%d]", at), fmt.Sprintf("%q has no target in %s", name, plans.FirstFive(when)), hint)
	}
	return nil
}

// otherYearHint returns a hint with the dates of a target's rows if none of them is in the year, else "".
func (c *sourceCheck) otherYearHint(ctx context.Context, t figure.Target, year period.Period) (string, error) {
	if t.Dataset == "" || t.Date == "" {
		return "", nil
	}
	found, err := c.Query(ctx, fmt.Sprintf("select min(cast(%[1]s as date)), max(cast(%[1]s as date)) from %[2]s", table.Ident(t.Date), table.Ident(t.Dataset)))
	if err != nil {
		return "", ctx.Err() // an unreadable column was already reported
	}
	oldest, some := table.Day(found.Rows[0][0])
	newest, _ := table.Day(found.Rows[0][1])
	first, last := period.DateOf(oldest), period.DateOf(newest)
	if !some || !last.Before(year.Start) && first.Before(year.End) {
		return "", nil
	}
	return fmt.Sprintf("its rows are dated from %s to %s: add rows for %s, or name the column with their dates", first, last, c.Plan.Calendar.ID(year)), nil
}

// timeParameters finds the parameters that limit a dataset to the time of a report. Rows outside that time are unknown.
var timeParameters = regexp.MustCompile(`:(history_start|period_start|period_end|today)\b`)

// warnUnshaped warns of targets that cannot be distributed in the proportions of last year.
func (c *sourceCheck) warnUnshaped(plan *plans.Plan, book *book.Book) {
	for _, u := range book.Unshaped {
		at := slices.IndexFunc(plan.Model.Targets, func(t metric.Target) bool {
			return t.Metric == u.Metric && t.Share == metric.AsLastYear && cmp.Or(t.Scenario, metric.TargetScenario) == u.Scenario
		})
		c.warn(fmt.Sprintf("targets[%d].share", at), fmt.Sprintf("the %s of %q for %s cannot be distributed as last year: %q has no complete year before it, so business days are used",
			u.Scenario, u.Metric, plan.Calendar.ID(u.Grain), c.Config.Metrics[u.Metric].Dataset), "")
	}
}

// readPart returns the part of a period for which all datasets of a metric's targets were read.
func (c *sourceCheck) readPart(name string, p period.Period) period.Period {
	for _, t := range c.Config.Targets {
		if t.Metric != name || t.Dataset == "" {
			continue
		}
		for _, m := range timeParameters.FindAllStringSubmatch(c.allSQL(t.Dataset), -1) {
			d := plans.DateOf(c.Plan.Params[m[1]])
			if early := strings.HasSuffix(m[1], "_start"); early && p.Start.Before(d) {
				p.Start = d
			} else if !early && d.Before(p.End) {
				p.End, p.Close = d, d
			}
		}
	}
	return p
}

// allSQL returns the SQL of a dataset and of all datasets that it reads.
func (c *sourceCheck) allSQL(dataset string) string {
	text := c.Config.Datasets[dataset].Query
	for _, read := range c.Plan.Reads[dataset] {
		if _, ok := c.Config.Datasets[read]; ok && read != dataset {
			text += "\n" + c.allSQL(read)
		}
	}
	return text
}

// describeTime describes a time as ranges of whole months, such as "2026-04 to 2026-06", and of days where a month is
// incomplete.
func describeTime(cal *period.Calendar, gap period.Period) (list []string) {
	for at := gap.Start; at.Before(gap.End); {
		end, first, last := at, "", ""
		for month := cal.Containing(period.Month, at); month.Start == end && !gap.End.Before(month.End); month = cal.Containing(period.Month, end) {
			if last = cal.ID(month); first == "" {
				first = last
			}
			end = month.End
		}
		if first == "" {
			end = cal.Containing(period.Month, at).End
			if gap.End.Before(end) {
				end = gap.End
			}
			first, last = at.String(), end.AddDays(-1).String()
		}
		if first != last {
			first += " to " + last
		}
		list, at = append(list, first), end
	}
	return list
}
