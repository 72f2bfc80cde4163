package scalar

import (
	"encoding/json"
	"fmt"
	"io"

	"bilan/internal/yamlfile"
)

// Secret is a text that no formatting shows: no verb of fmt, no JSON, YAML, XML, gob or slog, also inside an unexported
// field of another type. Only Reveal returns it. Compare secrets with Equal, not with ==. The zero Secret means none.
type Secret struct{ text *secretText }

// secretText hides the text in a function, where reflection does not find it.
type secretText struct{ text func() string }

// NewSecret returns a Secret with a text; the zero Secret for an empty text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&secretText{func() string { return text }}}
}

// Reveal returns the secret's text for the driver that needs it, "" if there is none.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return s.text.text()
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.text == nil }

// Equal reports whether two secrets have the same text.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// String returns a mask; "" if there is no secret.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return yamlfile.Mask
}

// GoString returns a mask.
func (s Secret) GoString() string { return `scalar.NewSecret("` + s.String() + `")` }

// Format prints a mask for every verb.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	if verb == 'v' && f.Flag('#') {
		text = s.GoString()
	}
	_, _ = io.WriteString(f, text)
}

// MarshalText returns a mask, for XML, slog and others that ask for text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON returns a mask.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalYAML returns a mask.
func (s Secret) MarshalYAML() (any, error) { return s.String(), nil }

// GobEncode returns a mask.
func (s Secret) GobEncode() ([]byte, error) { return []byte(s.String()), nil }

// GobDecode reads nothing. It exists because gob requires both methods.
func (s *Secret) GobDecode([]byte) error { *s = Secret{}; return nil }
