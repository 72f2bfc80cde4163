package config

import "bilan/internal/config/figure"

// Factors returns the metrics whose product is the given metric, according to the first identity about it; nil if there
// is none.
func (c *Config) Factors(metric string) []string {
	for _, text := range c.Identities {
		if i, err := figure.ParseIdentity(text); err == nil && i.Of == metric {
			return i.Factors
		}
	}
	return nil
}
