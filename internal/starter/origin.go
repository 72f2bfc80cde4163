package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/guess"
	"bilan/internal/yamlfile"
)

// Origin is where the tables of a first file come from: a folder, an SQLite file or a database server.
type Origin struct {
	Name    string // of the source in the YAML
	YAML    string // the line of the source in the YAML
	Address string // of a server; "" if the user named a variable instead
	Source  config.Source
}

var (
	variable     = regexp.MustCompile(`^\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?$`)
	nonNameChars = regexp.MustCompile(`[^a-z0-9]+`)
	mysqlDSN     = regexp.MustCompile(`^[^/@]*@(tcp|unix)\(`)
)

// OriginOf returns the origin that a text names: a folder, a file, the address of a server, or a variable with one of
// them. In the YAML for target, the address of a server is a variable, so that no password gets into the file.
func OriginOf(from, target string, getenv func(string) (string, bool)) (*Origin, error) {
	o := &Origin{Name: "database"}
	text, name := from, "DATABASE_URL"
	if m := variable.FindStringSubmatch(from); m != nil {
		value, ok := getenv(m[1])
		if !ok || value == "" {
			return nil, fmt.Errorf("the variable %s is not set", m[1])
		}
		text, name = value, m[1]
	}
	kind := ""
	switch lower := strings.ToLower(text); {
	case strings.HasPrefix(lower, "postgres://"), strings.HasPrefix(lower, "postgresql://"):
		kind, o.Source.Postgres = "postgres", scalar.NewSecret(text)
	case strings.HasPrefix(lower, "sqlserver://"):
		kind, o.Source.SQLServer = "sqlserver", scalar.NewSecret(text)
	case strings.HasPrefix(lower, "mysql://"), mysqlDSN.MatchString(text):
		kind, o.Source.MySQL = "mysql", scalar.NewSecret(text)
	}
	if kind != "" {
		if text == from {
			o.Address = text
		}
		o.YAML = fmt.Sprintf(`%s: "${%s}"   # the address of the database, from the environment`, kind, name)
		return o, nil
	}
	info, err := os.Stat(text)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder or file %s (write a folder of exports, a file of SQLite, or an address such as postgres://user@host/database)", text)
	}
	if err != nil {
		return nil, err
	}
	path := text
	if target != "-" {
		path = yamlfile.PathFrom(target, text)
	}
	o.Source.Files, o.YAML = text, "files: "+guess.Scalar(path)
	if !info.IsDir() {
		o.Source.Files, o.Source.SQLite, o.YAML = "", text, "sqlite: "+guess.Scalar(path)
		if ext := strings.ToLower(filepath.Ext(text)); slices.Contains([]string{".csv", ".xlsx", ".tsv", ".json", ".parquet"}, ext) {
			return nil, fmt.Errorf("%s is a file: name the folder that it stands in", text)
		}
	}
	o.Name = strings.Trim(nonNameChars.ReplaceAllString(guess.NormalName(strings.TrimSuffix(filepath.Base(absolute(text)), filepath.Ext(text))), "_"), "_")
	if o.Name == "" || o.Name == "sales" || o.Name[0] >= '0' && o.Name[0] <= '9' {
		o.Name = "exports"
	}
	return o, nil
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// WithoutSecret returns the text of an origin for a comment, without an address that may contain a password.
func WithoutSecret(from string) string {
	if strings.Contains(from, "@") && !variable.MatchString(from) {
		return "a database"
	}
	return from
}
