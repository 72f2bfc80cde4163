package config

import (
	"regexp"
	"slices"
	"strings"

	"bilan/internal/nearest"
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
	e.l.positions[path] = (&text{positions: e.l.positions, root: e.l.files[0].name}).pos(from)
	e.l.meant[path] = from
}

func (e salesExpansion) dataset(entity string) {
	name, mapped := sales.Dataset(entity), e.model.Entity(entity)
	path := "sales." + entity
	var reads []string
	if mapped == nil { // made of another entity
		path = "sales.deals.entered"
	} else {
		reads = e.tables(mapped.Path, mapped.From)
		if mapped.Lines != nil {
			reads = append(reads, e.tables(mapped.Lines.Path, mapped.Lines.From)...)
		}
	}
	for _, need := range e.model.Needs(entity) {
		reads = append(reads, sales.Dataset(need))
	}
	for i, r := range reads {
		reads[i] = `"` + r + `"`
	}
	ds := Dataset{Entity: entity, Keys: e.model.Keys(entity)}
	if len(reads) > 0 {
		ds.Query = "select * from " + strings.Join(slices.Compact(reads), ", ")
	}
	switch entity {
	case "orders", "invoices":
		ds.Sale = "id"
		ds.Checks.Fresh.Column = "day"
	case "deals":
		ds.Checks.NoRows = []Query{{Say: e.words("stages that sales.deals names in none of stages:, won:, lost:", "étapes que sales.deals ne nomme ni dans stages:, ni dans won:, ni dans lost:"),
			SQL: `select stage, count(*) as deals, sum(amount) as amount from "sales.deals" where state is null group by stage order by stage`}}
	}
	if e.model.Shared() == entity {
		ds.Credit = Credit{By: "rep", Dataset: sales.Dataset("split"), ID: "id", Member: "rep", Share: "share", Amounts: e.model.Amounts(entity)}
	}
	e.l.config.Datasets[name] = ds
	e.made("datasets", name, path)
}

func (e salesExpansion) words(english, french string) string {
	if e.french {
		return french
	}
	return english
}

// tables are the datasets that hold an entity's tables: the user's own, or a hidden one for each SOURCE.TABLE.
func (e salesExpansion) tables(path string, from []string) (list []string) {
	for i, text := range from {
		at := path + ".from"
		if len(from) > 1 {
			at = index(at, i)
		}
		if name := e.table(at, norm.NFC.String(strings.TrimSpace(text))); name != "" {
			list = append(list, name)
		}
	}
	return list
}

func (e salesExpansion) table(path, text string) string {
	l := e.l
	if ds, ok := l.config.Datasets[text]; ok && ds.Entity == "" {
		return text
	}
	source, table, dotted := strings.Cut(text, ".")
	src, known := l.config.Sources[source]
	switch {
	case !l.sound("sources") || !l.sound("datasets"):
		return ""
	case !dotted:
		l.wrong(path, "no dataset is called "+quote(text), tableHint(text, l.ownDatasets(), sorted(l.config.Sources)))
		return ""
	case !known:
		hint := nearest.Hint(source, sorted(l.config.Sources))
		if len(l.config.Sources) == 0 {
			hint = "define it below sources:"
		}
		l.wrong(path, "no source is called "+quote(source), hint)
		return ""
	}
	name := sales.Raw(source, table)
	if _, made := l.config.Datasets[name]; !made {
		l.config.Datasets[name] = Dataset{Source: source, Query: "select * from " + tableName(src, table)}
		e.made("datasets", name, path)
	}
	return name
}

func tableHint(text string, datasets, sources []string) string {
	if near := nearest.Word(text, datasets); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	if slices.Contains(sources, text) {
		return "write the table too: " + text + ".orders"
	}
	if len(sources) > 0 {
		return "write SOURCE.TABLE, such as " + sources[0] + "." + text
	}
	return "define the source below sources:, and write SOURCE.TABLE"
}

