package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// SyntaxError is user SQL that the gate refuses.
type SyntaxError struct {
	Message string
	Hint    string // what to write instead, "" when that is not known
	Offset  int    // byte in the user's own text, −1 when unknown
}

// Error is the message; the offset is for whoever knows the text's place.
func (e *SyntaxError) Error() string { return e.Message }

// Select is one SELECT that passed the gate.
type Select struct {
	SQL     string     // as DuckDB takes it: `:name` became `$name`
	Tables  []TableRef // the tables it reads, each once, without its own CTEs
	Params  []string   // the parameters it needs, each once
	Columns []string   // the columns' names where the text alone tells them; nil otherwise

	node object
}

// TableRef is a table as the SQL names it. Offset is its byte in the user's text.
type TableRef struct {
	Schema, Name string
	Offset       int
}

// Value is one aggregate that passed the gate.
type Value struct {
	SQL     string
	Params  []string
	AddsUp  bool   // a plain sum or count: parts may be added
	Counts  bool   // a count, of rows or of what is different in them
	Divides string // SQL condition: a division in it has both its terms and a divisor of zero; "" where nothing is divided
}

// ParseSelect lets through one SELECT that reads tables and nothing else. Errors are *SyntaxError.
func (w *Workbench) ParseSelect(ctx context.Context, query string) (*Select, error) {
	if strings.TrimSpace(query) == "" {
		return nil, &SyntaxError{Message: "the query is empty", Offset: 0}
	}
	text := named(query)
	tree, err := w.serialize(ctx, text, 0)
	if err != nil {
		return nil, err
	}
	if len(tree.Statements) == 0 {
		return nil, &SyntaxError{Message: "the query is empty: there is nothing but comments", Offset: 0}
	}
	if n := len(tree.Statements); n != 1 {
		return nil, &SyntaxError{Message: fmt.Sprintf("one SELECT is wanted, not %d statements", n), Offset: -1}
	}
	var s survey
	if err := s.walk(tree.Statements[0].Node, nil); err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.tables, func(a, b TableRef) int { return cmp.Compare(a.Offset, b.Offset) })
	return &Select{SQL: text, Tables: s.tables, Params: s.params, Columns: columnNames(tree.Statements[0].Node), node: tree.Statements[0].Node}, nil
}

// Value lets through one deterministic aggregate over the columns of a dataset, without FROM or subquery. Errors are *SyntaxError.
func (w *Workbench) Value(ctx context.Context, expr string) (*Value, error) {
	e, err := w.expression(ctx, expr)
	if err != nil {
		return nil, err
	}
	if err := aggregate(e.node(), e.parsed); err != nil {
		return nil, shifted(err, -len(beforeExpression))
	}
	divides, err := w.zeroDivisor(ctx, e.list)
	if err != nil {
		return nil, err
	}
	adds, counts := sums(e.list)
	return &Value{SQL: e.sql, Params: e.params, AddsUp: adds, Counts: counts, Divides: divides}, nil
}

// expression is one expression that was parsed, not yet judged.
type expression struct {
	sql, parsed string // as DuckDB takes it, and what it read: offsets of nodes are in the latter
	params      []string
	list        any // of one node
}

// node is the expression's root.
func (e *expression) node() object {
	list, _ := e.list.([]any)
	node, _ := list[0].(object)
	return node
}

const beforeExpression = "select "

// expression parses one expression that cannot reach into the text around it.
func (w *Workbench) expression(ctx context.Context, expr string) (*expression, error) {
	if strings.TrimSpace(expr) == "" {
		return nil, &SyntaxError{Message: "the expression is empty", Offset: 0}
	}
	const prefix = beforeExpression
	text := named(expr)
	// Alone and last, an expression may end in a comment or hold a bracket too many. Where it is used, more text
	// follows: it must also parse with a bracket right behind it.
	tree, err := w.serialize(ctx, prefix+text, len(prefix))
	if err != nil {
		return nil, err
	}
	if _, err := w.serialize(ctx, prefix+"("+text+")", len(prefix)+1); err != nil {
		return nil, err
	}
	var s survey
	node, err := tree.single()
	if err == nil {
		err = s.walk(node["select_list"], nil)
	}
	if err == nil && s.subqueries > 0 {
		err = &SyntaxError{Message: "one expression over the dataset's own columns is wanted, without SELECT", Offset: -1}
	}
	if err != nil {
		return nil, shifted(err, -len(prefix))
	}
	return &expression{sql: text, parsed: prefix + text, params: s.params, list: node["select_list"]}, nil
}

