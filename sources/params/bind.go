// Package params finds the :name parameters of a SELECT in each database's dialect, and binds them. It refuses
// everything except a single SELECT.
package params

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"bilan/internal/nearest"
	"bilan/internal/table"
)

// Bound is a statement with the driver's placeholders, and their values in order.
type Bound struct {
	SQL   string
	Args  []Arg
	Names []string // names of the parameters that the statement uses, sorted, without repetition

	source string
	shifts []shift
}

// shift says that the text at byte out of the rewritten statement comes from byte in of the original.
type shift struct{ out, in int }

// Bind replaces every :name of params by the driver's placeholder. It ignores strings, quoted names, comments, casts
// and array slices. An unknown name, a driver's own placeholder, and everything except a single SELECT are errors.
// Values may be dates (time.Time, or a type with a method Time), strings, integers, booleans and decimals.
func Bind(d Dialect, query string, params map[string]any) (*Bound, error) {
	tokens, err := scan(d, query)
	if err != nil {
		return nil, err
	}
	if tokens, err = d.oneSelect(query, tokens); err != nil {
		return nil, err
	}
	b := &binder{dialect: d, params: params, bound: &Bound{source: query}, numbers: map[string]int{}}
	for _, t := range tokens {
		if err := b.add(t); err != nil {
			return nil, fmt.Errorf("%s: %w", describePlace(query, t.at), err)
		}
	}
	b.bound.SQL = b.out.String()
	slices.Sort(b.bound.Names)
	return b.bound, nil
}

type binder struct {
	dialect Dialect
	params  map[string]any
	bound   *Bound
	out     strings.Builder
	numbers map[string]int // number of each parameter so far, from 1
	depth   int            // depth of nested array brackets
}

func (b *binder) add(t token) error {
	switch {
	case t.kind == positional:
		return fmt.Errorf("%s is the driver's own placeholder: write a parameter by its name, such as :period_start", t.text)
	case t.kind == operator && b.dialect.slices && t.text == "[":
		b.depth++
	case t.kind == operator && b.dialect.slices && t.text == "]":
		b.depth = max(0, b.depth-1)
	case t.kind == param:
		return b.param(t)
	}
	b.out.WriteString(t.text)
	return nil
}

func (b *binder) param(t token) error {
	name := t.text[1:]
	value, ok := b.params[name]
	if !ok && b.depth > 0 {
		b.out.WriteString(t.text)
		return nil
	}
	if !ok {
		return fmt.Errorf("unknown parameter %s%s", t.text, b.suggest(name))
	}
	arg, err := argOf(name, value)
	if err != nil {
		return err
	}
	b.writePlaceholder(arg)
	b.bound.shifts = append(b.bound.shifts, shift{b.out.Len(), t.at + len(t.text)})
	return nil
}

// writePlaceholder writes the placeholder. An engine with numbered placeholders gets each value once.
func (b *binder) writePlaceholder(arg Arg) {
	n, seen := b.numbers[arg.Name]
	if !seen {
		n = len(b.numbers) + 1
		b.numbers[arg.Name] = n
		b.bound.Names = append(b.bound.Names, arg.Name)
	}
	if !seen || b.dialect.Name == MySQL.Name {
		b.bound.Args = append(b.bound.Args, arg)
	}
	b.out.WriteString(b.dialect.placeholderFor(n, arg.Kind))
}

func (d Dialect) placeholderFor(n int, kind table.Kind) string {
	text := map[string]string{"postgres": fmt.Sprintf("$%d", n), "mysql": "?",
		"sqlserver": fmt.Sprintf("@bilan_%d", n), "sqlite": fmt.Sprintf("?%d", n)}[d.Name]
	if kind == table.Date && (d.Name == "mysql" || d.Name == "sqlserver") {
		return "CAST(" + text + " AS DATE)"
	}
	return text
}

func (b *binder) suggest(name string) string {
	names := make([]string, 0, len(b.params))
	for n := range b.params {
		names = append(names, n)
	}
	if near := nearest.Word(name, names); near != "" {
		return " (did you mean :" + near + "? known are " + listParameters(b.params) + ")"
	}
	return " (known are " + listParameters(b.params) + ")"
}

func listParameters(params map[string]any) string {
	if len(params) == 0 {
		return "none"
	}
	names := make([]string, 0, len(params))
	for n := range params {
		names = append(names, ":"+n)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// Origin describes the place in the original statement of character n, counted from 1, of the rewritten one.
func (b *Bound) Origin(n int) string {
	at := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(b.SQL[at:])
		at += size
	}
	from := at
	for _, m := range b.shifts {
		if m.out <= at {
			from = m.in + at - m.out
		}
	}
	return describePlace(b.source, min(from, len(b.source)))
}
