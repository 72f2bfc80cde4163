package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"
)

// asDates is the schema in which columns without values are dates. It is for queries that use their year or month, for
// which DuckDB cannot choose between day and time.
const asDates = "__as_dates"

// isUndecided reports whether DuckDB could not choose a function for a column without a type.
func isUndecided(err error) bool {
	var f *Fault
	if !errors.As(err, &f) || f.err == nil {
		return false
	}
	said := f.err.Error()
	return strings.Contains(said, "Could not choose a best candidate function") && strings.Contains(said, "NULL")
}

// dateViews makes a search path with views of the query's tables, in which the columns without values that the query uses
// as days are dates. The path is "" if there are no such columns. The caller holds mu.
func (w *Workbench) dateViews(ctx context.Context, sel *Select, schema string) (path string, err error) {
	used := map[string]bool{}
	usedAsDays(sel.node, used)
	if err := w.exec(ctx, "drop schema if exists "+table.Ident(asDates)+" cascade; create schema "+table.Ident(asDates)); err != nil {
		return "", err
	}
	for _, ref := range sel.Tables {
		if !w.vacant[storageKey(schema, ref.Name)] {
			continue
		}
		from := syntax.Qualified(schema, ref.Name)
		var days []string
		vacant, err := w.vacantOf(ctx, syntax.SchemaName(schema), ref.Name)
		if err != nil {
			return "", err
		}
		for _, c := range vacant {
			if used[strings.ToLower(c)] {
				days = append(days, c)
			}
		}
		if len(days) == 0 {
			continue
		}
		view := fmt.Sprintf("create view %s.%s as %s", table.Ident(asDates), table.Ident(ref.Name), replaceSQL(from, days, "null::date"))
		if err := w.exec(ctx, view); err != nil {
			return "", err
		}
		path = table.Ident(asDates) + "," + table.Ident(syntax.SchemaName(schema))
	}
	return path, nil
}

// withSearchPath runs fn with a search path.
func (w *Workbench) withSearchPath(ctx context.Context, path string, fn func() error) error {
	if path == table.Ident("main") {
		return fn()
	}
	if err := w.exec(ctx, "set search_path = "+table.Literal(path)); err != nil {
		return err
	}
	defer func() { _ = w.exec(context.WithoutCancel(ctx), "set search_path = 'main'") }()
	return fn()
}

// withDateRetry runs fn with the tables of schema. If fn fails because a column has no type, it runs fn again with such
// columns as dates.
func (w *Workbench) withDateRetry(ctx context.Context, sel *Select, schema string, fn func() error) error {
	err := w.withSearchPath(ctx, table.Ident(syntax.SchemaName(schema)), fn)
	if !isUndecided(err) || !w.reachesVacant(sel, schema) {
		return err
	}
	path, failed := w.dateViews(ctx, sel, schema)
	if failed != nil || path == "" {
		return err
	}
	return w.withSearchPath(ctx, path, fn)
}

var dayFunctions = map[string]bool{
	"date_trunc": true, "datetrunc": true, "date_part": true, "datepart": true, "year": true, "quarter": true, "month": true, "week": true,
	"weekofyear": true, "isoyear": true, "yearweek": true, "day": true, "dayofmonth": true, "dayofweek": true, "weekday": true,
	"isodow": true, "dayofyear": true, "dayname": true, "monthname": true, "hour": true, "minute": true, "epoch": true,
	"+": true, "-": true, "date_add": true, "date_sub": true, "datesub": true, "date_diff": true, "datediff": true,
}

// usedAsDays records the columns that are direct arguments of a date function.
func usedAsDays(v any, into map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			usedAsDays(item, into)
		}
	case syntax.Object:
		if v["class"] == "FUNCTION" && dayFunctions[strings.ToLower(fmt.Sprint(v["function_name"]))] {
			args, _ := v["children"].([]any)
			for _, arg := range args {
				noteColumn(arg, into)
			}
		}
		for _, item := range v {
			usedAsDays(item, into)
		}
	}
}

func noteColumn(v any, into map[string]bool) {
	expr, _ := v.(syntax.Object)
	if parts, _ := expr["column_names"].([]any); expr["class"] == "COLUMN_REF" && len(parts) > 0 {
		into[strings.ToLower(fmt.Sprint(parts[len(parts)-1]))] = true
	}
}
