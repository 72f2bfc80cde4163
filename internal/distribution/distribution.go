// Package distribution lists which member gets which edition of a slot, compares the sum of the members with the whole,
// and finds differences to the turn before. It does no input or output.
package distribution

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// Distribution is who gets what of a slot: a line per member, also of those who get nothing, and what the editions sum to beside the whole. It is kept with the
// slot, and its hash names it.
type Distribution struct {
	Report string   `json:"report"`
	Slot   string   `json:"slot"`
	Period string   `json:"period"`
	Hash   string   `json:"hash"`
	Whole  *Line    `json:"whole,omitempty"` // the edition of all, where anybody gets it
	Lines  []Line   `json:"members"`
	Sums   []SumsUp `json:"sums"`
}

// Line is one member's part of a distribution.
type Line struct {
	Member     string       `json:"member"` // rep=R07; "" for the whole
	Label      string       `json:"label"`
	To         []string     `json:"to,omitempty"`
	Rows       int64        `json:"rows"`             // behind the figure that opens the edition
	Metric     string       `json:"metric,omitempty"` // of the figure that opens the edition
	Figure     string       `json:"figure,omitempty"` // as it is written
	Value      *json.Number `json:"value,omitempty"`
	Attachment string       `json:"attachment,omitempty"`
	Size       int          `json:"size,omitempty"` // of it, in bytes
	Skipped    string       `json:"skipped,omitempty"`
	Detail     string       `json:"detail,omitempty"`
}

// SumsUp is what the editions of a dimension sum to, what is of nobody or of somebody without an edition, and the whole: exact.
type SumsUp struct {
	By       string      `json:"by"`
	Metric   string      `json:"metric"`
	Period   string      `json:"period"`
	Editions json.Number `json:"editions"`
	Rest     json.Number `json:"rest"`
	Whole    json.Number `json:"whole"`
}

// End hashes the distribution: who gets which figures at which address.
func (d *Distribution) End() {
	slices.SortStableFunc(d.Lines, func(a, b Line) int { return strings.Compare(a.Member, b.Member) })
	d.Hash = ""
	text, _ := json.Marshal(d) // of texts and numbers: it cannot fail
	sum := sha256.Sum256(text)
	d.Hash = hex.EncodeToString(sum[:6])
}

// Messages is how many leave.
func (d *Distribution) Messages() (n int) {
	for _, l := range d.addressed() {
		n += len(l.To)
	}
	return n
}

// Editions is how many members get one.
func (d *Distribution) Editions() int { return len(d.sent()) }

// JSON is the distribution as the state keeps it.
func (d *Distribution) JSON() []byte {
	text, _ := json.MarshalIndent(d, "", "  ")
	return append(text, '\n')
}

// Why is a line's reason in words, "" for one who gets an edition.
func (l Line) Why() string {
	words := map[string]string{
		"left": "left on ", "to_come": "begins on ", "no_address": "no address in ", "no_rows": "no row", "bad_address": "no mail address: ", Failed: "could not be made: ",
	}
	return words[l.Skipped] + l.Detail
}

// Failed is the reason of one whose edition could not be made, where the others are sent all the same.
const Failed = "failed"

// Read reads what the state keeps.
func Read(text []byte) (*Distribution, error) {
	d := &Distribution{}
	return d, json.Unmarshal(text, d)
}
