package workbench

import (
	"context"

	"bilan/sources/workbench/syntax"
)

// Condition checks a condition on one row of a dataset: no aggregate, no window function, no subquery, nothing that
// changes with the clock. params are the names of its parameters. Errors are *syntax.Error.
func (w *Workbench) Condition(ctx context.Context, expr string) (params []string, err error) {
	e, err := w.rowExpression(ctx, expr, "a condition")
	if err != nil {
		return nil, err
	}
	if what := syntax.WhyNoCondition(e.node()); what != "" {
		return nil, &syntax.Error{Message: what + " is neither true nor false", Hint: "compare something, such as status = 'won'", Offset: 0}
	}
	return e.params, nil
}

// Scalar checks a value of one row of a dataset, by the same rules as Condition. params are the names of its
// parameters. Errors are *syntax.Error.
func (w *Workbench) Scalar(ctx context.Context, expr string) (params []string, err error) {
	e, err := w.rowExpression(ctx, expr, "a value of a row")
	if err != nil {
		return nil, err
	}
	return e.params, nil
}

// rowExpression parses an expression that is evaluated for each row alone. what names the expression in the error.
func (w *Workbench) rowExpression(ctx context.Context, expr, what string) (*expression, error) {
	e, err := w.expression(ctx, expr)
	if err != nil {
		return nil, err
	}
	if err := syntax.CheckRow(e.node(), e.parsed, what); err != nil {
		return nil, syntax.ShiftOffset(err, -len(beforeExpression))
	}
	return e, nil
}