type parsed struct {
	Error      bool   `json:"error"`
	Message    string `json:"error_message"`
	Position   string `json:"position"`
	Type       string `json:"error_type"`
	Statements []struct {
		Node object `json:"node"`
	} `json:"statements"`
}

type object = map[string]any

// serialize parses without running anything, a text once. before is the length of what Bilan put in front. Nobody changes the tree.
func (w *Workbench) serialize(ctx context.Context, text string, before int) (*parsed, error) {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return nil, &SyntaxError{Message: "there is a NUL byte in the SQL", Offset: i - before}
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
		return nil, w.refusal(ctx, p, text, before)
	}
	w.trees[text] = p
	return p, nil
}

// parse has the engine parse a text. The caller holds the lock.
func (w *Workbench) parse(ctx context.Context, text string) (*parsed, error) {
	var answer string
	row := w.conn.QueryRowContext(ctx, "select cast(json_serialize_sql(cast(? as varchar)) as varchar)", text)
	if err := row.Scan(&answer); err != nil {
		return nil, err
	}
	var p parsed
	dec := json.NewDecoder(strings.NewReader(answer))
	dec.UseNumber()
	if err := dec.Decode(&p); err != nil { // it writes infinity as no JSON number
		return nil, &SyntaxError{Message: "a number in it is too large", Hint: "write a smaller one", Offset: -1}
	}
	return &p, nil
}

// refusal tells why a text cannot be read. The caller holds the lock.
func (w *Workbench) refusal(ctx context.Context, p *parsed, text string, before int) error {
	e := &SyntaxError{Offset: -1}
	e.Message, e.Hint = inWords(plain(p.Message))
	if strings.HasPrefix(p.Message, "Only SELECT") {
		e.Message = "only one SELECT is allowed here"
	}
	var chars int
	if n, err := fmt.Sscan(p.Position, &chars); n == 1 && err == nil {
		at := byteOffset(text, chars)
		e.Offset = max(at-before, 0)
		if from, to, ok := w.unquoted(ctx, text, at, before); ok {
			word := text[from:to]
			return &SyntaxError{Message: fmt.Sprintf("%q is a word of SQL", word), Hint: fmt.Sprintf("a column or table of this name needs quotes: \"%s\"", word), Offset: from - before}
		}
	}
	return e
}

// single is the node of the one SELECT of one expression that a value or condition must be.
func (p *parsed) single() (object, error) {
	const want = "one SQL expression is wanted here, such as sum(amount)"
	if len(p.Statements) != 1 {
		return nil, &SyntaxError{Message: want, Offset: -1}
	}
	node := p.Statements[0].Node
	list, _ := node["select_list"].([]any)
	from, _ := node["from_table"].(object)
	switch {
	case node["type"] != "SELECT_NODE":
		return nil, &SyntaxError{Message: want + ", not a query", Offset: -1}
	case from["type"] != "EMPTY":
		return nil, &SyntaxError{Message: want + ", without FROM: the dataset says where from", Offset: -1}
	case len(list) != 1:
		return nil, &SyntaxError{Message: fmt.Sprintf("%s, not %d", want, len(list)), Offset: -1}
	}
	for _, clause := range []string{"where_clause", "group_expressions", "having", "modifiers", "qualify", "sample"} {
		if v := node[clause]; v != nil && !isEmpty(v) {
			return nil, &SyntaxError{Message: want + ", without WHERE, GROUP BY or ORDER BY (write filter:)", Offset: -1}
		}
	}
	if ctes, _ := node["cte_map"].(object); !isEmpty(ctes["map"]) {
		return nil, &SyntaxError{Message: want + ", without WITH", Offset: -1}
	}
	if item, ok := list[0].(object); ok && (item["alias"] != "" || item["class"] == "STAR") {
		return nil, &SyntaxError{Message: want + ", without a name or *", Offset: -1}
	}
	return node, nil
}

func isEmpty(v any) bool {
	list, ok := v.([]any)
	return v == nil || ok && len(list) == 0
}

func shifted(err error, by int) error {
	var e *SyntaxError
	if errors.As(err, &e) && e.Offset >= 0 {
		return &SyntaxError{Message: e.Message, Hint: e.Hint, Offset: max(e.Offset+by, 0)}
	}
	return err
}

func asSyntax(err error, text string, before int) error {
	var f *Fault
	if errors.As(err, &f) {
		return &SyntaxError{Message: f.Message, Hint: f.Hint, Offset: -1}
	}
	return err
}

// byteOffset is where the n-th character of s starts.
func byteOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
