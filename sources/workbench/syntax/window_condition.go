package syntax

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"bilan/internal/table"
)

// ViewCondition is the condition of a view: columns compared with constants, joined by AND. A view evaluates it again
// for each figure, which takes far less time than copying the rows. So only comparisons that cannot fail for any row
// are allowed.
type ViewCondition struct {
	Columns []table.Column // columns of the table
	Params  map[string]any
}

// sql is the WHERE clause with dates as literals, "" for any condition that is not allowed.
func (p ViewCondition) sql(expr Object) string {
	switch expr["class"] {
	case "CONJUNCTION":
		if expr["type"] == "CONJUNCTION_AND" {
			return p.conjunction(expr)
		}
	case "COMPARISON":
		return p.comparison(expr)
	case "BETWEEN":
		column, kind, ok := p.column(expr["input"])
		lower, upper := p.constant(expr["lower"], kind), p.constant(expr["upper"], kind)
		if ok && expr["type"] == "COMPARE_BETWEEN" && lower != "" && upper != "" {
			return fmt.Sprintf("%s between %s and %s", column, lower, upper)
		}
	case "OPERATOR":
		list, _ := expr["children"].([]any)
		if len(list) != 1 {
			return ""
		}
		if column, _, ok := p.column(list[0]); ok {
			return map[any]string{"OPERATOR_IS_NULL": column + " is null", "OPERATOR_IS_NOT_NULL": column + " is not null"}[expr["type"]]
		}
	}
	return ""
}

func (p ViewCondition) conjunction(expr Object) string {
	list, _ := expr["children"].([]any)
	parts := make([]string, len(list))
	for i, item := range list {
		child, _ := item.(Object)
		if parts[i] = p.sql(child); parts[i] == "" {
			return ""
		}
	}
	return strings.Join(parts, " and ")
}

var comparisons = map[any]string{
	"COMPARE_EQUAL": "=", "COMPARE_NOTEQUAL": "<>", "COMPARE_LESSTHAN": "<", "COMPARE_GREATERTHAN": ">",
	"COMPARE_LESSTHANOREQUALTO": "<=", "COMPARE_GREATERTHANOREQUALTO": ">=",
}

func (p ViewCondition) comparison(expr Object) string {
	sign := comparisons[expr["type"]]
	column, kind, ok := p.column(expr["left"])
	constant := p.constant(expr["right"], kind)
	if !ok || sign == "" || constant == "" {
		return ""
	}
	return fmt.Sprintf("%s %s %s", column, sign, constant)
}

// column is a column of the table, with its kind; false for any other expression.
func (p ViewCondition) column(v any) (name string, kind table.Kind, ok bool) {
	expr, _ := v.(Object)
	parts, _ := expr["column_names"].([]any)
	if expr["class"] != "COLUMN_REF" || len(parts) != 1 {
		return "", 0, false
	}
	i := slices.IndexFunc(p.Columns, func(c table.Column) bool { return strings.EqualFold(c.Name, fmt.Sprint(parts[0])) })
	if i < 0 {
		return "", 0, false
	}
	return table.Ident(p.Columns[i].Name), p.Columns[i].Kind, true
}

// constant is the SQL of a constant that can be compared with a column of the kind without a cast that may fail: a
// text, a day or a whole number. It is "" for any other expression.
func (p ViewCondition) constant(v any, kind table.Kind) string {
	expr, _ := v.(Object)
	dated := kind == table.Date || kind == table.Timestamp
	switch expr["class"] {
	case "PARAMETER":
		if dated {
			return dayLiteral(p.Params[fmt.Sprint(expr["identifier"])])
		}
	case "CAST":
		to, _ := expr["cast_type"].(Object)
		child, _ := expr["child"].(Object)
		if dated && to["id"] == "DATE" && expr["try_cast"] == false {
			return writtenDay(child)
		}
	case "CONSTANT":
		value, _ := expr["value"].(Object)
		typ, _ := value["type"].(Object)
		text, isText := value["value"].(string)
		n, isNumber := value["value"].(json.Number)
		switch {
		case isText && typ["id"] == "VARCHAR" && kind == table.Text:
			return table.Literal(text)
		case dated:
			return writtenDay(expr)
		case isNumber && typ["id"] == "INTEGER" && kind == table.Integer:
			return n.String()
		}
	}
	return ""
}

// writtenDay is the SQL of a text literal that is a day, "" for any other expression.
func writtenDay(expr Object) string {
	value, _ := expr["value"].(Object)
	typ, _ := value["type"].(Object)
	text, _ := value["value"].(string)
	t, err := time.Parse(time.DateOnly, text)
	if typ["id"] != "VARCHAR" || err != nil {
		return ""
	}
	return dayLiteral(t)
}

func dayLiteral(v any) string {
	if d, ok := v.(interface{ Time() time.Time }); ok {
		v = d.Time()
	}
	if t, ok := v.(time.Time); ok && t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)) {
		return "DATE " + table.Literal(t.Format(time.DateOnly))
	}
	return ""
}
