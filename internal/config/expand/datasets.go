package expand

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/internal/table"

	"golang.org/x/text/unicode/norm"
)

func (e salesExpansion) addDataset(entity string) {
	name, mapped := sales.Dataset(entity), e.model.Entity(entity)
	path := "sales." + entity
	var reads []string
	if mapped == nil { // the entity is made of the deals and has no mapping of its own
		path = "sales.deals.entered"
	} else {
		reads = e.datasetsFor(mapped.Path, mapped.From)
		if mapped.Lines != nil {
			reads = append(reads, e.datasetsFor(mapped.Lines.Path, mapped.Lines.From)...)
		}
	}
	for _, need := range e.model.Needs(entity) {
		reads = append(reads, sales.Dataset(need))
	}
	for i, r := range reads {
		reads[i] = `"` + r + `"`
	}
	ds := figure.Dataset{Entity: entity, Keys: e.model.Keys(entity)}
	if len(reads) > 0 {
		ds.Query = "select * from " + strings.Join(slices.Compact(reads), ", ")
	}
	switch entity {
	case "customers":
		ds.Photos = cmp.Or(e.l.Config.Sales.Customers.Photos, "daily")
	case "orders", "invoices":
		ds.Sale = "id"
		ds.Checks.Fresh.Column = "day"
	case "deals":
		ds.Photos = cmp.Or(e.l.Config.Sales.Deals.Photos, "daily")
		ds.Checks.NoRows = []figure.Query{{Say: sales.Text("unnamed stages", e.l.Language),
			SQL: `select coalesce(stage, '–') || ' (' || count(*) || ', ' || coalesce(round(sum(amount))::bigint, 0) || ')' from "sales.deals" where state is null group by stage order by stage`}}
	}
	if e.model.SharedEntity() == entity {
		ds.Credit = figure.Credit{By: "rep", Dataset: sales.Dataset("split"), ID: "id", Member: "rep", Share: "share", Amounts: e.model.SharedColumns(entity)}
	}
	e.l.Config.Datasets[name] = ds
	e.markDerived("datasets", name, path)
}

// addDerived adds a dataset that is computed from the datasets of entities. Before deal_moves, it also adds the dataset
// with the earlier state of the deals.
func (e salesExpansion) addDerived(d sales.Derived) {
	add := func(name string, ds figure.Dataset) {
		if d.State {
			ds.Photos = "never"
		}
		e.l.Config.Datasets[sales.Dataset(name)] = ds
		e.markDerived("datasets", sales.Dataset(name), "sales."+d.From)
	}
	if d.Name == "deal_moves" {
		add(sales.DealsBeforeName, figure.Dataset{Entity: sales.DealsBeforeName, Query: "select * from " + strings.Join(e.earlierDealDatasets(), ", ")})
	}
	add(d.Name, figure.Dataset{Query: d.Query, Keys: d.Keys})
}

// earlierDealDatasets lists the datasets that contain the earlier state of the deals, quoted for SQL.
func (e salesExpansion) earlierDealDatasets() []string {
	reads := []string{`"sales.deals"`}
	if slices.Contains(e.model.Datasets(), "deal_history") {
		reads = append(reads, `"sales.deal_history"`)
	}
	return reads
}

// datasetsFor returns the datasets that contain an entity's tables: the user's own ones, or a hidden dataset for each
// SOURCE.TABLE.
func (e salesExpansion) datasetsFor(path string, from []string) (list []string) {
	for i, text := range from {
		at := path + ".from"
		if len(from) > 1 {
			at = place.Index(at, i)
		}
		if name := e.datasetFor(at, norm.NFC.String(strings.TrimSpace(text))); name != "" {
			list = append(list, name)
		}
	}
	return list
}

func (e salesExpansion) datasetFor(path, text string) string {
	l := e.l
	if ds, ok := l.Config.Datasets[text]; ok && ds.Entity == "" {
		return text
	}
	source, table, dotted := strings.Cut(text, ".")
	src, known := l.Config.Sources[source]
	switch {
	case !l.AllLegible("sources") || !l.AllLegible("datasets"):
		return ""
	case !dotted:
		l.AddMistake(path, "no dataset is called "+strconv.Quote(text), tableHint(text, l.ownDatasets(), slices.Sorted(maps.Keys(l.Config.Sources))))
		return ""
	case !known:
		hint := nearest.Hint(source, slices.Sorted(maps.Keys(l.Config.Sources)))
		if len(l.Config.Sources) == 0 {
			hint = "define it below sources:"
		}
		l.AddMistake(path, "no source is called "+strconv.Quote(source), hint)
		return ""
	}
	name := sales.SourceDataset(source, table)
	if _, made := l.Config.Datasets[name]; !made {
		l.Config.Datasets[name] = figure.Dataset{Source: source, Query: "select * from " + tableName(src, table)}
		e.markDerived("datasets", name, path)
	}
	return name
}

func tableHint(text string, datasets, sources []string) string {
	if near := nearest.Word(text, datasets); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	if slices.Contains(sources, text) {
		return "write the table too: " + text + ".orders"
	}
	if len(sources) > 0 {
		return "write SOURCE.TABLE, such as " + sources[0] + "." + text
	}
	return "define the source below sources:, and write SOURCE.TABLE"
}

// ownDatasets lists the names of the datasets that the user wrote.
func (l *Expander) ownDatasets() (list []string) {
	for _, name := range slices.Sorted(maps.Keys(l.Config.Datasets)) {
		if !slices.Contains(l.Derived["datasets"], name) {
			list = append(list, name)
		}
	}
	return list
}

var plainTable = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// tableName returns a table's name for the SQL of its source, quoted if necessary.
func tableName(src config.Source, table string) string {
	if src.Files != "" {
		return quotedTable(table, `"`)
	}
	mark := `"`
	if src.MySQL != (scalar.Secret{}) || src.MariaDB != (scalar.Secret{}) || src.MySQLFile != "" || src.MariaDBFile != "" {
		mark = "`"
	}
	parts := strings.Split(table, ".")
	for i, p := range parts {
		parts[i] = quotedTable(p, mark)
	}
	return strings.Join(parts, ".")
}

func quotedTable(name, mark string) string {
	if plainTable.MatchString(name) && !table.IsReserved(name) {
		return name
	}
	return mark + strings.ReplaceAll(name, mark, mark+mark) + mark
}
