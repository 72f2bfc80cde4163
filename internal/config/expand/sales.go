package expand

import (
	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/sales"
)

// Expander adds the derived parts to a config.
type Expander struct {
	*place.Notes
	Config   *config.Config
	Language string // the language whose texts are used
}

// AddSales adds to the config what follows from the key sales: a hidden dataset for each table, a dataset for each
// entity, and dimensions, metrics and targets. It keeps what the user wrote under the same names. It must run after
// everything but the reports was decoded, and before names are resolved.
func (l *Expander) AddSales() {
	if !l.Written("sales") || !l.Legible("sales") {
		return
	}
	c := l.Config
	e := salesExpansion{l, sales.NewModel(&c.Sales, c.Currency)}
	if c.Datasets == nil {
		c.Datasets = map[string]figure.Dataset{}
	}
	if c.Metrics == nil {
		c.Metrics = map[string]figure.Metric{}
	}
	if c.Dimensions == nil {
		c.Dimensions = map[string]figure.Dimension{}
	}
	for _, entity := range e.model.Datasets() {
		e.addDataset(entity)
	}
	for _, d := range e.model.Derived() {
		e.addDerived(d)
	}
	for _, d := range e.model.Dimensions() {
		e.addDimension(d)
	}
	found, _ := e.model.Metrics()
	for _, m := range found {
		e.addMetric(m)
	}
	e.addTargets()
	l.checkSales(e.model)
}

// salesExpansion adds what follows from a sales mapping to a config.
type salesExpansion struct {
	l     *Expander
	model *sales.Model
}

// markDerived records that a name is derived from the path from, which gives it a position. Mistakes then show that path.
func (e salesExpansion) markDerived(kind, name, from string) {
	path := kind + "." + name
	if kind == "targets" {
		path = name
	} else {
		e.l.Derived[kind] = append(e.l.Derived[kind], name)
	}
	e.l.Positions[path] = e.l.Pos(from)
	e.l.DerivedFrom[path] = from
}
