// Package guess guesses the entity of each table and the role of each column, from the names and values that are usual
// for sales data, and writes the mapping as YAML. Its caller passes the tables: the package reads no file and asks no
// database.
//
// A guess is certain if the dictionary (names.yaml) contains the name and the values agree with it. Any other guess is
// written with '# ?' and the reason for the doubt.
package guess

import "bilan/internal/table"

// Table is a table as the caller has read it.
type Table struct {
	Source  string // the YAML's name of its source
	Name    string // as SQL names it, quoted where it must be
	Origin  string // the file, sheet or table, for people
	Rows    int64
	Columns []Column
	Scale   bool // amounts are in thousands, according to a title or a name
	Signs   Signs

	Ask Asker // may be nil: then nothing is known beyond the columns
}

// Asker queries the rows of a table.
type Asker interface {
	// Mean returns the mean of a column of numbers for each value of another column.
	Mean(of, by string) map[string]float64
	// Repeats reports whether a column has a single value for each value of another column, and some of these have several rows.
	Repeats(column, by string) bool
	// Adds reports whether a column of numbers is the sum of others in every row where all have a value, and there are such rows.
	Adds(total string, parts ...string) bool
	// Values returns the values of a SQL expression in the rows that meet a condition, the most frequent first.
	Values(expression, where string) []Value
}

// Column describes a column and its values.
type Column struct {
	Name     string
	Kind     table.Kind
	Filled   int64 // rows with a value
	Distinct int64
	Min, Max string  // as text, "" without a value
	Sum      float64 // of numbers; only to compare magnitudes
	Values   []Value // of text, integer and bool, the commonest first; of a large table not all
}

// Value is one value of a column and how many rows have it.
type Value struct {
	Text string
	Rows int64
}

// Draft is a guessed mapping.
type Draft struct {
	Entities []*Entity // in the order of the reference
	Unread   []string  // what was not understood, a line each
}

// Entity is one entity of a draft.
type Entity struct {
	Name     string
	Path     string // sales.orders, sales.orders.lines
	From     []string
	Sure     bool
	Why      string // what contradicts it, or what else it might be
	Where    string
	WhereWhy string // what makes the condition a guess, "" for none
	Roles    []Role
	Lists    []List
	Lines    *Entity
	Seen     []string // notes for the person who reads it, a line each

	table *Table
}

// Role is a role's text, which is a column or an expression.
type Role struct {
	Name, Text string
	Sure       bool
	Why        string
}

// List is a list of values of an entity: statuses, stages, kinds.
type List struct {
	Name   string
	Values []string
	Sure   bool
	Why    string
}

// Role is a role of the entity by its name, nil for none.
func (e *Entity) Role(name string) *Role {
	for i := range e.Roles {
		if e.Roles[i].Name == name {
			return &e.Roles[i]
		}
	}
	return nil
}

// Newest returns the largest value of a role's column, as text; "" when the role is not a column.
func (e *Entity) Newest(role string) string {
	if r := e.Role(role); r != nil {
		if c := e.table.Column(r.Text); c != nil {
			return c.Max
		}
	}
	return ""
}

func (e *Entity) has(name string) bool { return e.Role(name) != nil }

// Entity is an entity of the draft by its name, nil for none.
func (d *Draft) Entity(name string) *Entity {
	for _, e := range d.Entities {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Column is a column of a table by its name, nil for none.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// full returns the table's name as the mapping writes it.
func (t *Table) full() string { return t.Source + "." + t.Name }
