package alerts

import (
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"bilan/internal/ledger"
	"bilan/report/alert"
)

// The metrics export how many members have an open alert, when each alert was last evaluated, and which alerts are
// muted.
func TestMetrics(t *testing.T) {
	l := open(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")})
	state := alert.State{At: morning, Open: true, Since: morning, Value: big.NewRat(5, 1), Threshold: big.NewRat(6, 1)}
	over := state
	over.Open = false
	w := Status{Name: "regions", MutedUntil: morning.Add(time.Hour), MutedBy: "Anne"}
	for member, s := range map[string]alert.State{"N": state, "S": state, "E": over} {
		w.Tracks = append(w.Tracks, Track{Track: alert.Track{Dimension: "region", Member: member, Label: member, State: s}})
	}
	if err := l.Write(t.Context(), func(x ledger.Tx) error { return Save(w)(t.Context(), x) }); err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(Metrics{l, func() time.Time { return morning }, func() map[string]string { return map[string]string{"regions": "revenue", "never": "orders"} }})
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			got[f.GetName()+" "+m.GetLabel()[0].GetValue()+" "+m.GetLabel()[1].GetValue()] = m.GetGauge().GetValue()
		}
	}
	for name, want := range map[string]float64{
		"bilan_alert_open regions revenue": 2, "bilan_alert_open never orders": 0, "bilan_alert_muted regions revenue": 1, "bilan_alert_muted never orders": 0,
		"bilan_alert_last_evaluation_timestamp_seconds regions revenue": float64(morning.Unix()), "bilan_alert_last_evaluation_timestamp_seconds never orders": 0,
	} {
		if value, ok := got[name]; !ok || value != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
}
