package render

import (
	"testing"

	"bilan/report"
)

func TestEveryKindOfBlockIsDrawn(t *testing.T) {
	for _, name := range report.BlockNames() {
		if drawers[name] == nil {
			t.Errorf("nothing draws a block of %s: add it to kinds.go", name)
		}
	}
	if len(drawers) != len(report.BlockNames()) {
		t.Errorf("%d kinds are drawn, there are %d", len(drawers), len(report.BlockNames()))
	}
}
