package sheet

import (
	"testing"

	"bilan/report"
)

func TestEveryKindOfBlockIsWritten(t *testing.T) {
	for _, name := range report.BlockNames() {
		if writers[name] == nil {
			t.Errorf("nothing writes a block of %s: add it to kinds.go", name)
		}
	}
	if len(writers) != len(report.BlockNames()) {
		t.Errorf("%d kinds are written, there are %d", len(writers), len(report.BlockNames()))
	}
}
