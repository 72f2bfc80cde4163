package config

// fillIn writes the defaults of a section. What follows from the figures, such as the form of a trend, is left open.
func (s *Section) fillIn(c *Config) {
	if k, _ := s.Kind(); k != nil {
		k.fillIn(c)
	}
}
