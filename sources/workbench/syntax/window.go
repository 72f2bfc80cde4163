package syntax

import (
	"fmt"
	"strings"

	"bilan/internal/table"
)

// ViewSQL is the SQL of a view with the rows of a query, "" if the query must be run once instead. A view is possible
// for a query that selects columns of a file's table, perhaps with a simple condition. It saves a copy, which would
// take as long as the load and the same memory. The table never changes after the lock, and nothing in the view can
// fail later.
func ViewSQL(node Object, schema string, p ViewCondition) string {
	if schema == "" {
		return ""
	}
	from, _ := node["from_table"].(Object)
	if node["type"] != "SELECT_NODE" || from["type"] != "BASE_TABLE" || from["sample"] != nil || from["at_clause"] != nil ||
		!isEmpty(from["column_name_alias"]) {
		return ""
	}
	ctes, _ := node["cte_map"].(Object)
	for _, clause := range []any{ctes["map"], node["modifiers"], node["group_expressions"], node["group_sets"],
		node["having"], node["qualify"], node["sample"]} {
		if !isEmpty(clause) {
			return ""
		}
	}
	list, _ := node["select_list"].([]any)
	columns := make([]string, len(list))
	for i, item := range list {
		expr, _ := item.(Object)
		if columns[i] = selectedColumn(expr); columns[i] == "" {
			return ""
		}
	}
	view := fmt.Sprintf("select %s from %s", strings.Join(columns, ", "), Qualified(schema, fmt.Sprint(from["table_name"])))
	if where, ok := node["where_clause"].(Object); ok {
		condition := p.sql(where)
		if condition == "" {
			return ""
		}
		view += " where " + condition
	}
	return view
}

// selectedColumn is a * or a column of a select list as SQL, "" for any other expression.
func selectedColumn(expr Object) string {
	switch expr["class"] {
	case "STAR":
		for _, part := range []string{"exclude_list", "replace_list", "qualified_exclude_list", "rename_list", "expr"} {
			if !isEmpty(expr[part]) {
				return ""
			}
		}
		if expr["relation_name"] == "" && expr["columns"] == false {
			return "*"
		}
	case "COLUMN_REF":
		parts, _ := expr["column_names"].([]any)
		if len(parts) != 1 {
			return ""
		}
		column := table.Ident(fmt.Sprint(parts[0]))
		if alias := fmt.Sprint(expr["alias"]); alias != "" {
			column += " as " + table.Ident(alias)
		}
		return column
	}
	return ""
}
