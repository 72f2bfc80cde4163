package maker

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A child's environment has paths, but no value of ${NAME}. A command with an environment of its own keeps it.
func TestChildEnvironment(t *testing.T) {
	t.Setenv("CRM_PASSWORD", "hunter2")
	t.Setenv("NOTIFY_SOCKET", "/run/systemd/notify")
	t.Setenv("PGSSLROOTCERT", "/etc/ca.pem")
	t.Setenv("LC_ALL", "C.UTF-8")
	got := Limit(exec.Command("bilan"), 512).Env
	for _, want := range []string{"PGSSLROOTCERT=/etc/ca.pem", "LC_ALL=C.UTF-8", memoryVariable + "=512"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in %v", want, got)
		}
	}
	if all := strings.Join(got, "\n"); strings.Contains(all, "hunter2") || strings.Contains(all, "NOTIFY_SOCKET") || !strings.Contains(all, "PATH=") {
		t.Errorf("%s", all)
	}
	own := exec.Command("bilan")
	own.Env = []string{"A=1"}
	if got := Limit(own, 1).Env; !slices.Equal(got, []string{"A=1", memoryVariable + "=1"}) {
		t.Errorf("its own: %v", got)
	}
}
