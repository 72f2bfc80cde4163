package inspect

import (
	"fmt"
	"io"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/table"
)

// PrintTables lists tables with their columns and types.
func PrintTables(w io.Writer, tables []table.Info) {
	if len(tables) == 0 {
		fmt.Fprintln(w, "  no tables")
	}
	for _, t := range tables {
		fmt.Fprintf(w, "  %s", t.Name)
		if t.Origin != "" && t.Origin != t.Name {
			fmt.Fprintf(w, "  (%s)", t.Origin)
		}
		fmt.Fprintln(w)
		width := 0
		for _, c := range t.Columns {
			width = max(width, len([]rune(c.Name)))
		}
		for _, c := range t.Columns {
			fmt.Fprintf(w, "    %-*s  %s\n", width, c.Name, typeName(c))
		}
	}
}

func typeName(c table.Column) string {
	if c.Kind == table.Decimal && c.Scale > 0 {
		return fmt.Sprintf("%s(%d)", c.Kind, c.Scale)
	}
	return c.Kind.String()
}

// Print writes the findings that do not stop a report. Mistakes and doubts, which do, are its error.
func (f Findings) Print(w io.Writer) error {
	for _, line := range f.Entities {
		fmt.Fprintln(w, line)
	}
	for _, words := range f.Warnings {
		fmt.Fprintf(w, "warning: %s\n", words)
	}
	for _, words := range f.Remarks {
		fmt.Fprintf(w, "remark: %s\n", words)
	}
	if err := f.Mistakes.Err(); err != nil {
		return err
	}
	if len(f.Doubts) > 0 {
		return &diagnose.Unusable{Doubts: f.Doubts}
	}
	return nil
}

// PrintSummary writes what a file without mistakes contains, and what its packs leave out.
func PrintSummary(w io.Writer, p *loaded.Program, file string) {
	names, alerts := p.Config.ReportNames(), ""
	if n := len(p.Config.Alerts); n > 0 {
		alerts = fmt.Sprintf(", alerts: %d", n)
	}
	if len(names)+len(p.Config.Alerts) == 0 {
		fmt.Fprintf(w, "warning: %s: there is no report yet (add one below reports:)\n", file)
	}
	fmt.Fprintf(w, "%s: no mistakes (reports: %d%s, metrics: %d, datasets: %d)\n", file, len(names), alerts, len(p.Config.Metrics), len(p.Config.Datasets))
	for _, line := range LeftOut(p) {
		fmt.Fprintf(w, "left out: %s\n", line)
	}
}
