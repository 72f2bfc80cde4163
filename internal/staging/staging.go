// Package staging turns the tables of an entity of the sales model into rows with the entity's roles as columns. It
// reports the mistakes of a mapping that does not suit the tables, each with its entity, role, line and what to write
// instead.
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
	Kinds map[string]table.Kind // the types of the staged columns, by name

	plan     *plans.Plan
	mistakes yamlfile.Mistakes
}

// New returns the staging of one entity for a plan, in the workbench of the data.
func New(data *loaded.Data, plan *plans.Plan) *Staging {
	return &Staging{Data: data, Model: data.Program.Config.SalesModel(), Kinds: map[string]table.Kind{}, plan: plan}
}

func (s *Staging) addMistake(path, message, hint string) {
	s.mistakes.Add(s.Program.Config.At(path, message, hint))
}

// mappedTable is one of an entity's tables.
type mappedTable struct {
	dataset, name string // its dataset, and its name in the YAML
	columns       []table.Column
}
