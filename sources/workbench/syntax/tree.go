// Package syntax reads the syntax trees that the engine makes of SQL: the tables, columns and parameters of a SELECT,
// what a metric or a condition may contain, and how a query uses its period. It runs no SQL.
package syntax

import (
	"errors"
	"fmt"
)

// Error is the error about user SQL that the gate refuses.
type Error struct {
	Message string
	Hint    string // what to write instead, "" if not known
	Offset  int    // byte offset in the user's text, −1 if not known
}

// Error is the message, without the hint and the offset.
func (e *Error) Error() string { return e.Message }

// TableRef is a table as the SQL names it, with its byte offset in the user's text.
type TableRef struct {
	Schema, Name string
	Offset       int
}

// Object is a node of the tree.
type Object = map[string]any

// Parsed is the engine's tree of a text, or its error.
type Parsed struct {
	Error      bool   `json:"error"`
	Message    string `json:"error_message"`
	Position   string `json:"position"`
	Type       string `json:"error_type"`
	Statements []struct {
		Node Object `json:"node"`
	} `json:"statements"`
}

// Single returns the node if the text is one SELECT with one expression, as a value or condition must be.
func (p *Parsed) Single() (Object, error) {
	const want = "expected one SQL expression, such as sum(amount)"
	if len(p.Statements) != 1 {
		return nil, &Error{Message: want, Offset: -1}
	}
	node := p.Statements[0].Node
	list, _ := node["select_list"].([]any)
	from, _ := node["from_table"].(Object)
	switch {
	case node["type"] != "SELECT_NODE":
		return nil, &Error{Message: want + ", not a query", Offset: -1}
	case from["type"] != "EMPTY":
		return nil, &Error{Message: want + ", without FROM: the rows are those of the dataset", Offset: -1}
	case len(list) != 1:
		return nil, &Error{Message: fmt.Sprintf("%s, not %d", want, len(list)), Offset: -1}
	}
	for _, clause := range []string{"where_clause", "group_expressions", "having", "modifiers", "qualify", "sample"} {
		if v := node[clause]; v != nil && !isEmpty(v) {
			return nil, &Error{Message: want + ", without WHERE, GROUP BY or ORDER BY (write filter:)", Offset: -1}
		}
	}
	if ctes, _ := node["cte_map"].(Object); !isEmpty(ctes["map"]) {
		return nil, &Error{Message: want + ", without WITH", Offset: -1}
	}
	if item, ok := list[0].(Object); ok && (item["alias"] != "" || item["class"] == "STAR") {
		return nil, &Error{Message: want + ", without a name or *", Offset: -1}
	}
	return node, nil
}

func isEmpty(v any) bool {
	list, ok := v.([]any)
	return v == nil || ok && len(list) == 0
}

// ShiftOffset returns a copy of an *Error with by added to its offset. Other errors are returned unchanged.
func ShiftOffset(err error, by int) error {
	var e *Error
	if errors.As(err, &e) && e.Offset >= 0 {
		return &Error{Message: e.Message, Hint: e.Hint, Offset: max(e.Offset+by, 0)}
	}
	return err
}

// ByteOffset is the byte offset of the character with index n in s.
func ByteOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// SalesSchema is the schema under which SQL may name the datasets of the sales model: sales.orders is the dataset
// "sales.orders".
const SalesSchema = "sales"
