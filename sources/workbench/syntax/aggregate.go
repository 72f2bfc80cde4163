package syntax

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/nearest"
	"bilan/internal/table"
)

// judge checks that an expression is one aggregate over a dataset's rows or, with ofRow, a value of one row. In both
// cases it must give the same result for the same rows.
type judge struct {
	text    string // the parsed text, which shows whether a name has quotes
	ofRow   string // what is evaluated for each row alone, such as "a condition"; "" for an aggregate
	inside  string // the aggregate that is being walked, "" outside
	found   bool   // an aggregate was found
	unknown string // a function that is not an aggregate
}

// CheckAggregate checks that text is one aggregate. The error is an *Error with its offset in text.
func CheckAggregate(expr Object, text string) error {
	j := judge{text: text}
	if err := j.walk(expr); err != nil || j.found {
		return err
	}
	hint := "write an aggregate, such as sum(amount) or count(*)"
	if near := nearest.Word(j.unknown, slices.Sorted(maps.Keys(Aggregates))); j.unknown != "" && near != "" && nearest.Distance(j.unknown, near) <= 1 {
		hint = fmt.Sprintf("did you mean %s(…)?", near)
	}
	return &Error{Message: "there is no aggregate of the rows, so the figure would be the same whatever they contain", Hint: hint, Offset: location(expr)}
}

// CheckRow checks an expression that is evaluated for each row alone. what names the expression in the error.
func CheckRow(expr Object, text, what string) error {
	j := judge{text: text, ofRow: what}
	return j.walk(expr)
}

func (j *judge) walk(v any) error {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if err := j.walk(item); err != nil {
				return err
			}
		}
	case Object:
		return j.visit(v)
	}
	return nil
}

func (j *judge) visit(node Object) error {
	var err error
	switch node["class"] {
	case "FUNCTION":
		return j.function(node)
	case "WINDOW":
		err = j.window(node, fmt.Sprint(node["function_name"]))
	case "COLUMN_REF":
		err = j.column(node)
	case "STAR":
		err = refusal(node, "* and columns(…) mean several columns", "name one column")
	case "POSITIONAL_REFERENCE", "DEFAULT":
		err = refusal(node, "no column is named here", "name a column of the dataset")
	}
	if node["type"] == "GROUPING_FUNCTION" {
		err = refusal(node, "grouping() needs a GROUP BY, which a figure does not have", "leave it out")
	}
	if err != nil {
		return err
	}
	return j.walkChildren(node)
}

// walkChildren visits the children of a node.
func (j *judge) walkChildren(node Object) error {
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if err := j.walk(node[key]); err != nil {
			return err
		}
	}
	return nil
}

func (j *judge) function(node Object) error {
	name := strings.ToLower(fmt.Sprint(node["function_name"]))
	if err := j.checkStable(node, name); err != nil {
		return err
	}
	if !IsAggregate(name) {
		if node["is_operator"] != true {
			j.unknown = name
		}
		return j.walkChildren(node)
	}
	if err := j.checkAggregatePlace(node, name); err != nil {
		return err
	}
	j.found, j.inside = true, callText(name)
	err := j.walkChildren(node)
	j.inside = ""
	return err
}

// checkAggregatePlace checks whether an aggregate is allowed at its place.
func (j *judge) checkAggregatePlace(node Object, name string) error {
	by, _ := node["order_bys"].(Object)
	switch {
	case j.ofRow != "":
		return refusal(node, callText(name)+" is computed from many rows, and "+j.ofRow+" is evaluated for each row alone",
			"compare columns here; what depends on many rows belongs in the dataset's query")
	case j.inside != "":
		return refusal(node, fmt.Sprintf("%s is inside %s", callText(name), j.inside), "aggregate once; the inner one belongs in a dataset of its own, with group by")
	case Estimates[name]:
		return refusal(node, callText(name)+" estimates, and may give another figure each time", "write quantile_cont(amount, 0.5), median(amount) or count(*)")
	case Compounds[name], node["export_state"] == true:
		return refusal(node, callText(name)+" gives many values, and a figure is one number", "write sum, count, avg, min, max or median")
	case Ordered[name] && isEmpty(by["orders"]):
		return refusal(node, callText(name)+" depends on the order of the rows, which is not fixed",
			fmt.Sprintf("write an order in it, as in %s(… order by id), or min, max or median", name))
	case !counting[name] && !namesColumn(node):
		return refusal(node, callText(name)+" has a constant as its argument, so the figure would be the same whatever the rows contain", fmt.Sprintf("name a column in it, as in %s(amount)", name))
	}
	return nil
}

// counting are the aggregates whose result depends on the rows even if they name no column.
var counting = words("count count_star count_if countif sum sum_no_overflow fsum kahan_sum sumkahan")

// namesColumn reports whether there is a column anywhere below v.
func namesColumn(v any) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, namesColumn)
	case Object:
		if v["class"] == "COLUMN_REF" {
			return true
		}
		for _, item := range v {
			if namesColumn(item) {
				return true
			}
		}
	}
	return false
}

// checkStable refuses functions whose result may differ for the same rows.
func (j *judge) checkStable(node Object, name string) error {
	children, _ := node["children"].([]any)
	switch {
	case Clocks[name], ClockWords[name], name == "age" && len(children) == 1:
		return clockError(node, name+"()")
	case Changing[name]:
		return refusal(node, name+"() gives another answer each time", "leave it out: the same report must give the same figures")
	case Windows[name]:
		return j.window(node, name)
	case name == "unnest", name == "generate_subscripts":
		return refusal(node, name+"() turns one row into several", "unnest in the dataset's query")
	}
	return nil
}

func (j *judge) window(node Object, name string) error {
	if j.ofRow != "" {
		return refusal(node, callText(name)+" is a window function, and "+j.ofRow+" is evaluated for each row alone", "compute it in the dataset's query, and compare its column here")
	}
	return refusal(node, callText(name)+" is a window function: it gives a value for each row, and a figure is one number of all rows",
		"write an aggregate without over, or compute the column in the dataset's query")
}

func (j *judge) column(node Object) error {
	parts, _ := node["column_names"].([]any)
	if len(parts) == 0 {
		return nil
	}
	name, at := fmt.Sprint(parts[len(parts)-1]), location(node)
	quoted := at >= 0 && at < len(j.text) && j.text[at] == '"'
	switch {
	case len(parts) == 1 && !quoted && ClockWords[strings.ToLower(name)]:
		return clockError(node, name)
	case j.ofRow != "" || j.inside != "":
		return nil
	}
	if quoted {
		name = table.Ident(name)
	}
	return refusal(node, fmt.Sprintf("the column %s is outside an aggregate, so it has no single value", name),
		fmt.Sprintf("write sum(%[1]s), avg(%[1]s), max(%[1]s) or count(distinct %[1]s)", name))
}

func clockError(node Object, name string) error {
	return refusal(node, name+" changes with the clock, and the same report would give other figures tomorrow", "write :today, the day of the report")
}

// callText is a function as users write it.
func callText(name string) string {
	if name == "count_star" || name == "count" {
		return "count(…)"
	}
	return name + "()"
}

func refusal(node Object, message, hint string) error {
	return &Error{Message: message, Hint: hint, Offset: location(node)}
}
