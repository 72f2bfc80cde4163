package config

import (
	"path"
	"reflect"
	"slices"
	"strings"
)

// sourceKinds are the keys of which a source has exactly one; each may be written with _file.
var sourceKinds = []string{"postgres", "mysql", "mariadb", "sqlserver", "sqlite", "files"}

func (l *loader) checkSource(path string, s Source) {
	var given []string
	if strings.EqualFold(path, "sources.sales") {
		l.wrong(path, `no source may be called "sales"`, "datasets of the sales model are: give it another name")
	}
	for _, kind := range sourceKinds {
		if l.written(path+"."+kind) || l.written(path+"."+kind+"_file") {
			given = append(given, kind)
		}
	}
	switch {
	case !l.sound(path):
	case len(given) == 0:
		l.wrong(path, "says nowhere to look", "add one of "+strings.Join(sourceKinds, ", "))
	case len(given) > 1:
		l.wrong(path, quote(given[0])+" and "+quote(given[1])+" are both given", "make it two sources")
	}
	if len(given) == 1 && given[0] != "files" {
		for _, key := range []string{"csv", "tables"} {
			if l.written(path + "." + key) {
				l.wrong(path+"."+key, "is for folders of files", "delete it, or write files: instead of "+given[0]+":")
			}
		}
	}
	if len(given) == 1 && given[0] == "files" {
		for _, key := range []string{"timeout", "max_rows"} {
			if l.written(path + "." + key) {
				l.wrong(path+"."+key, "is for databases", "delete it")
			}
		}
	}
	l.checkDialect(path+".csv", s.CSV)
	for _, name := range sorted(s.Tables) {
		t := s.Tables[name]
		l.checkDialect(path+".tables."+name+".csv", t.CSV)
		if t.Columns != nil && t.CSV.Columns != nil {
			l.wrong(path+".tables."+name+".csv.columns", "the table's columns have types already", "write them in one of the two places")
		}
		if t.Range != "" && isNoWorkbook(t.File) {
			l.wrong(path+".tables."+name+".range", "is for the sheets of a workbook", "delete it, or name an .xlsx in file:")
		}
		if w := t.Wide; !reflect.DeepEqual(w, Wide{}) && strings.EqualFold(w.Into, w.Value) {
			l.wrong(path+".tables."+name+".wide.value", "the new columns have the same name", "give each a name of its own")
		}
	}
}

// isNoWorkbook tells a file by the end of its name.
func isNoWorkbook(file string) bool {
	return slices.Contains(strings.Fields(".csv .tsv .tab .txt .json .ndjson .jsonl .parquet"), strings.ToLower(path.Ext(file)))
}

func (l *loader) checkDialect(path string, d Dialect) {
	if d.Decimal != "" && d.Decimal == d.Thousands {
		l.wrong(path+".thousands", "is the decimal sign too", `write thousands: " " for 1 234,56`)
	}
	if d.Delimiter != "" && d.Delimiter == d.Quote {
		l.wrong(path+".quote", "is the delimiter too", `write quote: '"'`)
	}
	if d.Header != nil && !*d.Header && len(d.Names) == 0 && l.sound(path+".names") {
		l.wrong(path+".header", "without a header nothing names the columns", "add names: [order_id, amount], in the file's order")
	}
}
