package diagnose

import (
	"fmt"
	"path"
	"regexp"
	"strconv"

	"bilan/internal/loaded"
	"bilan/internal/table"
)

var (
	compactDay  = regexp.MustCompile(`"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"$`)
	excelSerial = regexp.MustCompile(`"[2-6]\d{4}(?:\.0+)?"$`)
)

// remedy describes how to give the column the required type.
func remedy(d *loaded.Data, at Place, w Want, kind table.Kind, value string, t loaded.Table, isFile bool) string {
	declared := "date"
	if w.Cast != "date" {
		declared = "decimal(2)"
	}
	switch {
	case w.Cast == "date" && excelSerial.MatchString(value):
		return fmt.Sprintf("the values are a spreadsheet's numbers of days: write select * replace (date '1899-12-30' + cast(%s as integer) as %s) from …", at.Column, at.Column)
	case isFile && kind == table.Text:
		return "correct the file; to see every such line, declare " + TableKey(d, t, fmt.Sprintf("columns: {%s: %s}", yamlKey(at.Column), declared))
	case isFile && w.Cast == "date" && compactDay.MatchString(value):
		return "declare " + TableKey(d, t, fmt.Sprintf("columns: {%s: date}", yamlKey(at.Column)))
	case w.Cast == "date" && compactDay.MatchString(value):
		return fmt.Sprintf("turn it into a date in the dataset's query: cast(strptime(cast(%s as varchar), '%%Y%%m%%d') as date); for a text file, csv: {dates: yyyymmdd} is enough", at.Column)
	}
	return fmt.Sprintf("turn it into %s in the dataset's query: cast(%s as %s)", w.Noun, at.Column, map[bool]string{true: "date", false: "decimal(18,2)"}[w.Cast == "date"])
}

// TableKey returns the YAML that sets what for one file table, such as sources.crm.tables.orders: {…}.
func TableKey(d *loaded.Data, t loaded.Table, what string) string {
	if _, named := d.Program.Config.Sources[t.Source].Tables[t.Name]; named {
		return fmt.Sprintf("sources.%s.tables.%s: {%s}", t.Source, t.Name, what)
	}
	file := ""
	if len(t.Files) > 0 {
		file = "file: " + yamlKey(path.Clean(t.Files[0].Origin)) + ", "
	}
	return fmt.Sprintf("sources.%s: {tables: {%s: {%s%s}}}", t.Source, yamlKey(t.Name), file, what)
}

var plainKey = regexp.MustCompile(`^[\pL_][\pL\d_./-]*$`)

// yamlKey quotes a word if it cannot stand unquoted as a YAML key within braces.
func yamlKey(word string) string {
	if plainKey.MatchString(word) {
		return word
	}
	return strconv.Quote(word)
}
