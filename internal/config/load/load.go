// Package load makes a config from files. It decodes them, adds what follows from the sales model and packs, resolves
// names, records mistakes, sets defaults, and gives each report the texts of its language.
package load

import (
	"fmt"
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/decode"
	"bilan/internal/config/expand"
	"bilan/internal/config/figure"
	"bilan/internal/yamlfile"
)

// Load reads a file and all its includes. Its error is of type yamlfile.Mistakes and contains all mistakes. getenv
// looks up ${NAME}, as os.LookupEnv does; nil means that no variable is set.
func Load(path string, getenv func(string) (string, bool)) (*config.Config, error) {
	return load(yamlfile.Machine{}, path, getenv)
}

// loader loads one config, step by step.
type loader struct {
	*decode.Decoder
	packsLeft []expand.LeftOut
}

func load(d yamlfile.Disk, path string, getenv func(string) (string, bool)) (*config.Config, error) {
	l := newLoader(d, getenv)
	if path == "" {
		path = "."
	}
	if l.Include(path) {
		l.Language = l.OwnLanguage()
		l.decode()
		l.resolve()
		l.figures().DeriveTerms()
		l.Config.Check(l.Notes)
	}
	return l.finish(path)
}

func newLoader(d yamlfile.Disk, getenv func(string) (string, bool)) *loader {
	l := &loader{Decoder: decode.New(d, getenv)}
	l.BeforeReports = func() { l.packsLeft = l.expander().AddPacks() }
	return l
}

// decode reads the files, and adds what follows from the sales model and packs.
func (l *loader) decode() {
	l.Decode()
	l.expander().AddSales()
	l.Config.Figures().FoldParents()
}

func (l *loader) expander() *expand.Expander {
	return &expand.Expander{Notes: l.Notes, Config: l.Config, Language: l.Language}
}

func (l *loader) figures() *figure.Checker {
	return &figure.Checker{Notes: l.Notes, Set: l.Config.Figures()}
}

func (l *loader) resolve() {
	r := resolver{l.figures(), l.Uses, &l.Config.Sales}
	r.resolve()
}

// finish returns the config with its defaults, or every mistake with its line.
func (l *loader) finish(path string) (*config.Config, error) {
	t := l.Text(path)
	if len(l.Found) > 0 {
		var all yamlfile.Mistakes
		for _, m := range l.Found {
			m.Message, m.Hint = l.Scrub(m.Message), l.Scrub(m.Hint)
			m.Excerpt = t.Excerpt(m.Position)
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
		all.Sort()
		return nil, all
	}
	origin := config.Origin{Text: t, LeftOut: describeLeftOut(l.packsLeft)}
	l.Config.SetOrigin(origin)
	if err := l.Config.FillIn(); err != nil {
		return nil, err
	}
	return l.Config, l.translate(origin)
}

// describeLeftOut describes the sections of packs that were left out, with the missing role, one per line.
func describeLeftOut(list []expand.LeftOut) (lines []string) {
	for _, l := range list {
		line := fmt.Sprintf("pack %s: %s (map sales.%s to have it)", l.Pack, l.Section, l.Needs)
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}
