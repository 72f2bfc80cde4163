// Package distribution lists which member gets which edition of a slot, compares the sum of the members' editions with
// the total, and finds differences to the turn before. It does no input or output.
package distribution

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// Distribution lists the recipients and editions of a slot: a line per member, including members who get nothing, and
// the sums of the editions compared with the total. It is stored with the slot, and identified by its hash.
type Distribution struct {
	Report string     `json:"report"`
	Slot   string     `json:"slot"`
	Period string     `json:"period"`
	Hash   string     `json:"hash"`
	Whole  *Line      `json:"whole,omitempty"` // the full edition, with all members; nil if nobody gets it
	Lines  []Line     `json:"members"`
	Sums   []SumCheck `json:"sums"`
}

// Line is what one member gets, or why he gets nothing.
type Line struct {
	Member     string       `json:"member"` // such as rep=R07; "" for the full edition
	Label      string       `json:"label"`
	To         []string     `json:"to,omitempty"`
	Rows       int64        `json:"rows"`             // rows behind the edition's headline figure
	Metric     string       `json:"metric,omitempty"` // the metric of the edition's headline
	Figure     string       `json:"figure,omitempty"` // the headline figure as text
	Value      *json.Number `json:"value,omitempty"`
	Attachment string       `json:"attachment,omitempty"`
	Size       int          `json:"size,omitempty"` // of the attachment, in bytes
	Skipped    string       `json:"skipped,omitempty"`
	Detail     string       `json:"detail,omitempty"`
}

// SumCheck proves that a metric's sum over the editions of a dimension, plus the rest, is exactly the total. The rest are
// rows of no member, or of members without an edition.
type SumCheck struct {
	By       string      `json:"by"`
	Metric   string      `json:"metric"`
	Period   string      `json:"period"`
	Editions json.Number `json:"editions"`
	Rest     json.Number `json:"rest"`
	Whole    json.Number `json:"whole"`
}

// Finish sorts the lines, and sets the hash of all lines and sums.
func (d *Distribution) Finish() {
	slices.SortStableFunc(d.Lines, func(a, b Line) int { return strings.Compare(a.Member, b.Member) })
	d.Hash = ""
	text, _ := json.Marshal(d) // cannot fail: the struct contains texts and numbers only
	sum := sha256.Sum256(text)
	d.Hash = hex.EncodeToString(sum[:6])
}

// MessageCount returns how many messages the distribution sends.
func (d *Distribution) MessageCount() (n int) {
	for _, l := range d.allServedLines() {
		n += len(l.To)
	}
	return n
}

// EditionCount returns how many members get an edition.
func (d *Distribution) EditionCount() int { return len(d.servedLines()) }

// JSON returns the distribution in its stored form.
func (d *Distribution) JSON() []byte {
	text, _ := json.MarshalIndent(d, "", "  ")
	return append(text, '\n')
}

// Reason describes in English why the member gets nothing; "" if he gets an edition.
func (l Line) Reason() string {
	words := map[string]string{
		"left": "left on ", "to_come": "begins on ", "no_address": "no address in ", "no_rows": "no row", "bad_address": "no mail address: ", SkippedFailed: "could not be made: ",
	}
	return words[l.Skipped] + l.Detail
}

// SkippedFailed is the Skipped of a member whose edition could not be made, although the others were.
const SkippedFailed = "failed"

// Read parses a distribution in its stored form.
func Read(text []byte) (*Distribution, error) {
	d := &Distribution{}
	return d, json.Unmarshal(text, d)
}
