// Package correction describes the editions that a next version replaces, and compares their figures with the new ones.
package correction

import (
	"slices"
	"time"
)

// Correction is the order to make the next version of a slot's editions.
type Correction struct {
	Version  int    // the version of the new editions, from 2
	Why      string // the reason, printed for the readers; "" for none
	Force    bool   // editions without changed figures are replaced too
	Repeat   bool   // if no figure of any edition changed, all are sent again unchanged
	Earlier  string // the last earlier slot whose editions readers have, "" for none
	Editions []Edition
}

// Edition is an edition that readers already have: that for all members or that of one member.
type Edition struct {
	Row     string    // the member, such as rep=R07; "" for the edition for all
	ID      int64     // the newest version that a reader has
	Sent    time.Time // when that version was made
	Record  []byte    // the figures of that version, in their stored form
	Lists   string    // the Digest of its tables, open deals and cohorts
	Readers []Reader
}

// Reader is an address that has an earlier version, or may have it.
type Reader struct {
	Address string   // bare
	Role    string   // the mail header with the address: to, cc or bcc
	Thread  []string // the Message-IDs of the mails to this address, oldest first
}

// EditionOf returns the edition of a member, or the edition for all if row is "". It is nil if no reader has one.
func (c *Correction) EditionOf(row string) *Edition {
	if c == nil {
		return nil
	}
	if i := slices.IndexFunc(c.Editions, func(e Edition) bool { return e.Row == row }); i >= 0 {
		return &c.Editions[i]
	}
	return nil
}

// Members lists the members whose editions readers have, in the form of Edition.Row.
func (c *Correction) Members() (rows []string) {
	if c == nil {
		return nil
	}
	for _, e := range c.Editions {
		if e.Row != "" {
			rows = append(rows, e.Row)
		}
	}
	return rows
}

// Readers counts the addresses of all editions, each once per edition.
func (c *Correction) Readers() (n int) {
	for _, e := range c.Editions {
		n += len(e.Readers)
	}
	return n
}
