package config

import "bilan/internal/yamlfile"

// Pos returns the line and column of a path such as "metrics.revenue.value" or "targets[0].metric". If the path is not
// written in the YAML, it returns those of the nearest enclosing path.
func (c *Config) Pos(path string) yamlfile.Position { return c.origin.Text.Pos(path) }

// At returns a mistake at a path, in the loader's format. It is for mistakes that are found after loading, such as SQL
// that cannot be parsed.
func (c *Config) At(path, message, hint string) yamlfile.Mistake {
	return c.origin.Text.At(path, message, hint)
}

// AtOffset returns a mistake at a byte of the scalar at a path. It finds the line of the word at that byte in the file,
// however the YAML folds the scalar. If it finds none, it does the same as At.
func (c *Config) AtOffset(path, text string, offset int, message, hint string) yamlfile.Mistake {
	return c.origin.Text.AtOffset(path, text, offset, message, hint)
}

// Files lists the paths of the file and of all its includes.
func (c *Config) Files() []string { return c.origin.Text.Paths() }
