package gather

import (
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// staging turns an entity's tables into rows with its roles as columns.
type staging struct {
	*loaded.Data
	plan     *plans.Plan
	model    *sales.Model
	kinds    map[string]table.Kind // of the staged columns
	mistakes yamlfile.Mistakes
}

func (d *Gatherer) staging(plan *plans.Plan) *staging {
	return &staging{Data: d.Data, plan: plan, model: d.Program.Config.SalesModel(), kinds: map[string]table.Kind{}}
}

func (s *staging) wrong(path, message, hint string) {
	s.mistakes.Add(s.Program.Config.At(path, message, hint))
}

// mappedTable is one of an entity's tables.
type mappedTable struct {
	dataset, name string // the name as the YAML has it
	columns       []table.Column
}