// ownDatasets are the names of the datasets that the user wrote.
func (l *loader) ownDatasets() (list []string) {
	for _, name := range sorted(l.config.Datasets) {
		if !slices.Contains(l.made["datasets"], name) {
			list = append(list, name)
		}
	}
	return list
}

var plainTable = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// tableName is a table as SQL of its source names it, quoted where it must be.
func tableName(src Source, table string) string {
	if src.Files != "" {
		return quotedTable(table, `"`)
	}
	mark := `"`
	if src.MySQL != (Secret{}) || src.MariaDB != (Secret{}) || src.MySQLFile != "" || src.MariaDBFile != "" {
		mark = "`"
	}
	parts := strings.Split(table, ".")
	for i, p := range parts {
		parts[i] = quotedTable(p, mark)
	}
	return strings.Join(parts, ".")
}

func quotedTable(name, mark string) string {
	if plainTable.MatchString(name) {
		return name
	}
	return mark + strings.ReplaceAll(name, mark, mark+mark) + mark
}

func (e salesExpansion) dimension(d sales.Dimension) {
	c := e.l.config
	own := func(name string) bool {
		return c.Dimensions[name].Parent == d.Name && !slices.Contains(e.l.made["dimensions"], name)
	}
	if _, written := c.Dimensions[d.Name]; written || slices.ContainsFunc(sorted(c.Dimensions), own) {
		return
	}
	made := Dimension{Name: e.words(d.English, d.French)}
	from := "sales"
	if d.Roster != "" {
		from = "sales." + d.Roster
		made.Dataset, made.Key, made.Label, made.Mail, made.Match = sales.Dataset(d.Roster), "id", d.Label, d.Mail, d.Match
		made.Active = Active{From: d.From, Until: d.Until}
		if _, written := c.Dimensions[d.Parent]; !written {
			made.Parent = d.Parent
		}
	}
	c.Dimensions[d.Name] = made
	e.made("dimensions", d.Name, from)
}

// metric adds a canonical metric, or fills in what the user's own of that name does not say.
func (e salesExpansion) metric(m sales.Metric) {
	l, path := e.l, "metrics."+m.Name
	own, written := l.config.Metrics[m.Name]
	if written && (own.Dataset != "" || own.Formula != "" || !l.legibleAt(path)) {
		return
	}
	from := "sales." + m.Entity
	if m.Formula != "" {
		from = "sales"
	}
	if !written {
		e.made("metrics", m.Name, from)
	}
	at := l.positions[path]
	fill := func(key string, field *string, value string) {
		if *field == "" && value != "" {
			*field = value
			l.positions[path+"."+key] = at
		}
	}
	ownValue := own.Value != ""
	fill("label", &own.Label, e.words(m.English, m.French))
	fill("formula", &own.Formula, m.Formula)
	if m.Formula == "" {
		fill("dataset", &own.Dataset, sales.Dataset(m.Entity))
		fill("date", &own.Date, m.Date)
		fill("value", &own.Value, m.Value)
		if !ownValue {
			fill("filter", &own.Filter, m.Filter)
		}
	}
	fill("unit", &own.Unit, m.Unit)
	if own.SmallN == 0 && !ownValue {
		own.SmallN = m.SmallN
	}
	if m.LowerBetter {
		fill("better", &own.Better, "lower")
	}
	l.config.Metrics[m.Name] = own
}

// targets adds those of quotas and commits behind the user's own.
func (e salesExpansion) targets() {
	c := e.l.config
	for _, t := range e.model.Targets() {
		if _, known := c.Metrics[t.Metric]; !known {
			continue // an objective of what is left out
		}
		by := slices.DeleteFunc(slices.Clone(t.By), func(dim string) bool { return c.Datasets[sales.Dataset(t.Entity)].Keys[dim] == "" })
		made := Target{Metric: t.Metric, Scenario: t.Scenario, Dataset: sales.Dataset(t.Entity), Per: t.Per, Date: t.Date, Value: t.Value, By: by}
		e.made("targets", index("targets", len(c.Targets)), "sales."+t.Entity+"."+t.Value)
		c.Targets = append(c.Targets, made)
	}
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
