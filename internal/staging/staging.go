// Package staging turns the tables of an entity of the sales model into rows with its roles as columns, and refuses a mapping that does not suit them:
// each mistake with its entity, its role, its line and what to write instead.
package staging

import (
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// Staging is the staging of one entity. It is not for concurrent use.
type Staging struct {
	*loaded.Data
	Model *sales.Model
	Kinds map[string]table.Kind // of the staged columns

	plan     *plans.Plan
	mistakes yamlfile.Mistakes
}

// New stages an entity for a plan, in the workbench of the data.
func New(data *loaded.Data, plan *plans.Plan) *Staging {
	return &Staging{Data: data, Model: data.Program.Config.SalesModel(), Kinds: map[string]table.Kind{}, plan: plan}
}

func (s *Staging) wrong(path, message, hint string) {
	s.mistakes.Add(s.Program.Config.At(path, message, hint))
}

// mappedTable is one of an entity's tables.
type mappedTable struct {
	dataset, name string // the name as the YAML has it
	columns       []table.Column
}
