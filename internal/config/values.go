package config

import (
	"encoding/json"
	"fmt"
	"math/big"
)

// Secret is a string that no formatting reveals. Reveal is the only way to its text.
type Secret string

const mask = "•••"

// Reveal gives the secret's text to the driver that needs it.
func (s Secret) Reveal() string { return string(s) }

func (s Secret) masked() string {
	if s == "" {
		return ""
	}
	return mask
}

// String masks.
func (s Secret) String() string { return s.masked() }

// GoString masks.
func (s Secret) GoString() string { return `config.Secret("` + s.masked() + `")` }

// Format masks under every verb.
func (s Secret) Format(f fmt.State, verb rune) {
	if verb == 'v' && f.Flag('#') {
		fmt.Fprint(f, s.GoString())
		return
	}
	fmt.Fprint(f, s.masked())
}

// MarshalText masks in JSON, YAML, XML and slog.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.masked()), nil }

// MarshalJSON masks.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.masked()) }

// MarshalYAML masks.
func (s Secret) MarshalYAML() (any, error) { return s.masked(), nil }

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
