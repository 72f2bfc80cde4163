package maker

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Environment returns the part of this process's environment that is passed to the programs that it starts.
func Environment() []string { return selectNeeded(os.Environ()) }

// selectNeeded selects the variables that a child process needs: paths of files and time zones, the machine's
// certificate authorities, and the settings of Go and libpq. It excludes the values of ${NAME}; a report's child gets
// those of its YAML through a pipe.
func selectNeeded(environ []string) (kept []string) {
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

// environOf returns a child's environment: that of its command, or else Environment.
func environOf(cmd *exec.Cmd) []string {
	if cmd.Env != nil {
		return cmd.Env
	}
	return Environment()
}
