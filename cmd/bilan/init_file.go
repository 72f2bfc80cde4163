package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/guess"
	"bilan/internal/inspect"
	"bilan/internal/profile"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// firstFile is the file that init --from writes, while it is put together.
type firstFile struct {
	*app
	target   string
	address  string // of a database, where no variable of the environment holds it yet
	file     guess.File
	entities []string // what check --connect says of each
	held     []string // what would hold a report
}

// settings are the keys of the outermost level, by the language of the columns and the currency of the rows.
func (f *firstFile) settings(tables []*guess.Table, from string) {
	var columns []table.Column
	for _, t := range tables {
		for _, c := range t.Columns {
			columns = append(columns, table.Column{Name: c.Name})
		}
	}
	french := guess.French(columns)
	money, sure := guess.Currency(tables)
	pick := func(fr, en string) string {
		if french {
			return fr
		}
		return en
	}
	doubt := ""
	if !sure {
		doubt = "no column says it"
	}
	zone, holidays := pick("Europe/Paris", "Europe/London"), pick("FR", "GB")
	if !french && money == "USD" {
		zone, holidays = "America/New_York", "US"
	}
	f.file.Head = []string{fmt.Sprintf("Written by bilan init --from %s, from the names and values of %d tables. A line with '# ?' is a guess: look at it first.", mentioned(from), len(tables)),
		"Next: bilan check --connect, bilan render. Every key is explained in docs/sales.md and docs/configuration.md."}
	f.file.Settings = []guess.Setting{
		{Key: "company", Value: pick("Ma société", "My Company"), Doubt: "the name on every page"},
		{Key: "owner", Value: "sales.ops@example.com", Doubt: "who hears of trouble"},
		{Key: "locale", Value: pick("fr-FR", map[bool]string{true: "en-US", false: "en-GB"}[money == "USD"])},
		{Key: "currency", Value: money, Doubt: doubt},
		{Key: "timezone", Value: zone, Doubt: "where the company is"},
		{Key: "calendar", Value: "{holidays: " + holidays + "}", Doubt: "the country whose holidays are no working days"},
	}
	f.file.Tail = []guess.Setting{{Key: "mail", Value: `{from: "Bilan <bilan@example.com>", folder: out}`, Doubt: "mails are written into a folder; see docs/mail.md"}}
}

// mentioned is an origin as a comment may show it: without a password.
func mentioned(from string) string {
	if strings.Contains(from, "@") && !variable.MatchString(from) {
		return "a database"
	}
	return from
}

// prove leaves out what the checks refuse, until they accept the file, and adds the packs whose needs are met.
func (f *firstFile) prove(ctx context.Context) error {
	dir := filepath.Dir(f.target)
	if f.target == "-" {
		dir = "."
	}
	tmp, err := os.CreateTemp(dir, ".bilan-init-*.yaml")
	if err != nil {
		return err
	}
	tmp.Close()
	defer os.Remove(tmp.Name())
	const most = 60
	packed := false
	for range most {
		if err := os.WriteFile(tmp.Name(), f.file.YAML(), 0o600); err != nil {
			return err
		}
		wrong, err := f.wrong(ctx, tmp.Name(), packed)
		switch {
		case err != nil:
			return err
		case len(wrong) > 0:
			n := len(f.file.Draft.Entities)
			if !f.leaveOut(wrong) {
				return fmt.Errorf("what was guessed does not pass the checks; please report this:\n%w", wrong)
			}
			if packed = packed && n == len(f.file.Draft.Entities); !packed {
				f.file.Packs = nil // another pack may be the fullest now
			}
		case packed:
			return nil
		default:
			packed = true
			if err := f.packs(tmp.Name()); err != nil {
				return err
			}
		}
	}
	return errors.New("what was guessed does not pass the checks; please report this")
}

