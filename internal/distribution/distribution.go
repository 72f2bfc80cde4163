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

// Distribution lists the recipients and editions of a slot: a line per member, including those who get nothing, and the
// sums of the editions compared with the whole. It is stored with the slot, and identified by its hash.
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
	Rows       int64        `json:"rows"`             // of the edition's headline figure
	Metric     string       `json:"metric,omitempty"` // of the figure that opens the edition
	Figure     string       `json:"figure,omitempty"` // as it is written
	Value      *json.Number `json:"value,omitempty"`
	Attachment string       `json:"attachment,omitempty"`
	Size       int          `json:"size,omitempty"` // of it, in bytes
	Skipped    string       `json:"skipped,omitempty"`
	Detail     string       `json:"detail,omitempty"`
}

// SumsUp compares the sum of the editions of a dimension, plus rows of no member or of members without an edition, with
// the whole: exactly.
type SumsUp struct {
	By       string      `json:"by"`
	Metric   string      `json:"metric"`
	Period   string      `json:"period"`
	Editions json.Number `json:"editions"`
	Rest     json.Number `json:"rest"`
	Whole    json.Number `json:"whole"`
}

// End hashes the distribution: which figures go to which address.
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

// Why is a line's reason in words, "" if the member gets an edition.
func (l Line) Why() string {
	words := map[string]string{
		"left": "left on ", "to_come": "begins on ", "no_address": "no address in ", "no_rows": "no row", "bad_address": "no mail address: ", Failed: "could not be made: ",
	}
	return words[l.Skipped] + l.Detail
}

// Failed is the reason for a member whose edition could not be made, if the others are sent anyway.
const Failed = "failed"

// Read parses the stored form.
func Read(text []byte) (*Distribution, error) {
	d := &Distribution{}
	return d, json.Unmarshal(text, d)
}
