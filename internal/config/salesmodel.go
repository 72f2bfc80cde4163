package config

import (
	"strings"

	"bilan/internal/sales"

	"golang.org/x/text/unicode/norm"
)

// SalesModel is the mapping below sales:, nil without one.
func (c *Config) SalesModel() *sales.Model {
	if !c.origin.Text.Has("sales") {
		return nil
	}
	return sales.NewModel(&c.Sales, c.Currency)
}

// Tables returns the datasets with an entity's tables, by their names in the config.
func (c *Config) Tables(from []string) []string {
	list := make([]string, len(from))
	for i, text := range from {
		list[i] = norm.NFC.String(strings.TrimSpace(text))
		if _, own := c.Datasets[list[i]]; own {
			continue
		}
		source, table, _ := strings.Cut(list[i], ".")
		list[i] = sales.Raw(source, table)
	}
	return list
}
