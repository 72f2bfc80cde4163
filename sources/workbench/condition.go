package workbench

import (
	"context"
	"fmt"
)

// Condition lets through one condition on a row of a dataset: no aggregate, no window, no subquery, nothing that changes
// with the clock. It names the parameters. Errors are *SyntaxError.
func (w *Workbench) Condition(ctx context.Context, expr string) (params []string, err error) {
	e, err := w.ofOneRow(ctx, expr, "a condition")
	if err != nil {
		return nil, err
	}
	if what := noTruth(e.node()); what != "" {
		return nil, &SyntaxError{Message: what + " is neither true nor false", Hint: "compare something, such as status = 'won'", Offset: 0}
	}
	return e.params, nil
}

// Scalar lets through one value of a row of a dataset, held to the same as a condition. It names the parameters. Errors are
// *SyntaxError.
func (w *Workbench) Scalar(ctx context.Context, expr string) (params []string, err error) {
	e, err := w.ofOneRow(ctx, expr, "a value of a row")
	if err != nil {
		return nil, err
	}
	return e.params, nil
}

// ofOneRow parses an expression that is asked of each row alone; what it is goes into the refusal.
func (w *Workbench) ofOneRow(ctx context.Context, expr, what string) (*expression, error) {
	e, err := w.expression(ctx, expr)
	if err != nil {
		return nil, err
	}
	j := judge{text: e.parsed, ofRow: what}
	if err := j.walk(e.node()); err != nil {
		return nil, shifted(err, -len(beforeExpression))
	}
	return e, nil
}

var arithmetic = map[string]bool{"+": true, "-": true, "*": true, "/": true, "//": true, "%": true, "||": true, "**": true, "^": true}

// noTruth names an expression that is certainly no condition, "" for one that may be.
func noTruth(expr object) string {
	switch expr["class"] {
	case "CONSTANT":
		value, _ := expr["value"].(object)
		if typ, _ := value["type"].(object); typ["id"] != "BOOLEAN" {
			return "a constant"
		}
	case "PARAMETER":
		return "a date"
	case "FUNCTION":
		if name := fmt.Sprint(expr["function_name"]); arithmetic[name] && expr["is_operator"] == true {
			return "a computed value"
		}
	}
	return ""
}
