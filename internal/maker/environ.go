package maker

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Environment is the part of this process's environment that is passed to programs it starts.
func Environment() []string { return needed(os.Environ()) }

// needed keeps the variables that a child process may need: the places of files and zones, the machine's certificate
// authorities, and the settings of Go and libpq. The values of ${NAME} are not included: a report's child gets those of
// its YAML through a pipe.
func needed(environ []string) (kept []string) {
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		if slices.Contains(neededNames, name) || strings.HasPrefix(name, "LC_") || strings.HasPrefix(name, "PG") {
			kept = append(kept, e)
		}
	}
	return kept
}

var neededNames = []string{
	"PATH", "HOME", "USER", "LANG", "TZ", "ZONEINFO", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "GODEBUG", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOTRACEBACK",
}

// environOf is a child's environment: its own if its command sets one.
func environOf(cmd *exec.Cmd) []string {
	if cmd.Env != nil {
		return cmd.Env
	}
	return Environment()
}
