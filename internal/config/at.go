package config

import "bilan/internal/yamlfile"

// Pos is where a path such as "metrics.revenue.value" or "targets[0].metric" stands; the nearest
// enclosing path's place when that one is not written.
func (c *Config) Pos(path string) yamlfile.Position { return c.origin.Text.Pos(path) }

// At is a mistake at a path, in the format of the loader's own: for what can only be seen later, such as SQL
// that does not parse or a column that is not there.
func (c *Config) At(path, message, hint string) yamlfile.Mistake {
	return c.origin.Text.At(path, message, hint)
}

// AtOffset is At for a byte of a scalar's text, such as where SQL stops making sense. However the YAML folds
// the scalar, the word at that byte is looked up in the file's own lines; without one it is At.
func (c *Config) AtOffset(path, text string, offset int, message, hint string) yamlfile.Mistake {
	return c.origin.Text.AtOffset(path, text, offset, message, hint)
}

// Files lists the paths of the file and of all that it includes, for those who watch them for changes.
func (c *Config) Files() []string { return c.origin.Text.Paths() }
