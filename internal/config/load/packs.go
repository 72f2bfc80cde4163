package load

import (
	"fmt"

	"bilan/internal/config"
	"bilan/internal/yamlfile"
	"bilan/templates/packs"
)

// Packs describes every pack for a file's sales mapping. It returns an error if the file has mistakes.
func Packs(path string, getenv func(string) (string, bool)) ([]config.Pack, error) {
	l := newLoader(yamlfile.Machine{}, getenv)
	if !l.Include(path) {
		_, err := l.finish(path)
		return nil, err
	}
	l.Language = l.OwnLanguage()
	l.Decode()
	if !l.Written("sales") {
		return nil, fmt.Errorf("%s has no sales model: packs need one, so write below sales: which of your tables are orders, reps and so on", path)
	}
	if len(l.Found) > 0 {
		_, err := l.finish(path)
		return nil, err
	}
	var list []config.Pack
	for _, name := range packs.Names() {
		p, err := l.expander().ShowPack(name)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}
