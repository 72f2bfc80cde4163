package config

import (
	"fmt"
	"math/big"
)

// StringList is a list that may be written as one bare string.
type StringList []string

// Number is an exact number as written: 1000, 0.5, "28%". Rat is nil when nothing was written.
type Number struct {
	Rat     *big.Rat
	Percent bool // written with a % sign; Rat is already divided by 100
}

// Position is a place in a file, line and column from 1.
type Position struct {
	File         string
	Line, Column int
}

// String is file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Pos is where a path such as "metrics.revenue.value" or "targets[0].metric" stands; the nearest
// enclosing path's place when that one is not written.
func (c *Config) Pos(path string) Position { return c.positions[path] }