// wrong is what is wrong in the file, with its data once the packs are in it.
func (f *firstFile) wrong(ctx context.Context, path string, packed bool) (yamlfile.Mistakes, error) {
	var wrong yamlfile.Mistakes
	cfg, err := config.Load(path, f.env)
	if errors.As(err, &wrong) {
		return wrong, nil
	}
	if err != nil {
		return nil, err
	}
	p := f.factory(nil)(cfg, f.Now())
	if err := inspect.Check(ctx, &p.Program); errors.As(err, &wrong) {
		return wrong, nil
	} else if err != nil {
		return nil, err
	}
	if !packed {
		return nil, nil
	}
	found, err := inspect.Connect(ctx, &p.Program, "")
	if err != nil {
		return nil, err
	}
	f.entities, f.held = found.Entities, nil
	for _, d := range found.Doubts {
		f.held = append(f.held, d.String())
	}
	return found.Mistakes, nil
}

// env gives the address that init was told under the name that the file has for it.
func (f *firstFile) env(name string) (string, bool) {
	if value, ok := f.Getenv(name); ok {
		return value, ok
	}
	return f.address, name == "DATABASE_URL" && f.address != ""
}

// leaveOut takes out of the draft what the mistakes are about; false when it finds none of it.
func (f *firstFile) leaveOut(wrong yamlfile.Mistakes) bool {
	done := false
	for _, m := range wrong {
		switch {
		case f.file.Draft.Remove(m.Path, m.Message):
			done = true
		case strings.HasPrefix(m.Path, "reports."):
			name := strings.SplitN(m.Path, ".", 3)[1]
			for i := range f.file.Packs {
				if p := &f.file.Packs[i]; p.Name == name && !p.Off {
					p.Off, p.Why, done = true, m.Message, true
				}
			}
		}
	}
	return done
}

// packs adds a report for each pack of which half of the sections, and two, can be filled; else for the fullest one.
func (f *firstFile) packs(path string) error {
	if len(f.file.Draft.Entities) == 0 {
		return nil
	}
	list, err := config.Packs(path, f.env)
	if err != nil {
		return err
	}
	best := slices.MaxFunc(list, func(a, b config.Pack) int {
		return a.Sections*(b.Sections+len(b.Left)) - b.Sections*(a.Sections+len(a.Left))
	})
	for _, p := range list {
		all := p.Sections + len(p.Left)
		off := p.Sections < 2 || p.Sections*2 < all
		if p.Name == best.Name && p.Sections > 0 {
			off = false
		}
		f.file.Packs = append(f.file.Packs, guess.Pack{Name: p.Name, Off: off, Why: lacks(p)})
	}
	return nil
}

// lacks says how much of a pack can be filled, and the first thing that would bring more.
func lacks(p config.Pack) string {
	why := fmt.Sprintf("%d of %d sections", p.Sections, p.Sections+len(p.Left))
	if len(p.Left) == 0 {
		return why
	}
	_, role, _ := strings.Cut(p.Left[0], "(map ")
	return why + ": map " + strings.TrimSuffix(role, " to have it)")
}

// keep writes the file and says what was found.
func (f *firstFile) keep(found *profile.Profile) error {
	text := f.file.YAML()
	if f.target == "-" {
		return f.write("-", text)
	}
	if err := create(f.target, text); err != nil {
		return err
	}
	for _, line := range f.entities {
		fmt.Fprintln(f.Stdout, line)
	}
	doubts := strings.Count(string(text), "# ?") - 1 // the head explains the sign
	fmt.Fprintf(f.Stderr, "%s is written, from %d tables. Look at its %d lines with '# ?' first", f.target, len(found.Tables), doubts)
	if n := len(f.file.Draft.Unread); n > 0 {
		fmt.Fprintf(f.Stderr, ", and at its end for what was not understood")
	}
	fmt.Fprintln(f.Stderr)
	for _, d := range f.held {
		fmt.Fprintf(f.Stderr, "what holds a report: %s\n", d)
	}
	if f.address != "" {
		fmt.Fprintln(f.Stderr, "The file takes the address of the database from the environment: export DATABASE_URL=…")
	}
	fmt.Fprintln(f.Stderr, "Next: bilan render")
	return nil
}
