package diagnose

import (
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/table"
)

// Misfit is a column with another type than the YAML expects: text instead of a date or a number. It describes the
// change in the data or its declaration, in the same words for a check and for a report.
type Misfit struct {
	Path    string // where the YAML names the column
	Message string
	hint    string
}

func (m *Misfit) Error() string { return m.Message }

// Hint is the correction.
func (m *Misfit) Hint() string { return m.hint }

// Want is the type that a column must have.
type Want struct {
	Noun  string // a date, numbers
	none  string // the text for its first misfit
	Cast  string // the engine's type
	Kinds []table.Kind
}

var (
	WantDate   = Want{"a date", "is not a date", "date", []table.Kind{table.Date, table.Timestamp}}
	WantNumber = Want{"a number", "is not a number", "double", []table.Kind{table.Integer, table.Decimal, table.Real}}
)

// Place is a column of a dataset or, with a source, of one of its tables.
type Place struct{ Source, Name, Column string }

// kept returns the reason why a column of the table was read as text although most of its cells are not, "" if it is
// unknown.
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
