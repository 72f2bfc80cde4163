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
	Label          string   // the member's name; for a group without a roster, its key
	To             []string // the member's addresses, as the dataset has them
	Locale         string   // "" for the locale of the report
	Why            Reason   // why the member gets no edition; "" if he gets one
	Detail         string   // details of the reason, such as the last day or the invalid address
	File           string   // the member's part of file names: see NameFiles
}

// Reason is the key of the reason why a member gets no edition. The texts are in the language files.
type Reason string

// The reasons.
const (
	Left      Reason = "left"       // Detail is the member's last day
	ToCome    Reason = "to_come"    // Detail is the member's first day
	NoAddress Reason = "no_address" // Detail is the dataset and column that should have the address
	NoRows    Reason = "no_rows"
	BadMail   Reason = "bad_address" // Detail is the invalid text
)

// ID returns the name of a member in commands and in the ledger, as in "rep=0412".
func (m Member) ID() string { return m.Dimension + "=" + m.Key }

// Owner returns the member as figures refer to him.
func (m Member) Owner() metric.Owner { return metric.Owner{Dimension: m.Dimension, Key: m.Key} }

// Ambiguous is the error that two rows of a member contradict each other. Nothing may be sent, because it is not known
// who should get the edition.
type Ambiguous struct{ Dimension, Key, What, First, Second, Dataset string }

func (a *Ambiguous) Error() string {
	return fmt.Sprintf("dataset %q has two rows of %s %q with different %s, %q and %q: blanks around a key are ignored (give each member a different key)",
		a.Dataset, a.Dimension, a.Key, a.What, a.First, a.Second)
}

// Find returns the member named in a command, or nil if there is none.
func Find(list []Member, dimension, key string) *Member {
	at := slices.IndexFunc(list, func(m Member) bool { return m.Dimension == dimension && m.Key == key })
	if at < 0 {
		return nil
	}
	return &list[at]
}

// entryOf returns the entry in `each:` for a dimension, which may be the entry whose groups the dimension has. own is
// false if the report makes no editions for the dimension.
func entryOf(cfg *config.Config, r config.Report, dim string) (e config.Each, own bool) {
	for _, e := range r.Each {
		if cfg.EachBy(e) == dim {
			return e, true
		}
	}
	return e, false
}
