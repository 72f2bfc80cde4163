package daemon

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// systemd accepts the unit file without a warning.
func TestUnitFile(t *testing.T) {
	unit, err := os.ReadFile("../../packaging/bilan.service")
	check(t, err)
	for _, line := range []string{"Type=notify", "WatchdogSec=120", "ExecReload=/bin/kill -HUP $MAINPID", "StateDirectory=bilan bilan-mark", "KillMode=mixed", "OOMPolicy=continue"} {
		if !strings.Contains(string(unit), line+"\n") {
			t.Errorf("no %s", line)
		}
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("no systemd-analyze")
	}
	copied := filepath.Join(t.TempDir(), "bilan.service")
	check(t, os.WriteFile(copied, []byte(strings.ReplaceAll(string(unit), "/usr/local/bin/bilan", "/bin/true")), 0o600))
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", copied).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
}
