package photo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// emptyCell is the text of an empty cell.
const emptyCell = `\N`

// writeColumns writes kind, scale, width, zone and name of each column, in the form that readColumns reads.
func writeColumns(columns []table.Column) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		zoned := 0
		if c.Zoned {
			zoned = 1
		}
		list[i] = fmt.Sprintf("%d:%d:%d:%d:%s", c.Kind, c.Scale, c.Width, zoned, escaper.Replace(c.Name))
	}
	return strings.Join(list, "\t")
}

func readColumns(text string) ([]table.Column, error) {
	parts := strings.Split(text, "\t")
	columns := make([]table.Column, len(parts))
	for i, p := range parts {
		f := strings.SplitN(p, ":", 5)
		if len(f) != 5 {
			return nil, fmt.Errorf("a photo's column %q is damaged", p)
		}
		var n [4]int
		for k := range n {
			v, err := strconv.Atoi(f[k])
			if err != nil {
				return nil, fmt.Errorf("a photo's column %q is damaged", p)
			}
			n[k] = v
		}
		columns[i] = table.Column{Name: unescape(f[4]), Kind: table.Kind(n[0]), Scale: n[1], Width: n[2], Zoned: n[3] == 1}
	}
	return columns, nil
}

func writeRow(row []table.Cell, columns []table.Column) (string, error) {
	var b strings.Builder
	for i, cell := range row {
		if i > 0 {
			b.WriteByte('\t')
		}
		switch v := cell.(type) {
		case nil:
			b.WriteString(emptyCell)
		case string:
			b.WriteString(escaper.Replace(v))
		case int64:
			b.WriteString(strconv.FormatInt(v, 10))
		case float64:
			b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
		case bool:
			b.WriteString(strconv.FormatBool(v))
		case decimal.Decimal:
			b.WriteString(v.String())
		case time.Time:
			if columns[i].Kind == table.Date {
				b.WriteString(v.Format(time.DateOnly))
			} else {
				b.WriteString(v.UTC().Format(time.RFC3339Nano))
			}
		default:
			return "", fmt.Errorf("column %q: a value of the kind %T cannot be kept", columns[i].Name, cell)
		}
	}
	return b.String(), nil
}

func readRow(text string, columns []table.Column) ([]table.Cell, error) {
	row := make([]table.Cell, len(columns))
	for i := range columns {
		cellText, rest, more := strings.Cut(text, "\t")
		if more != (i < len(columns)-1) {
			return nil, fmt.Errorf("a photo's row %q is damaged", text)
		}
		cell, err := readCell(cellText, columns[i].Kind)
		if err != nil {
			return nil, fmt.Errorf("a photo's column %q is damaged: %w", columns[i].Name, err)
		}
		row[i], text = cell, rest
	}
	return row, nil
}

func readCell(text string, kind table.Kind) (table.Cell, error) {
	if text == emptyCell {
		return nil, nil
	}
	switch kind {
	case table.Integer:
		return strconv.ParseInt(text, 10, 64)
	case table.Real:
		return strconv.ParseFloat(text, 64)
	case table.Decimal:
		return decimal.NewFromString(text)
	case table.Bool:
		return strconv.ParseBool(text)
	case table.Date:
		return time.Parse(time.DateOnly, text)
	case table.Timestamp:
		return time.Parse(time.RFC3339Nano, text)
	}
	return unescape(text), nil
}
