package syntax

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Survey walks a parsed query and records what it reads. It fails at anything that a query must not do.
type Survey struct {
	Tables     []TableRef
	Params     []string
	Subqueries int
}

// tableFunctions are the functions that make rows only from their arguments. All other table functions read files or
// settings, or run text as SQL.
var tableFunctions = map[string]bool{
	"unnest": true, "range": true, "generate_series": true, "json_each": true, "json_tree": true,
}

// RefusedFunctions are scalar functions that read more than the query's own rows.
var RefusedFunctions = map[string]bool{
	"getenv": true, "nextval": true, "currval": true, "read_text": true, "read_blob": true, "json_execute_serialized_sql": true,
	"json_serialize_plan": true, "current_setting": true, "current_query": true, "setseed": true, "sleep_ms": true, "pg_sleep": true,
	"write_log": true, "pg_get_viewdef": true, "pg_get_constraintdef": true, "get_block_size": true,
}

// Walk visits v. scope has the names of the CTEs that are visible there.
func (s *Survey) Walk(v any, scope map[string]bool) error {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if err := s.Walk(item, scope); err != nil {
				return err
			}
		}
	case Object:
		return s.visit(v, scope)
	}
	return nil
}

func (s *Survey) visit(node Object, scope map[string]bool) error {
	scope, err := s.ctes(node, scope)
	if err == nil {
		err = s.judge(node, scope)
	}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if err != nil {
			return err
		}
		if key != "cte_map" {
			err = s.Walk(node[key], scope)
		}
	}
	return err
}

// ctes walks the WITH clause of a node and returns the names that are visible in its body. A CTE sees those before it,
// and itself only if it is recursive; otherwise its own name is that of a table.
func (s *Survey) ctes(node Object, scope map[string]bool) (map[string]bool, error) {
	if node["type"] == "RECURSIVE_CTE_NODE" {
		scope = withName(scope, node["cte_name"])
	}
	clause, _ := node["cte_map"].(Object)
	list, _ := clause["map"].([]any)
	for _, item := range list {
		entry, _ := item.(Object)
		if err := s.Walk(entry["value"], scope); err != nil {
			return nil, err
		}
		scope = withName(scope, entry["key"])
	}
	return scope, nil
}

func withName(scope map[string]bool, name any) map[string]bool {
	wider := maps.Clone(scope)
	if wider == nil {
		wider = map[string]bool{}
	}
	wider[strings.ToLower(fmt.Sprint(name))] = true
	return wider
}

func (s *Survey) judge(node Object, scope map[string]bool) error {
	switch node["type"] {
	case "BASE_TABLE":
		s.table(node, scope)
	case "TABLE_FUNCTION":
		fn, _ := node["function"].(Object)
		if name := fmt.Sprint(fn["function_name"]); !tableFunctions[strings.ToLower(name)] {
			return &Error{Message: fmt.Sprintf("%s() is not allowed here: a query reads tables", name), Offset: location(node)}
		}
	case "SHOW_REF":
		return &Error{Message: "only one SELECT is allowed here", Offset: location(node)}
	}
	switch node["class"] {
	case "FUNCTION":
		if name := strings.ToLower(fmt.Sprint(node["function_name"])); RefusedFunctions[name] {
			return &Error{Message: fmt.Sprintf("%s() is not allowed here", name), Offset: location(node)}
		}
	case "PARAMETER":
		return s.param(fmt.Sprint(node["identifier"]))
	case "SUBQUERY":
		s.Subqueries++
	}
	return nil
}

func (s *Survey) param(name string) error {
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return &Error{Message: "parameters have names here, such as :period_start", Offset: -1}
	}
	if !slices.Contains(s.Params, name) {
		s.Params = append(s.Params, name)
		slices.Sort(s.Params)
	}
	return nil
}

func (s *Survey) table(node Object, scope map[string]bool) {
	ref := TableRef{Name: fmt.Sprint(node["table_name"]), Offset: location(node)}
	for _, part := range []any{node["catalog_name"], node["schema_name"]} {
		if part := fmt.Sprint(part); part != "" {
			ref.Schema = strings.TrimPrefix(ref.Schema+"."+part, ".")
		}
	}
	if strings.EqualFold(ref.Schema, SalesSchema) { // a dataset of the sales model
		ref.Schema, ref.Name = "", SalesSchema+"."+ref.Name
	}
	if ref.Schema == "" && scope[strings.ToLower(ref.Name)] {
		return
	}
	same := func(t TableRef) bool {
		return strings.EqualFold(t.Name, ref.Name) && strings.EqualFold(t.Schema, ref.Schema)
	}
	if !slices.ContainsFunc(s.Tables, same) {
		s.Tables = append(s.Tables, ref)
		slices.SortFunc(s.Tables, func(a, b TableRef) int { return cmp.Compare(a.Offset, b.Offset) })
	}
}

// location is the byte offset of a node in the text, −1 if the parser does not know it.
func location(node Object) int {
	n, ok := node["query_location"].(json.Number)
	if !ok {
		return -1
	}
	at, err := n.Int64()
	if err != nil {
		return -1
	}
	return int(at)
}

// ColumnNames are the names of the result's columns as far as the text shows them, "" for a column without a name. all
// is false if there may be more columns, as with *.
func ColumnNames(node Object) (names []string, all bool) {
	for node["type"] == "SET_OPERATION_NODE" {
		left, ok := node["left"].(Object)
		if !ok {
			return nil, false
		}
		node = left
	}
	list, ok := node["select_list"].([]any)
	for _, item := range list {
		expr, _ := item.(Object)
		name, _ := expr["alias"].(string)
		if parts, named := expr["column_names"].([]any); named && name == "" && len(parts) > 0 {
			name = fmt.Sprint(parts[len(parts)-1])
		}
		if expr["class"] == "STAR" || expr["class"] == "FUNCTION" && strings.EqualFold(fmt.Sprint(expr["function_name"]), "columns") {
			return names, false
		}
		names = append(names, name)
	}
	return names, ok
}

// ClassifySum reports whether a select list is a plain sum or count, whose parts can be added (adds), and whether it is a
// count (counts). coalesce(sum(x), 0) is a plain sum too.
func ClassifySum(list any) (adds, counts bool) {
	items, _ := list.([]any)
	if len(items) == 0 {
		return false, false
	}
	fn, _ := items[0].(Object)
	if children, _ := fn["children"].([]any); fn["type"] == "OPERATOR_COALESCE" && len(children) == 2 && isZero(children[1]) {
		return ClassifySum(children[:1])
	}
	if checks, _ := fn["case_checks"].([]any); len(checks) == 1 { // a count that is null for some rows: case when … then count(*) end
		check, _ := checks[0].(Object)
		otherwise, _ := fn["else_expr"].(Object)
		value, _ := otherwise["value"].(Object)
		_, counts = ClassifySum([]any{check["then_expr"]})
		return false, counts && otherwise["class"] == "CONSTANT" && value["is_null"] == true
	}
	if fn["class"] != "FUNCTION" {
		return false, false
	}
	switch strings.ToLower(fmt.Sprint(fn["function_name"])) {
	case "sum":
		return fn["distinct"] != true, false
	case "count", "count_star", "count_if", "countif":
		return fn["distinct"] != true, true
	case "approx_count_distinct":
		return false, true
	}
	return false, false
}

// isZero reports whether an expression is the literal 0.
func isZero(expr any) bool {
	node, _ := expr.(Object)
	value, _ := node["value"].(Object)
	return node["class"] == "CONSTANT" && fmt.Sprint(value["value"]) == "0"
}
