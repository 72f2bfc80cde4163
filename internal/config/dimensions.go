package config

import (
	"maps"
	"slices"
)

// DimensionsOf lists the dimensions by which a metric can be broken down, by name. Each dataset of the metric must have a
// column for the dimension or for one whose members belong to it.
func (c *Config) DimensionsOf(metric string) (list []string) {
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
