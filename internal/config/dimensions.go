package config

import (
	"maps"
	"slices"
)

// CutsOf are the dimensions by which a metric can be cut, in order: those that every dataset behind it has a column for, and the
// groups that their members belong to.
func (c *Config) CutsOf(metric string) (list []string) {
	terms := c.Metrics[metric].Terms
	if len(terms) == 0 {
		terms = []string{metric}
	}
	count := map[string]int{}
	for _, term := range terms {
		own := map[string]bool{}
		for by := range c.Datasets[c.Metrics[term].Dataset].Keys {
			own[by] = true
			if parent := c.Dimensions[by].Parent; parent != "" {
				own[parent] = true
			}
		}
		for by := range own {
			count[by]++
		}
	}
	for _, by := range slices.Sorted(maps.Keys(count)) {
		if count[by] == len(terms) {
			list = append(list, by)
		}
	}
	return list
}
