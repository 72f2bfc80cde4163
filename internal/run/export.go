package run

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/diagnose"
	"bilan/internal/period"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
)

// Export is an edition for other programs: every figure with its exact value, and the document as it was drawn.
type Export struct {
	Report    string           `json:"report"`
	Slot      string           `json:"slot"`
	Periods   []exportPeriod   `json:"periods"`
	Figures   []metric.Record  `json:"figures"`
	Pipelines []exportPipeline `json:"pipelines,omitempty"`
	Cohorts   []exportCohorts  `json:"cohorts,omitempty"`
	Tables    []exportTable    `json:"tables,omitempty"`
	Doubts    []diagnose.Doubt `json:"doubts,omitempty"`
	Document  *report.Document `json:"document"`
}

// exportPeriod is a period from its first to its last day, both included. WholeTo is the last day of the whole period,
// which is later than To for a cut period.
type exportPeriod struct {
	ID      string      `json:"id"`
	Unit    period.Unit `json:"unit"`
	From    period.Date `json:"from"`
	To      period.Date `json:"to"`
	WholeTo period.Date `json:"whole_to"`
}

type exportPipeline struct {
	ID     string        `json:"id"`
	ReadOn period.Date   `json:"read_on"`
	Open   []exportStage `json:"open"`
	Total  exportStage   `json:"total"`
	Won    exportStage   `json:"won"`
	Lost   exportStage   `json:"lost"`

	Unweighted *exportStage `json:"unweighted,omitempty"` // the deals without a probability; nil if there are none
}

type exportStage struct {
	Name     string       `json:"name,omitempty"`
	Count    int64        `json:"count"`
	Amount   *json.Number `json:"amount"`
	Weighted *json.Number `json:"weighted"`
}

type exportCohorts struct {
	ID      string         `json:"id"`
	Cohorts []exportCohort `json:"cohorts"`
}

// exportCohort is a cohort: its first period, its size, and its value in each period from the first on.
type exportCohort struct {
	Period string         `json:"period"`
	Size   int64          `json:"size"`
	Cells  []*json.Number `json:"cells"`
}

type exportTable struct {
	ID      string   `json:"id"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows"`
}

// JSON writes the edition's Export, indented.
func (e *Edition) JSON() ([]byte, error) {
	out := Export{
		Report: e.Plan.Name, Slot: e.Plan.Slot.String(), Periods: exportPeriods(e.Plan), Doubts: e.Doubts, Document: e.Document,
		Figures: e.records(),
	}
	for _, need := range e.Plan.Needs.Pipelines {
		p := e.book().Pipeline(need.ID)
		x := exportPipeline{ID: need.ID, ReadOn: e.Plan.Scope.States[need.Dataset].Read, Total: stageOf(p.Total), Won: stageOf(p.Won), Lost: stageOf(p.Lost)}
		for _, s := range p.Open {
			x.Open = append(x.Open, stageOf(s))
		}
		if p.Unweighted.Count > 0 {
			deals := stageOf(p.Unweighted)
			x.Unweighted = &deals
		}
		out.Pipelines = append(out.Pipelines, x)
	}
	for _, need := range e.Plan.Needs.Cohorts {
		out.Cohorts = append(out.Cohorts, cohortsOf(e.Plan, need.ID, e.book().Cohorts(need.ID)))
	}
	for _, need := range e.Plan.Needs.Tables {
		if t := e.book().Table(need.ID); t != nil { // a member's edition lacks tables that are not divided by member
			out.Tables = append(out.Tables, tableOf(need.ID, t))
		}
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the figures as JSON: %w", err)
	}
	return append(text, '\n'), nil
}

func exportPeriods(plan *plans.Plan) []exportPeriod {
	list := make([]exportPeriod, len(plan.Periods))
	for i, p := range plan.Periods {
		list[i] = exportPeriod{plan.Calendar.ID(p), p.Unit, p.Start, p.End.AddDays(-1), p.Whole().End.AddDays(-1)}
	}
	return list
}

func cohortsOf(plan *plans.Plan, id string, list []metric.Cohort) exportCohorts {
	x := exportCohorts{ID: id, Cohorts: make([]exportCohort, len(list))}
	for i, c := range list {
		cells := make([]*json.Number, len(c.Cells))
		for k, cell := range c.Cells {
			cells[k] = cell.Number()
		}
		x.Cohorts[i] = exportCohort{plan.Calendar.ID(c.Period), c.Size, cells}
	}
	return x
}

func stageOf(s metric.Stage) exportStage {
	return exportStage{s.Name, s.Count, s.Amount.Number(), s.Weighted.Number()}
}

func tableOf(id string, t *table.Table) exportTable {
	x := exportTable{ID: id, Rows: make([][]any, len(t.Rows))}
	for _, c := range t.Columns {
		x.Columns = append(x.Columns, c.Name)
	}
	for i, row := range t.Rows {
		x.Rows[i] = make([]any, len(row))
		for j, cell := range row {
			x.Rows[i][j] = jsonCell(cell, t.Columns[j].Kind)
		}
	}
	return x
}

func jsonCell(c table.Cell, k table.Kind) any {
	switch v := c.(type) {
	case decimal.Decimal:
		return json.Number(v.String())
	case time.Time:
		if k == table.Date {
			return v.Format(time.DateOnly)
		}
		return v.Format("2006-01-02T15:04:05")
	case float64:
		if r, ok := table.Rat(v); ok {
			return json.Number(metric.Decimal(r))
		}
		return nil
	}
	return c
}
