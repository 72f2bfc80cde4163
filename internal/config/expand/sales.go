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
	Language string // that texts are taken in
}

// AddSales adds the parts derived from sales: to the config, as if they were written: a hidden dataset for each table,
// a dataset for each entity, and dimensions, metrics and targets. The user's own with the same names are kept. It runs
// after everything was decoded and before names are resolved.
func (l *Expander) AddSales() {
	if !l.Written("sales") || !l.LegibleAt("sales") {
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
		e.dataset(entity)
	}
	for _, d := range e.model.Derived() {
		e.addDerived(d)
	}
	for _, d := range e.model.Dimensions() {
		e.dimension(d)
	}
	found, _ := e.model.Metrics()
	for _, m := range found {
		e.metric(m)
	}
	e.targets()
	l.checkSales(e.model)
}

// salesExpansion adds the meaning of a sales mapping to a config.
type salesExpansion struct {
	l     *Expander
	model *sales.Model
}

// made records that a path was not written: it has the place of another one, and mistakes use that one's name.
func (e salesExpansion) made(kind, name, from string) {
	path := kind + "." + name
	if kind == "targets" {
		path = name
	} else {
		e.l.Made[kind] = append(e.l.Made[kind], name)
	}
	e.l.Positions[path] = e.l.Pos(from)
	e.l.Meant[path] = from
}
