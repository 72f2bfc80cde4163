package config

import (
	"slices"
	"strings"

	"bilan/internal/sales"

	"golang.org/x/text/unicode/norm"
)

// expandSales adds what follows from sales: to the config, as if it were written: a hidden dataset for each table, a dataset for each entity, and
// dimensions, metrics and targets. What the user has of the same name is kept. It goes after all was decoded and before
// names are resolved.
func (l *loader) expandSales() {
	if !l.written("sales") || !l.legibleAt("sales") {
		return
	}
	c := l.config
	e := salesExpansion{l, sales.NewModel(&c.Sales, c.Currency), l.language == "fr"}
	if c.Datasets == nil {
		c.Datasets = map[string]Dataset{}
	}
	if c.Metrics == nil {
		c.Metrics = map[string]Metric{}
	}
	if c.Dimensions == nil {
		c.Dimensions = map[string]Dimension{}
	}
	for _, entity := range e.model.Datasets() {
		e.dataset(entity)
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

// salesExpansion adds to a config what its sales mapping means.
type salesExpansion struct {
	l      *loader
	model  *sales.Model
	french bool
}

// made notes that a path was not written: it stands where another one is, and mistakes call it by that.
func (e salesExpansion) made(kind, name, from string) {
	path := kind + "." + name
	if kind == "targets" {
		path = name
	} else {
		e.l.made[kind] = append(e.l.made[kind], name)
	}
	e.l.positions[path] = (&text{positions: e.l.positions, root: e.l.Files[0].Name}).pos(from)
	e.l.meant[path] = from
}

func (e salesExpansion) words(english, french string) string {
	if e.french {
		return french
	}
	return english
}

// SalesModel is the mapping below sales:, nil without one.
func (c *Config) SalesModel() *sales.Model {
	if c.text == nil || !c.text.has("sales") {
		return nil
	}
	return sales.NewModel(&c.Sales, c.Currency)
}

// Tables are the datasets that hold an entity's tables, as the config calls them.
func (c *Config) Tables(from []string) []string {
	list := make([]string, len(from))
	for i, text := range from {
		list[i] = norm.NFC.String(strings.TrimSpace(text))
		if _, own := c.Datasets[list[i]]; own {
			continue
		}
		source, table, _ := strings.Cut(list[i], ".")
		list[i] = sales.Raw(source, table)
	}
	return list
}

// asWritten is the path that people know by another one: what sales: makes is called by what was written.
func asWritten(meant map[string]string, path string) string {
	for p := path; p != ""; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		if by, ok := meant[p]; ok {
			return by
		}
	}
	return path
}

// canonical tells whether sales: may make something of that name.
func canonical(kind, name string) bool {
	switch kind {
	case "dataset":
		return strings.HasPrefix(name, "sales.")
	case "metric":
		return slices.Contains(sales.MetricNames(), name)
	case "dimension":
		return slices.Contains(sales.DimensionNames(), name)
	}
	return false
}
