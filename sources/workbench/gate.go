package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bilan/sources/workbench/syntax"
)

// SyntaxError is the error about user SQL that the gate refuses.
type SyntaxError = syntax.Error

// Select is one SELECT that passed the gate.
type Select struct {
	SQL     string            // the text for DuckDB, with `$name` for `:name`
	Tables  []syntax.TableRef // the tables that it reads, without repetition and without its CTEs
	Params  []string          // names of its parameters, without repetition
	Columns []string          // names of the columns as far as the text shows them, "" for a column without a name

	AllColumns bool // Columns is complete, because the SELECT has no *

	node syntax.Object
}

// Value is one aggregate that passed the gate.
type Value struct {
	SQL     string
	Params  []string
	AddsUp  bool   // a plain sum or count, so that the values of parts can be added
	Counts  bool   // a count of rows or of distinct values
	Divides string // SQL condition that a division in it has both terms and the divisor zero; "" if there is no division
}

// ParseSelect checks that a text is one SELECT that reads tables and nothing else. Errors are *syntax.Error.
func (w *Workbench) ParseSelect(ctx context.Context, query string) (*Select, error) {
	if strings.TrimSpace(query) == "" {
		return nil, &syntax.Error{Message: "the query is empty", Offset: 0}
	}
	text := syntax.DollarParams(query)
	tree, err := w.serialize(ctx, text, 0)
	if err != nil {
		return nil, err
	}
	if len(tree.Statements) == 0 {
		return nil, &syntax.Error{Message: "the query is empty: it has only comments", Offset: 0}
	}
	if n := len(tree.Statements); n != 1 {
		return nil, &syntax.Error{Message: fmt.Sprintf("expected one SELECT, not %d statements", n), Offset: -1}
	}
	var s syntax.Survey
	if err := s.Walk(tree.Statements[0].Node, nil); err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.Tables, func(a, b syntax.TableRef) int { return cmp.Compare(a.Offset, b.Offset) })
	sel := &Select{SQL: text, Tables: s.Tables, Params: s.Params, node: tree.Statements[0].Node}
	sel.Columns, sel.AllColumns = syntax.ColumnNames(sel.node)
	return sel, nil
}

// Value checks that a text is one deterministic aggregate over the columns of a dataset, without FROM or subquery.
// Errors are *syntax.Error.
func (w *Workbench) Value(ctx context.Context, expr string) (*Value, error) {
	e, err := w.expression(ctx, expr)
	if err != nil {
		return nil, err
	}
	if err := syntax.CheckAggregate(e.node(), e.parsed); err != nil {
		return nil, syntax.ShiftOffset(err, -len(beforeExpression))
	}
	divides, err := w.zeroDivisor(ctx, e.list)
	if err != nil {
		return nil, err
	}
	adds, counts := syntax.ClassifySum(e.list)
	return &Value{SQL: e.sql, Params: e.params, AddsUp: adds, Counts: counts, Divides: divides}, nil
}

// expression is one parsed expression that has not been checked yet.
type expression struct {
	sql, parsed string // the text for DuckDB, and the text that it parsed, to which offsets of nodes refer
	params      []string
	list        any // select list with one node
}

// node is the root of the expression.
func (e *expression) node() syntax.Object {
	list, _ := e.list.([]any)
	node, _ := list[0].(syntax.Object)
	return node
}

const beforeExpression = "select "

// expression parses one expression that cannot affect the text around it.
func (w *Workbench) expression(ctx context.Context, expr string) (*expression, error) {
	if strings.TrimSpace(expr) == "" {
		return nil, &syntax.Error{Message: "the expression is empty", Offset: 0}
	}
	const prefix = beforeExpression
	text := syntax.DollarParams(expr)
	// An expression that is parsed last and alone may end in a comment or contain an extra bracket. Where it is used,
	// more text follows, so it must also parse with a bracket directly after it.
	tree, err := w.serialize(ctx, prefix+text, len(prefix))
	if err != nil {
		return nil, err
	}
	if _, err := w.serialize(ctx, prefix+"("+text+")", len(prefix)+1); err != nil {
		return nil, err
	}
	var s syntax.Survey
	node, err := tree.Single()
	if err == nil {
		err = s.Walk(node["select_list"], nil)
	}
	if err == nil && s.Subqueries > 0 {
		err = &syntax.Error{Message: "expected one expression over the dataset's own columns, without SELECT", Hint: "what comes from other rows or another table belongs in a dataset's query", Offset: -1}
	}
	if err != nil {
		return nil, syntax.ShiftOffset(err, -len(prefix))
	}
	return &expression{sql: text, parsed: prefix + text, params: s.Params, list: node["select_list"]}, nil
}

// serialize parses a text without running it, and caches the tree. before is the number of bytes of Bilan's own text
// before the user's. The tree must not be changed.
func (w *Workbench) serialize(ctx context.Context, text string, before int) (*syntax.Parsed, error) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return nil, &syntax.Error{Message: "there is a NUL byte in the SQL", Offset: i - before}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conn == nil {
		return nil, errClosed
	}
	if p := w.trees[text]; p != nil {
		return p, nil
	}
	p, err := w.parse(ctx, text)
	if err != nil {
		return nil, asSyntax(explain(ctx, err, 0), text, before)
	}
	if p.Error {
		return nil, w.parseError(ctx, p, text, before)
	}
	w.trees[text] = p
	return p, nil
}

// parse parses a text with the engine. The caller holds mu.
func (w *Workbench) parse(ctx context.Context, text string) (*syntax.Parsed, error) {
	var answer string
	row := w.conn.QueryRowContext(ctx, "select cast(json_serialize_sql(cast(? as varchar)) as varchar)", text)
	if err := row.Scan(&answer); err != nil {
		return nil, err
	}
	var p syntax.Parsed
	dec := json.NewDecoder(strings.NewReader(answer))
	dec.UseNumber()
	if err := dec.Decode(&p); err != nil { // the engine writes infinity, which is not a JSON number
		return nil, &syntax.Error{Message: "a number in it is too large", Hint: "write a smaller one", Offset: -1}
	}
	return &p, nil
}

// parseError explains why a text cannot be parsed. The caller holds mu.
func (w *Workbench) parseError(ctx context.Context, p *syntax.Parsed, text string, before int) error {
	e := &syntax.Error{Offset: -1}
	e.Message, e.Hint = syntax.Translate(firstLine(p.Message))
	if strings.HasPrefix(p.Message, "Only SELECT") {
		e.Message = "only one SELECT is allowed here"
	}
	var chars int
	if n, err := fmt.Sscan(p.Position, &chars); n == 1 && err == nil {
		at := syntax.ByteOffset(text, chars)
		e.Offset = max(at-before, 0)
		if from, to, ok := w.unquoted(ctx, text, at, before); ok {
			word := text[from:to]
			return &syntax.Error{Message: fmt.Sprintf("%q is a reserved word in SQL", word), Hint: fmt.Sprintf("a column or table with this name needs quotes: \"%s\"", word), Offset: from - before}
		}
	}
	return e
}

func asSyntax(err error, text string, before int) error {
	var f *Fault
	if errors.As(err, &f) {
		return &syntax.Error{Message: f.Message, Hint: f.Hint, Offset: -1}
	}
	return err
}
