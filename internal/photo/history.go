package photo

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/period"
	"bilan/internal/table"
)

func readHistory(file string, columns []table.Column, h History) (list []validRow, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	names, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	from := slices.Index(names, cmp.Or(h.From, h.Day))
	if from < 0 {
		return nil, fmt.Errorf("%s has no column %q; it has %s", file, cmp.Or(h.From, h.Day), strings.Join(names, ", "))
	}
	until := slices.Index(names, h.Until)
	if h.Until != "" && until < 0 {
		return nil, fmt.Errorf("%s has no column %q; it has %s", file, h.Until, strings.Join(names, ", "))
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		line, _ := r.FieldPos(0)
		row, err := h.parseRow(record, names, columns, from, until)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, line, err)
		}
		list = append(list, row)
	}
}

// parseRow reads one row of a history file. It leaves a column of the dataset that the file lacks empty.
func (h History) parseRow(record, names []string, columns []table.Column, from, until int) (s validRow, err error) {
	if s.from, err = parseDay(record[from]); err != nil {
		return s, fmt.Errorf("column %q: %w", names[from], err)
	}
	if h.From == "" {
		s.until = s.from.AddDays(1)
	} else if until >= 0 && strings.TrimSpace(record[until]) != "" {
		if s.until, err = parseDay(record[until]); err != nil {
			return s, fmt.Errorf("column %q: %w", names[until], err)
		}
	}
	for _, c := range columns {
		i := slices.Index(names, c.Name)
		if i < 0 || record[i] == "" {
			s.cells = append(s.cells, nil)
			continue
		}
		cell, err := parseCell(record[i], c.Kind)
		if err != nil {
			return s, fmt.Errorf("column %q: %q is not a %s", c.Name, record[i], c.Kind)
		}
		s.cells = append(s.cells, cell)
	}
	return s, nil
}

func parseDay(text string) (period.Date, error) {
	day, err := period.ParseDate(strings.TrimSpace(text)[:min(10, len(strings.TrimSpace(text)))])
	if err != nil {
		return day, fmt.Errorf("%q is not a day: write it as 2026-11-27", text)
	}
	return day, nil
}

func parseCell(text string, kind table.Kind) (table.Cell, error) {
	switch kind {
	case table.Integer, table.Decimal, table.Real:
		d, err := decimal.NewFromString(text)
		if err != nil || kind == table.Decimal {
			return d, err
		}
		if kind == table.Real {
			return d.InexactFloat64(), nil
		}
		if !d.IsInteger() {
			return nil, errors.New("it has decimals")
		}
		return d.IntPart(), nil
	case table.Date:
		day, err := parseDay(text)
		return day.Time(), err
	case table.Timestamp:
		return time.Parse(time.RFC3339, text)
	case table.Bool:
		return strings.EqualFold(text, "true"), nil
	}
	return text, nil
}
