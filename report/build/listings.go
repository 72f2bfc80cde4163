package build

import (
	"fmt"

	"bilan/report"
	"bilan/report/listing"
	"bilan/report/scope"
)

// Listings returns the complete content of each table section of the report, in their order.
func Listings(s *scope.Scope, book scope.Book) ([]report.Listing, error) {
	parts, err := sectionParts(s)
	if err != nil {
		return nil, err
	}
	var list []report.Listing
	for _, p := range parts {
		k, ok := p.(*listing.Table)
		if !ok {
			continue
		}
		l, err := k.Listing(book)
		if err != nil {
			return nil, fmt.Errorf("reports.%s.%w", s.Name, err)
		}
		list = append(list, l)
	}
	return list, nil
}
