// Package member finds the readers of a report's editions: the members of a dimension, or the groups that they belong
// to, with their addresses and languages, and the reason when a member gets no edition.
package member

import (
	"fmt"
	"slices"

	"bilan/internal/config"
	"bilan/report/metric"
)

// Member is a member for whom a report may make an edition.
type Member struct {
	Dimension, Key string
	Label          string   // his name; of a group without a roster its key
	To             []string // his addresses, as they are written there
	Locale         string   // "" for the report's
	Why            Reason   // why no edition is made for him; "" where one is
	Detail         string   // of the reason: the last day, or the invalid address
	File           string   // what the names of his files end in: see NameFiles
}

// Reason is the key of the reason why a member gets no edition; the texts are in the language files.
type Reason string

// The reasons.
const (
	Left      Reason = "left"       // Detail: the last day
	ToCome    Reason = "to_come"    // Detail: the first day
	NoAddress Reason = "no_address" // Detail: the dataset and column where it was looked for
	NoRows    Reason = "no_rows"
	BadMail   Reason = "bad_address" // Detail: the invalid text
)

// ID is how a member is named in commands and in the ledger: rep=0412.
func (m Member) ID() string { return m.Dimension + "=" + m.Key }

// Owner is the member as figures name him.
func (m Member) Owner() metric.Owner { return metric.Owner{Dimension: m.Dimension, Key: m.Key} }

// Ambiguous reports that the correct owner of an address or name is not known: nothing may be sent.
type Ambiguous struct{ Dimension, Key, What, First, Second, Dataset string }

func (a *Ambiguous) Error() string {
	return fmt.Sprintf("dataset %q has two rows of %s %q with different %s, %q and %q: blanks around a key are ignored (give each member a different key)",
		a.Dataset, a.Dimension, a.Key, a.What, a.First, a.Second)
}

// Find is the member named in a command; nil if there is none.
func Find(list []Member, dimension, key string) *Member {
	at := slices.IndexFunc(list, func(m Member) bool { return m.Dimension == dimension && m.Key == key })
	if at < 0 {
		return nil
	}
	return &list[at]
}

// entryOf is the entry of a report for a dimension: its own, or the one whose groups it contains; the zero one if the
// report makes no editions for it.
func entryOf(cfg *config.Config, r config.Report, dim string) (e config.Each, own bool) {
	for _, e := range r.Each {
		if cfg.EachBy(e) == dim {
			return e, true
		}
	}
	return e, false
}
