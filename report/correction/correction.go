// Package correction finds the editions that readers have and that a next version replaces, and the differences between
// the two.
package correction

import (
	"slices"
	"time"
)

// Correction is the next version of a turn's editions.
type Correction struct {
	Version  int    // of the new editions, from 2
	Why      string // for the readers, "" for nothing
	Force    bool   // editions in which no figure changed are replaced too
	Repeat   bool   // if no figure of any edition changed, all are sent again unchanged
	Earlier  string // the last slot before this one that readers had an edition of, "" for none
	Editions []Edition
}

// Edition is the edition that readers have, for the whole or a member.
type Edition struct {
	Row     string    // the member whose it is: rep=R07; "" for the edition of all
	ID      int64     // the newest one that anybody has
	Sent    time.Time // when that one was made
	Record  []byte    // its figures, in their stored form
	Lists   string    // the Digest of its rows
	Readers []Reader
}

// Reader is an address that has an earlier version, or may have it.
type Reader struct {
	Address string   // bare
	Role    string   // the header that named it: to, cc or bcc
	Thread  []string // the Message-IDs of what it got, the first one first
}

// Of is the edition of a member, or "" for that of all; nil if nobody has one.
func (c *Correction) Of(row string) *Edition {
	if c == nil {
		return nil
	}
	if i := slices.IndexFunc(c.Editions, func(e Edition) bool { return e.Row == row }); i >= 0 {
		return &c.Editions[i]
	}
	return nil
}

// Rows are the members who have an edition.
func (c *Correction) Rows() (rows []string) {
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
