// Package starter makes a first YAML file from a guessed mapping. It removes what the checks refuse until they accept the
// rest, and adds a report for each pack whose needs are met.
package starter

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/guess"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// Findings is the result of checking a file and its data.
type Findings struct {
	Mistakes yamlfile.Mistakes
	Entities []string // a line about each entity
	Held     []string // the doubts that would hold a report
}

// Look checks a config and, if data is true, its data.
type Look func(ctx context.Context, cfg *config.Config, data bool) (Findings, error)

// File is a first YAML file while it is made.
type File struct {
	Guess  guess.File
	Target string // where it will be written: "-" is standard output
	Getenv func(string) (string, bool)
	Look   Look

	Entities []string // from the last check of the data, as in Findings
	Held     []string // as Entities
}

// New returns a file for tables of a source and the mapping that was guessed from them. from names their origin in the
// file's first line.
func New(source guess.Source, tables []*guess.Table, draft *guess.Draft, from string) *File {
	f := &File{Guess: guess.File{Draft: draft, Sources: []guess.Source{source}}}
	f.setSettings(tables, from)
	return f
}

// setSettings sets the file's first lines and its top-level keys, by the language of the columns and the currency of
// the rows.
func (f *File) setSettings(tables []*guess.Table, from string) {
	var columns []table.Column
	for _, t := range tables {
		columns = append(columns, table.Column{Name: t.Origin})
		for _, c := range t.Columns {
			columns = append(columns, table.Column{Name: c.Name})
		}
	}
	french := guess.French(columns)
	country := guess.CountryOf(tables, french)
	company := "My Company"
	if french {
		company = "Ma société"
	}
	f.Guess.Head = []string{fmt.Sprintf("Written by bilan init --from %s, from the names and values of %d tables. A line with '# ?' is a guess: check it first.", from, len(tables)),
		"Next: bilan check --connect, bilan render. Every key is explained in docs/sales.md and docs/configuration.md."}
	f.Guess.Settings = []guess.Setting{
		{Key: "company", Value: company, Doubt: "the name on every page"},
		{Key: "owner", Value: "sales.ops@example.com", Doubt: "who is told about problems"},
		{Key: "locale", Value: country.Locale, Doubt: country.LocaleDoubt},
		{Key: "currency", Value: country.Currency, Doubt: country.CurrencyDoubt},
		{Key: "timezone", Value: country.Zone, Doubt: "where the company is"},
		{Key: "calendar", Value: "{holidays: " + country.Holidays + "}", Doubt: "the country whose holidays are not working days"},
	}
	f.Guess.Tail = []guess.Setting{{Key: "mail", Value: `{from: "Bilan <bilan@example.com>", folder: out}`, Doubt: "mails are written into a folder; see docs/mail.md"}}
}

// Prove removes what the checks refuse, until they accept the file, and adds the packs whose needs are met.
func (f *File) Prove(ctx context.Context) error {
	dir := filepath.Dir(f.Target)
	if f.Target == "-" {
		dir = "."
	}
	tmp, err := os.CreateTemp(dir, ".bilan-init-*.yaml")
	if err != nil {
		return err
	}
	tmp.Close()
	defer os.Remove(tmp.Name())
	const attempts = 60
	withPacks := false
	for range attempts {
		if err := os.WriteFile(tmp.Name(), f.Guess.YAML(), 0o600); err != nil {
			return err
		}
		mistakes, err := f.mistakes(ctx, tmp.Name(), withPacks)
		switch {
		case err != nil:
			return err
		case len(mistakes) > 0:
			n := len(f.Guess.Draft.Entities)
			if !f.leaveOut(mistakes) {
				return fmt.Errorf("what was guessed does not pass the checks; please report this:\n%w", mistakes)
			}
			if withPacks = withPacks && n == len(f.Guess.Draft.Entities); !withPacks {
				f.Guess.Packs = nil // addPacks must choose again, because another pack may be the fullest now
			}
		case withPacks:
			return nil
		default:
			withPacks = true
			if err := f.addPacks(tmp.Name()); err != nil {
				return err
			}
		}
	}
	return errors.New("what was guessed does not pass the checks; please report this")
}

// mistakes returns the mistakes in the file. It checks the data too once the packs are in the file.
func (f *File) mistakes(ctx context.Context, path string, packed bool) (yamlfile.Mistakes, error) {
	var wrong yamlfile.Mistakes
	cfg, err := load.Load(path, f.Getenv)
	if errors.As(err, &wrong) {
		return wrong, nil
	}
	if err != nil {
		return nil, err
	}
	found, err := f.Look(ctx, cfg, packed)
	if err != nil || !packed {
		return found.Mistakes, err
	}
	f.Entities, f.Held = found.Entities, found.Held
	return found.Mistakes, nil
}

// leaveOut removes from the file what the mistakes are about; false if it finds nothing to remove.
func (f *File) leaveOut(wrong yamlfile.Mistakes) bool {
	done := false
	for _, m := range wrong {
		switch {
		case f.Guess.Draft.Remove(m.Path, m.Message):
			done = true
		case strings.HasPrefix(m.Path, "reports."):
			name := strings.SplitN(m.Path, ".", 3)[1]
			for i := range f.Guess.Packs {
				if p := &f.Guess.Packs[i]; p.Name == name && !p.Off {
					p.Off, p.Why, done = true, m.Message, true
				}
			}
		}
	}
	return done
}

// addPacks adds a report for each pack of which at least two sections can be filled, among them the main one or half of
// all. It always adds one for the fullest pack.
func (f *File) addPacks(path string) error {
	if len(f.Guess.Draft.Entities) == 0 {
		return nil
	}
	list, err := load.Packs(path, f.Getenv)
	if err != nil {
		return err
	}
	best := slices.MaxFunc(list, func(a, b config.Pack) int {
		return a.Sections*(b.Sections+len(b.Left)) - b.Sections*(a.Sections+len(a.Left))
	})
	for _, p := range list {
		sections := p.Sections + len(p.Left)
		off := p.Sections < 2 || p.Sections*2 < sections && !p.Main
		if p.Name == best.Name && p.Sections > 0 {
			off = false
		}
		f.Guess.Packs = append(f.Guess.Packs, guess.Pack{Name: p.Name, Off: off, Why: packNote(p)})
	}
	return nil
}

// packNote says how many sections of a pack can be filled, and which role is missing first.
func packNote(p config.Pack) string {
	why := fmt.Sprintf("%d of %d sections", p.Sections, p.Sections+len(p.Left))
	if len(p.Left) == 0 {
		return why
	}
	_, role, _ := strings.Cut(p.Left[0], "(map ")
	return why + ": map " + strings.TrimSuffix(role, " to have it)")
}
