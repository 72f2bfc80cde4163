package config

import "bilan/internal/config/figure"

// Factors are the metrics whose product a metric is by the first identity that says so, nil where none does.
func (c *Config) Factors(metric string) []string {
	for _, text := range c.Identities {
		if i, err := figure.ParseIdentity(text); err == nil && i.Of == metric {
			return i.Factors
		}
	}
	return nil
}
