package config

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// sourceKinds are the keys of which a source has exactly one: those above 'timezone'. A secret may also be written with
// _file.
var sourceKinds = kindsOf(reflect.TypeFor[Source]())

func kindsOf(source reflect.Type) (kinds []string) {
	for i := range source.NumField() {
		key := source.Field(i).Tag.Get("yaml")
		if key == "timezone" {
			break
		}
		if !strings.HasSuffix(key, "_file") {
			kinds = append(kinds, key)
		}
	}
	return kinds
}

func (l *checker) checkSource(path string, s Source) {
	var given []string
	if strings.EqualFold(path, "sources.sales") {
		l.AddMistake(path, `no source may be called "sales"`, "the datasets of the sales model have this name: choose another one")
	}
	for _, kind := range sourceKinds {
		if l.Written(path+"."+kind) || l.Written(path+"."+kind+"_file") {
			given = append(given, kind)
		}
	}
	switch {
	case !l.AllLegible(path):
	case len(given) == 0:
		l.AddMistake(path, "does not say where to read from", "add one of "+strings.Join(sourceKinds, ", "))
	case len(given) > 1:
		l.AddMistake(path, strconv.Quote(given[0])+" and "+strconv.Quote(given[1])+" are both given", "make it two sources")
	}
	if len(given) == 1 && given[0] != "files" {
		for _, key := range []string{"csv", "tables"} {
			if l.Written(path + "." + key) {
				l.AddMistake(path+"."+key, "is for folders of files", "delete it, or write files: instead of "+given[0]+":")
			}
		}
	}
	if len(given) == 1 && given[0] == "files" {
		for _, key := range []string{"timeout", "max_rows"} {
			if l.Written(path + "." + key) {
				l.AddMistake(path+"."+key, "is for databases", "delete it")
			}
		}
	}
	l.checkDialect(path+".csv", s.CSV)
	for _, name := range slices.Sorted(maps.Keys(s.Tables)) {
		t := s.Tables[name]
		l.checkDialect(path+".tables."+name+".csv", t.CSV)
		if t.Columns != nil && t.CSV.Columns != nil {
			l.AddMistake(path+".tables."+name+".csv.columns", "the table's columns have types already", "write them in one of the two places")
		}
		if t.Range != "" && isNoWorkbook(t.File) {
			l.AddMistake(path+".tables."+name+".range", "is for the sheets of a workbook", "delete it, or name an .xlsx in file:")
		}
		if w := t.Wide; !reflect.DeepEqual(w, Wide{}) && strings.EqualFold(w.Into, w.Value) {
			l.AddMistake(path+".tables."+name+".wide.value", "the new columns have the same name", "give each a name of its own")
		}
	}
}

// isNoWorkbook reports, by the file's extension, whether a file is not a workbook.
func isNoWorkbook(file string) bool {
	return slices.Contains(strings.Fields(".csv .tsv .tab .txt .json .ndjson .jsonl .parquet"), strings.ToLower(path.Ext(file)))
}

func (l *checker) checkDialect(path string, d Dialect) {
	if d.Decimal != "" && d.Decimal == d.Thousands {
		l.AddMistake(path+".thousands", "is the decimal sign too", `write thousands: " " for 1 234,56`)
	}
	if d.Delimiter != "" && d.Delimiter == d.Quote {
		l.AddMistake(path+".quote", "is the delimiter too", `write quote: '"'`)
	}
	if d.Header != nil && !*d.Header && len(d.Names) == 0 && l.AllLegible(path+".names") {
		l.AddMistake(path+".header", "without a header the columns have no names", "add names: [order_id, amount], in the file's order")
	}
}
