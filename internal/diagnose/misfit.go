package diagnose

import (
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/table"
)

// Misfit is a column that does not hold what the YAML takes it for: text where a date or a number is needed. It is
// what the data or its declaration must change, said the same way whether a check or a report meets it.
type Misfit struct {
	Path    string // where the YAML names the column
	Message string
	hint    string
}

func (m *Misfit) Error() string { return m.Message }

// Hint tells what to do about it.
func (m *Misfit) Hint() string { return m.hint }

// Want is what a column must hold.
type Want struct {
	Noun  string // a date, numbers
	none  string // what its first misfit is called
	Cast  string // the engine's type
	Kinds []table.Kind
}

var (
	WantDate   = Want{"a date", "is no date", "date", []table.Kind{table.Date, table.Timestamp}}
	WantNumber = Want{"a number", "is no number", "double", []table.Kind{table.Integer, table.Decimal, table.Real}}
)

// Place is a column of a dataset or, with a source, of one of its tables.
type Place struct{ Source, Name, Column string }

// kept says why a column of the table is text although most of its cells are more, "" when that is not known.
func kept(t loaded.Table, column string) string {
	for _, f := range t.Files {
		for name, why := range f.Kept {
			if strings.EqualFold(name, column) {
				return why
			}
		}
	}
	return ""
}

func unquoted(name string) string {
	if strings.HasPrefix(name, `"`) {
		return strings.ReplaceAll(strings.Trim(name, `"`), `""`, `"`)
	}
	return name
}
