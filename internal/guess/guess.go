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
	Name    string // as SQL writes it, with quotes where they are needed
	Origin  string // the name of the file, sheet or table, for messages
	Rows    int64
	Columns []Column
	Scale   bool // whether a title or name says that amounts are in thousands
	Signs   Signs

	Ask Asker // nil if the rows cannot be queried
}

// Asker queries the rows of a table.
type Asker interface {
	// Mean returns the mean of a column of numbers for each value of another column.
	Mean(of, by string) map[string]float64
	// Repeats reports whether a column has a single value for each value of another column, and some of those values
	// have several rows.
	Repeats(column, by string) bool
	// Adds reports whether a column of numbers is the sum of others in every row where all have a value. Without such
	// rows it returns false.
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
	Min, Max string  // as text; "" if the column is empty
	Sum      float64 // of numbers; used only to compare orders of magnitude
	Values   []Value // of text, integer and boolean columns, the most frequent first; incomplete for large tables
}

// Value is one value of a column and how many rows have it.
type Value struct {
	Text string
	Rows int64
}

// Draft is a guessed mapping.
type Draft struct {
	Entities []*Entity // in the order of the reference documentation
	Unread   []string  // tables and columns that the guess does not use, one line each
}

// Entity is an entity of a draft, or the lines of one.
type Entity struct {
	Name     string
	Path     string // sales.orders, sales.orders.lines
	From     []string
	Sure     bool
	Why      string // why the guess is not certain; "" if it is
	Where    string
	WhereWhy string // why the condition is a guess; "" if it is certain
	Roles    []Role
	Lists    []List
	Lines    *Entity
	Seen     []string // notes for the reader of the YAML, one line each

	table *Table
}

// Role is a role of an entity. Its text is a column or a SQL expression.
type Role struct {
	Name, Text string
	Sure       bool
	Why        string
}

// List is a list of values of an entity, such as statuses, stages or kinds.
type List struct {
	Name   string
	Values []string
	Sure   bool
	Why    string
}

// Role returns the role of the entity with this name, or nil if it has none.
func (e *Entity) Role(name string) *Role {
	for i := range e.Roles {
		if e.Roles[i].Name == name {
			return &e.Roles[i]
		}
	}
	return nil
}

// Newest returns the largest value of a role's column, as text. It is "" if the role is an expression or missing.
func (e *Entity) Newest(role string) string {
	if r := e.Role(role); r != nil {
		if c := e.table.Column(r.Text); c != nil {
			return c.Max
		}
	}
	return ""
}

func (e *Entity) has(name string) bool { return e.Role(name) != nil }

// Entity returns the entity of the draft with this name, or nil if there is none.
func (d *Draft) Entity(name string) *Entity {
	for _, e := range d.Entities {
		if e.Name == name {
			return e
		}
	}
	return nil
}

// Column returns the column of the table with this name, or nil if there is none.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}

// qualifiedName returns the table's name with its source, as in the mapping.
func (t *Table) qualifiedName() string { return t.Source + "." + t.Name }
