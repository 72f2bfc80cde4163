package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/sources/workbench/syntax"
)

// divisions are the operators and functions that have no result if the divisor is zero.
var divisions = map[string]bool{"/": true, "//": true, "%": true, "divide": true, "fdiv": true, "mod": true, "fmod": true}

// zeroDivisor is a condition on the rows of an aggregate. It is true if a division in the aggregate has both terms and
// its divisor is zero. It is "" if there is no division. An aggregate that is null although the condition is false
// lacks a term.
func (w *Workbench) zeroDivisor(ctx context.Context, list any) (string, error) {
	d := divisionConditions{w: w, ctx: ctx}
	if err := d.walk(list, false, ""); err != nil || len(d.conditions) == 0 {
		return "", err
	}
	return strings.Join(d.conditions, " or "), nil
}

// divisionConditions collects a condition for each division of an expression.
type divisionConditions struct {
	w          *Workbench
	ctx        context.Context
	conditions []string
}

// walk visits the nodes below v. rows says that the nodes are computed for each row, inside an aggregate over the rows
// of filter.
func (d *divisionConditions) walk(v any, rows bool, filter string) (err error) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if err == nil {
				err = d.walk(item, rows, filter)
			}
		}
	case syntax.Object:
		return d.visit(v, rows, filter)
	}
	return err
}

func (d *divisionConditions) visit(node syntax.Object, rows bool, filter string) error {
	children, _ := node["children"].([]any)
	name := strings.ToLower(fmt.Sprint(node["function_name"]))
	switch {
	case node["class"] == "WINDOW":
		return nil
	case node["class"] == "FUNCTION" && divisions[name] && len(children) == 2:
		if err := d.addCondition(children, rows, filter); err != nil {
			return err
		}
	case node["class"] == "FUNCTION" && !rows:
		var err error
		if filter, err = d.text(node["filter"]); err != nil {
			return err
		}
		rows = syntax.IsAggregate(name)
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if key == "filter" {
			continue
		}
		if err := d.walk(node[key], rows, filter); err != nil {
			return err
		}
	}
	return nil
}

// addCondition adds the condition of one division. A divisor nullif(x, 0) is replaced by x, because the zero of x is what the
// condition looks for.
func (d *divisionConditions) addCondition(terms []any, rows bool, filter string) error {
	divisor := terms[1]
	if guard, ok := divisor.(syntax.Object); ok && strings.EqualFold(fmt.Sprint(guard["function_name"]), "nullif") {
		if inner, ok := guard["children"].([]any); ok && len(inner) == 2 {
			divisor = inner[0]
		}
	}
	if constant, ok := divisor.(syntax.Object); ok && constant["class"] == "CONSTANT" {
		return nil
	}
	over, err := d.text(terms[0])
	if err != nil {
		return err
	}
	by, err := d.text(divisor)
	if err != nil {
		return err
	}
	condition := fmt.Sprintf("(%s) is not null and (%s) = 0", over, by)
	if rows {
		condition = "bool_or(" + condition + ")"
		if filter != "" {
			condition += " filter (where " + filter + ")"
		}
	}
	d.conditions = append(d.conditions, "coalesce("+condition+", false)")
	return nil
}

// text is an expression of a parsed query as SQL, "" if there is none.
func (d *divisionConditions) text(expr any) (string, error) {
	if expr == nil {
		return "", nil
	}
	tree, err := json.Marshal(syntax.Object{"error": false, "statements": []any{syntax.Object{"node": syntax.Object{
		"type": "SELECT_NODE", "modifiers": []any{}, "cte_map": syntax.Object{"map": []any{}}, "select_list": []any{expr},
		"from_table": syntax.Object{"type": "EMPTY", "alias": "", "sample": nil}, "where_clause": nil, "group_expressions": []any{},
		"group_sets": []any{}, "aggregate_handling": "STANDARD_HANDLING", "having": nil, "sample": nil, "qualify": nil,
	}, "named_param_map": []any{}}}})
	if err != nil {
		return "", fmt.Errorf("write parsed expression: %w", err)
	}
	var text string
	err = d.scan(&text, "select json_deserialize_sql(cast(? as json))", string(tree))
	return strings.TrimPrefix(text, "SELECT "), err
}

func (d *divisionConditions) scan(into *string, query string, args ...any) error {
	d.w.mu.Lock()
	defer d.w.mu.Unlock()
	if d.w.conn == nil {
		return errClosed
	}
	if err := d.w.conn.QueryRowContext(d.ctx, query, args...).Scan(into); err != nil {
		return explain(d.ctx, err, 0)
	}
	return nil
}
