package distribution

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// Write writes the distribution as csv, json or, for any other format, as a table.
func (d *Distribution) Write(out io.Writer, format string) error {
	switch format {
	case "csv":
		return d.CSV(out)
	case "json":
		_, err := out.Write(d.JSON())
		return err
	}
	return d.Text(out)
}

// Text writes the distribution as a table for people, with its sums and its hash.
func (d *Distribution) Text(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "MEMBER\tNAME\tADDRESS\tROWS\tFIGURE\tATTACHMENT\tSIZE\n")
	if d.Whole != nil {
		d.Whole.writeRow(w, "all")
	}
	for _, l := range d.Lines {
		if l.Skipped == "" {
			l.writeRow(w, l.Member)
		}
	}
	for _, l := range d.Lines {
		if l.Skipped != "" {
			fmt.Fprintf(w, "%s\t%s\tnothing: %s\n", l.Member, l.Label, l.Reason())
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, s := range d.Sums {
		fmt.Fprintf(out, "%s by %s, %s: editions %s + rest %s = whole %s\n", s.Metric, s.By, s.Period, s.Editions, s.Rest, s.Whole)
	}
	_, err := fmt.Fprintf(out, "%s %s, %d editions, hash %s\n", d.Report, d.Period, d.EditionCount(), d.Hash)
	return err
}

func (l *Line) writeRow(w io.Writer, member string) {
	fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%d kB\n", member, l.Label, strings.Join(l.To, ", "), l.Rows, l.Figure, l.Attachment, (l.Size+999)/1000)
}

// CSV writes a line per member for spreadsheet programs.
func (d *Distribution) CSV(out io.Writer) error {
	w := csv.NewWriter(out)
	rows := [][]string{{"member", "name", "address", "rows", "metric", "value", "figure", "attachment", "size", "skipped"}}
	for _, l := range d.Lines {
		value := ""
		if l.Value != nil {
			value = l.Value.String()
		}
		rows = append(rows, []string{l.Member, escapeFormula(l.Label), strings.Join(l.To, ", "), strconv.FormatInt(l.Rows, 10), l.Metric, value, l.Figure, l.Attachment, strconv.Itoa(l.Size), l.Reason()})
	}
	return w.WriteAll(rows)
}

// escapeFormula returns a text that a spreadsheet program does not read as a formula.
func escapeFormula(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
