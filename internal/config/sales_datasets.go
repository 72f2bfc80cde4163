package config

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/internal/table"

	"golang.org/x/text/unicode/norm"
)

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
	case "customers":
		ds.Photos = cmp.Or(e.l.config.Sales.Customers.Photos, "daily")
	case "orders", "invoices":
		ds.Sale = "id"
		ds.Checks.Fresh.Column = "day"
	case "deals":
		ds.Photos = cmp.Or(e.l.config.Sales.Deals.Photos, "daily")
		ds.Checks.NoRows = []Query{{Say: e.words("stages that sales.deals names in none of stages:, won:, lost:", "étapes que sales.deals ne nomme ni dans stages:, ni dans won:, ni dans lost:"),
			SQL: `select stage, count(*) as deals, sum(amount) as amount from "sales.deals" where state is null group by stage order by stage`}}
	}
	if e.model.Shared() == entity {
		ds.Credit = Credit{By: "rep", Dataset: sales.Dataset("split"), ID: "id", Member: "rep", Share: "share", Amounts: e.model.Amounts(entity)}
	}
	e.l.config.Datasets[name] = ds
	e.made("datasets", name, path)
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
	if plainTable.MatchString(name) && !table.Reserved(name) {
		return name
	}
	return mark + strings.ReplaceAll(name, mark, mark+mark) + mark
}
