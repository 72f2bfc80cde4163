package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/guess"
	"bilan/internal/profile"
	"bilan/internal/scratch"
	"bilan/sources/workbench"
)

// origin is what init --from reads: a folder, a file of SQLite or a server.
type origin struct {
	name    string // of the source
	yaml    string // what the YAML says of it
	address string // of a server, where it was written itself
	src     config.Source
}

// initFrom looks at tables, guesses a sales model over them, and writes a file that check accepts.
func (a *app) initFrom(ctx context.Context, from, target string) error {
	if _, err := os.Lstat(target); target != "-" && err == nil {
		return fmt.Errorf("%s exists already: it is left as it is", target)
	}
	o, err := a.originOf(from, target)
	if err != nil {
		return err
	}
	progress := newProgress(a.Stderr)
	defer progress.stop()
	progress.stage("reading " + o.name)
	found, draft, err := a.understand(ctx, o)
	if err != nil {
		return err
	}
	if len(found.Tables) == 0 {
		return fmt.Errorf("no table could be read in %s\n%s", o.name, strings.Join(found.Unread, "\n"))
	}
	f := &firstFile{app: a, target: target, address: o.address, file: guess.File{Draft: draft, Sources: []guess.Source{{Name: o.name, Lines: append([]string{o.yaml}, found.Lines...)}}}}
	f.settings(found.Tables, from)
	progress.stage("checking")
	if err := f.prove(ctx); err != nil {
		return err
	}
	progress.stop()
	return f.keep(found)
}

// understand reads the tables, in workbenches of its own, and guesses what they are.
func (a *app) understand(ctx context.Context, o *origin) (found *profile.Profile, draft *guess.Draft, err error) {
	folder, err := scratch.New("")
	if err != nil {
		return nil, nil, err
	}
	defer folder.Close()
	var opened []*workbench.Workbench
	defer func() {
		for _, w := range opened {
			w.Close()
		}
	}()
	open := func(ctx context.Context) (profile.Engine, error) {
		w, err := workbench.Open(ctx, workbench.Options{Dir: folder.Path, TimeZone: "UTC", Log: slog.New(slog.DiscardHandler)})
		if err == nil {
			opened = append(opened, w)
		}
		return w, err
	}
	if o.src.Files != "" {
		found, err = profile.Folder(ctx, open, o.name, o.src, folder.Path, a.Now().Year())
	} else {
		found, err = profile.Database(ctx, open, o.name, o.src)
	}
	if err != nil {
		return nil, nil, err
	}
	draft = guess.Mapping(found.Tables)
	draft.Unread = append(draft.Unread, found.Unread...)
	return found, draft, nil
}

var (
	variable = regexp.MustCompile(`^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$`)
	notName  = regexp.MustCompile(`[^a-z0-9]+`)
	mysqlDSN = regexp.MustCompile(`^[^/@]*@(tcp|unix)\(`)
)

// originOf tells what kind of source a text means. No password gets into the YAML: a server's address stands there as a variable.
func (a *app) originOf(from, target string) (*origin, error) {
	o := &origin{name: "database"}
	text, name := from, "DATABASE_URL"
	if m := variable.FindStringSubmatch(from); m != nil {
		value, ok := a.Getenv(m[1])
		if !ok || value == "" {
			return nil, fmt.Errorf("the variable %s is not set", m[1])
		}
		text, name = value, m[1]
	}
	kind := ""
	switch lower := strings.ToLower(text); {
	case strings.HasPrefix(lower, "postgres://"), strings.HasPrefix(lower, "postgresql://"):
		kind, o.src.Postgres = "postgres", config.NewSecret(text)
	case strings.HasPrefix(lower, "sqlserver://"):
		kind, o.src.SQLServer = "sqlserver", config.NewSecret(text)
	case strings.HasPrefix(lower, "mysql://"), mysqlDSN.MatchString(text):
		kind, o.src.MySQL = "mysql", config.NewSecret(text)
	}
	if kind != "" {
		if text == from {
			o.address = text
		}
		o.yaml = fmt.Sprintf(`%s: "${%s}"   # the address of the database, from the environment`, kind, name)
		return o, nil
	}
	info, err := os.Stat(text)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder or file %s (write a folder of exports, a file of SQLite, or an address such as postgres://user@host/database)", text)
	}
	if err != nil {
		return nil, err
	}
	path := a.relative(text, target)
	o.src.Files, o.yaml = text, "files: "+guess.Scalar(path)
	if !info.IsDir() {
		o.src.Files, o.src.SQLite, o.yaml = "", text, "sqlite: "+guess.Scalar(path)
		if ext := strings.ToLower(filepath.Ext(text)); slices.Contains([]string{".csv", ".xlsx", ".tsv", ".json", ".parquet"}, ext) {
			return nil, fmt.Errorf("%s is a file: name the folder that it stands in", text)
		}
	}
	o.name = strings.Trim(notName.ReplaceAllString(guess.Plain(strings.TrimSuffix(filepath.Base(absolute(text)), filepath.Ext(text))), "_"), "_")
	if o.name == "" || o.name == "sales" || o.name[0] >= '0' && o.name[0] <= '9' {
		o.name = "exports"
	}
	return o, nil
}

// relative is a path as the YAML file at target names it.
func (a *app) relative(path, target string) string {
	if target == "-" {
		return path
	}
	if rel, err := filepath.Rel(absolute(filepath.Dir(target)), absolute(path)); err == nil {
		return filepath.ToSlash(rel)
	}
	return path
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
