package run

import (
	"fmt"
	"path"
	"regexp"
	"strconv"

	"bilan/internal/table"
)

var (
	compactDay  = regexp.MustCompile(`"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"$`)
	excelSerial = regexp.MustCompile(`"[2-6]\d{4}(?:\.0+)?"$`)
)

// remedy says how the column becomes what is wanted.
func (d *data) remedy(at place, w want, kind table.Kind, value string, t loadedTable, isFile bool) string {
	declared := "date"
	if w.cast != "date" {
		declared = "decimal(2)"
	}
	switch {
	case w.cast == "date" && excelSerial.MatchString(value):
		return fmt.Sprintf("a spreadsheet's count of days: select * replace (date '1899-12-30' + cast(%s as integer) as %s) from …", at.column, at.column)
	case isFile && kind == table.Text:
		return "correct the file; to have every such line named, declare " + d.tableKey(t, fmt.Sprintf("columns: {%s: %s}", key(at.column), declared))
	case isFile && w.cast == "date" && compactDay.MatchString(value):
		return "declare " + d.tableKey(t, fmt.Sprintf("columns: {%s: date}", key(at.column)))
	case w.cast == "date" && compactDay.MatchString(value):
		return fmt.Sprintf("make a date of it in the dataset's query: cast(strptime(cast(%s as varchar), '%%Y%%m%%d') as date); of a text file, csv: {dates: yyyymmdd} does", at.column)
	}
	return fmt.Sprintf("make %s of it in the dataset's query: cast(%s as %s)", w.noun, at.column, map[bool]string{true: "date", false: "decimal(18,2)"}[w.cast == "date"])
}

// tableKey is how the YAML says something of one file table.
func (d *data) tableKey(t loadedTable, what string) string {
	if _, named := d.p.Config.Sources[t.source].Tables[t.name]; named {
		return fmt.Sprintf("sources.%s.tables.%s: {%s}", t.source, t.name, what)
	}
	file := ""
	if len(t.files) > 0 {
		file = "file: " + key(path.Clean(t.files[0].Origin)) + ", "
	}
	return fmt.Sprintf("sources.%s: {tables: {%s: {%s%s}}}", t.source, key(t.name), file, what)
}

var plainKey = regexp.MustCompile(`^[\pL_][\pL\d_./-]*$`)

// key is a word as YAML needs it within braces.
func key(word string) string {
	if plainKey.MatchString(word) {
		return word
	}
	return strconv.Quote(word)
}
