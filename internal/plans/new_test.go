package plans

import (
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/loaded"
)

// An unknown report is compared with the reports of the YAML, not with the turns of its alerts.
func TestUnknownReport(t *testing.T) {
	p := &loaded.Program{Config: &config.Config{Reports: map[string]config.Report{
		"monthly":                    {},
		config.AlertPrefix + "month": {Alert: &config.Alert{}},
	}}}
	_, err := New(p, Order{Report: "quarterly"})
	if err == nil || !strings.Contains(err.Error(), `"quarterly" (known: monthly)`) {
		t.Error(err)
	}
}
