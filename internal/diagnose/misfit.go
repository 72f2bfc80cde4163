package diagnose

import (
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/table"
)

// Misfit is an error: a column has another type than the YAML expects, such as text instead of a date or number. Its
// text is the same for a check and for a report.
type Misfit struct {
	Path    string // the path in the YAML that names the column
	Message string
	hint    string
}

func (m *Misfit) Error() string { return m.Message }

// Hint returns the change in the data or its declaration that corrects the misfit.
func (m *Misfit) Hint() string { return m.hint }

// Want is the type that a column must have.
type Want struct {
	Noun       string // in words, such as "a date"
	misfitText string // follows the first value that does not fit
	Cast       string // the type in the engine's SQL
	Kinds      []table.Kind
}

var (
	WantDate   = Want{"a date", "is not a date", "date", []table.Kind{table.Date, table.Timestamp}}
	WantNumber = Want{"a number", "is not a number", "double", []table.Kind{table.Integer, table.Decimal, table.Real}}
)

// Place is a column of a dataset or, if Source is not empty, of one of the source's tables.
type Place struct{ Source, Name, Column string }

// whyText returns the reason why a column of the table was read as text although most of its cells have another type; ""
// if it is unknown.
func whyText(t loaded.Table, column string) string {
	for _, f := range t.Files {
		for name, why := range f.Kept {
			if strings.EqualFold(name, column) {
				return why
			}
		}
	}
	return ""
}

func unquote(name string) string {
	if strings.HasPrefix(name, `"`) {
		return strings.ReplaceAll(strings.Trim(name, `"`), `""`, `"`)
	}
	return name
}
