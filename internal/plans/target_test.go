package plans

import (
	"testing"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
)

// A target is a number of the YAML, one number for each member, or a column of a dataset, even one named like a number.
func TestTarget(t *testing.T) {
	value := scalar.ReadNumberOrColumn
	share := value("28%").Number
	if got := targetOf(figure.Target{Value: value("12000")}); got.Literal.RatString() != "12000" || got.Value != "" {
		t.Errorf("a number: %v, column %q", got.Literal, got.Value)
	}
	if got := targetOf(figure.Target{Values: map[string]scalar.Number{"R1": share}}); got.Members["R1"].RatString() != "7/25" || got.Literal != nil {
		t.Errorf("one member: %v", got.Members)
	}
	if got := targetOf(figure.Target{Dataset: "quotas", Value: value("2026")}); got.Value != "2026" || got.Literal != nil {
		t.Errorf("a column named 2026: %v, column %q", got.Literal, got.Value)
	}
}
