package config

import "bilan/internal/yamlfile"

// Pos returns the place of a path such as "metrics.revenue.value" or "targets[0].metric", or of the nearest enclosing
// path if the path itself is not written.
func (c *Config) Pos(path string) yamlfile.Position { return c.origin.Text.Pos(path) }

// At returns a mistake at a path, in the loader's format, for mistakes that are found later, such as SQL that cannot be
// parsed or a missing column.
func (c *Config) At(path, message, hint string) yamlfile.Mistake {
	return c.origin.Text.At(path, message, hint)
}

// AtOffset is At for a byte of a scalar's text, such as where SQL stops making sense. However the YAML folds
// the scalar, the word at that byte is looked up in the file's own lines; without one it is At.
func (c *Config) AtOffset(path, text string, offset int, message, hint string) yamlfile.Mistake {
	return c.origin.Text.AtOffset(path, text, offset, message, hint)
}

// Files lists the paths of the file and of all its includes, to watch them for changes.
func (c *Config) Files() []string { return c.origin.Text.Paths() }
