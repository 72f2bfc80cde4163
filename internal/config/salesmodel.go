package config

import (
	"strings"

	"bilan/internal/sales"

	"golang.org/x/text/unicode/norm"
)

// SalesModel returns the mapping under the key sales; nil without it.
func (c *Config) SalesModel() *sales.Model {
	if !c.origin.Text.Written("sales") {
		return nil
	}
	return sales.NewModel(&c.Sales, c.Currency)
}

// TableDatasets returns the datasets that contain an entity's tables, in the form of 'from'.
func (c *Config) TableDatasets(from []string) []string {
	list := make([]string, len(from))
	for i, text := range from {
		list[i] = norm.NFC.String(strings.TrimSpace(text))
		if _, own := c.Datasets[list[i]]; own {
			continue
		}
		source, table, _ := strings.Cut(list[i], ".")
		list[i] = sales.SourceDataset(source, table)
	}
	return list
}
