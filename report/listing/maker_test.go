package listing

import (
	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// maker makes the sections of this package.
var maker = sectiontest.Maker(func(s *scope.Scope, c section.Section, id string) (scope.Part, error) {
	return New(s, c.Table, id), nil
})

// answer is a book with the rows of the report's first section.
func answer(data *table.Table) *sectiontest.Book {
	return &sectiontest.Book{Tables: map[string]*table.Table{"sections[0]": data}}
}
