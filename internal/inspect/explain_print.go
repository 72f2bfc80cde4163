package inspect

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"bilan/sources/folder"
)

// PrintReading writes a reading for people. whole is true if the entire table could be read, so that its rows are
// counted.
func PrintReading(w io.Writer, r folder.Reading, whole bool) {
	fmt.Fprintf(w, "%s.%s\n", r.Source, r.Table)
	for _, f := range r.Files {
		printFile(w, f, whole)
	}
	printColumns(w, r.Columns)
}

func printFile(w io.Writer, f folder.FileReading, whole bool) {
	fmt.Fprintf(w, "  %s\n", f.File)
	for _, fact := range f.Found {
		printFact(w, fact.Name, fact.Value, fact.Why)
	}
	if whole && f.Rows > 0 {
		printFact(w, "rows", fmt.Sprint(f.Rows), "")
	}
	if f.Blank > 0 {
		printFact(w, "blank", fmt.Sprint(f.Blank), "rows without a value, ignored")
	}
	if f.Aside > 0 {
		printFact(w, "set aside", fmt.Sprint(f.Aside), "rows that do not fit (bad_rows: skip)")
	}
	for _, l := range f.Left {
		printFact(w, "left out", fmt.Sprintf("line %d", l.Line), l.Text+": "+l.Why)
	}
	for _, l := range f.Totals {
		printFact(w, "counted", fmt.Sprintf("line %d", l.Line), l.Text+": "+l.Why)
	}
	for _, remark := range f.Remarks {
		printFact(w, "remark", remark, "")
	}
}

func printFact(w io.Writer, name, value, why string) {
	line := fmt.Sprintf("    %-10s %-14s %s", name, value, strings.TrimPrefix(why, ": "))
	fmt.Fprintln(w, strings.TrimRight(line, " "))
}

func printColumns(w io.Writer, columns []folder.ColumnReading) {
	if len(columns) == 0 {
		return
	}
	fmt.Fprintln(w, "  columns")
	name, kind := 0, 0
	for _, c := range columns {
		name, kind = max(name, utf8.RuneCountInString(c.Name)), max(kind, utf8.RuneCountInString(c.Type))
	}
	for _, c := range columns {
		line := fmt.Sprintf("    %-*s  %-*s  %s", name, c.Name, kind, c.Type, c.Why)
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}
