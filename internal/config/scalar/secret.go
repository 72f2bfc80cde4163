package scalar

import (
	"encoding/json"
	"fmt"
	"io"

	"bilan/internal/yamlfile"
)

// Secret is a text that no formatting reveals: not by any verb of fmt, not in JSON, YAML, XML, gob or slog, and not in
// an unexported field of another type. Reveal is the only way to its text. Secrets are compared with Equal, not with
// ==; the zero Secret means none.
type Secret struct{ text *secretText }

// secretText keeps the text in a function, where no reflection finds it.
type secretText struct{ text func() string }

// NewSecret keeps a text; the empty text is not a secret.
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

// String masks.
func (s Secret) String() string {
	if s.text == nil {
		return ""
	}
	return yamlfile.Mask
}

// GoString masks.
func (s Secret) GoString() string { return `scalar.NewSecret("` + s.String() + `")` }

// Format masks under every verb.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	if verb == 'v' && f.Flag('#') {
		text = s.GoString()
	}
	_, _ = io.WriteString(f, text)
}

// MarshalText masks in XML, slog and everything else that asks for text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON masks.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalYAML masks.
func (s Secret) MarshalYAML() (any, error) { return s.String(), nil }

// GobEncode masks.
func (s Secret) GobEncode() ([]byte, error) { return []byte(s.String()), nil }

// GobDecode exists because gob requires both methods; it reads the mask, which is not a secret.
func (s *Secret) GobDecode([]byte) error { *s = Secret{}; return nil }
