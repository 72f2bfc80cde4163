package maker

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Environment is what of this process's environment programs get that it starts.
func Environment() []string { return needed(os.Environ()) }

// needed keeps of an environment what a child process may need: where files and zones are, the machine's authorities and how Go
// and libpq are set. The values of ${NAME} are not in it: a report's child gets those of its YAML through a pipe.
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

// environOf is a child's environment: its own where its command says so.
func environOf(cmd *exec.Cmd) []string {
	if cmd.Env != nil {
		return cmd.Env
	}
	return Environment()
}
