package inspect

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"

	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/yamlfile"
)

// Check finds the mistakes in the YAML that can be found without reading a source. It reads all SQL and looks for the
// folders of files. The error is yamlfile.Mistakes if there are any.
func Check(ctx context.Context, p *loaded.Program) error {
	d, err := p.Open(ctx, p.Config.Timezone.Location())
	if err != nil {
		return err
	}
	defer d.Close()
	var found yamlfile.Mistakes
	if err := plans.ReadSQL(ctx, d, plans.AllPieces(p.Config)); err != nil && !errors.As(err, &found) {
		return err
	}
	found.Add(checkFolders(p)...)
	return found.Err()
}

// CheckReport checks the SQL of one report without reading a source. The error is yamlfile.Mistakes if any of it is
// wrong.
func CheckReport(ctx context.Context, p *loaded.Program, order plans.Order) error {
	plan, err := plans.New(p, order)
	if err != nil {
		return err
	}
	d, err := p.Open(ctx, plan.Report.Timezone.Location())
	if err != nil {
		return err
	}
	defer d.Close()
	return plans.Complete(ctx, d, plan)
}

// checkFolders returns a mistake for each folder of files that does not exist.
func checkFolders(p *loaded.Program) (found yamlfile.Mistakes) {
	for _, name := range slices.Sorted(maps.Keys(p.Config.Sources)) {
		src := p.Config.Sources[name]
		if src.Files == "" {
			continue
		}
		info, err := os.Stat(src.Files)
		switch at := "sources." + name + ".files"; {
		case errors.Is(err, fs.ErrNotExist):
			found.Add(p.Config.At(at, "there is no such folder", "a relative path starts in the folder of the YAML file that contains it"))
		case err == nil && !info.IsDir():
			found.Add(p.Config.At(at, "this is a file, not a folder", "write the folder that contains it"))
		}
	}
	return found
}
