package alerts

import (
	"fmt"
	"io"
	"maps"
	"os/user"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"bilan/internal/config"
	"bilan/internal/period"
)

// Write lists the alerts of a YAML with their stored states, for people. Instants are in the company's zone.
func Write(w io.Writer, cfg *config.Config, all map[string]Status, now time.Time) error {
	if len(cfg.Alerts) == 0 {
		fmt.Fprintln(w, "the file has no alerts (add one below alerts:)")
	}
	now = now.In(cfg.Timezone.Location())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, name := range slices.Sorted(maps.Keys(cfg.Alerts)) {
		if i == 0 {
			fmt.Fprintln(t, "alert\tcondition\tstate\tsince\tfigure\tthreshold\t")
		}
		condition := cfg.Alerts[name].Metric + " " + cfg.Alerts[name].When
		watch := all[name]
		muted := ""
		if watch.Muted(now) {
			muted = fmt.Sprintf("muted by %s until %s", watch.MutedBy, formatInZone(watch.MutedUntil, now))
		}
		for _, track := range watch.OpenTracks() {
			state := "open"
			if track.AckedBy != "" {
				state += ", " + track.AckedBy + " is handling it"
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", strings.TrimSpace(name+" "+track.Label), condition, state, formatInZone(track.Since, now),
				track.Value.FloatString(2), track.Threshold.FloatString(2), muted)
		}
		if len(watch.OpenTracks()) == 0 {
			state := "in order"
			if watch.Tracks == nil {
				state = "not evaluated yet"
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t\t\t\t%s\n", name, condition, state, muted)
		}
	}
	return t.Flush()
}

func formatInZone(at, now time.Time) string { return at.In(now.Location()).Format("2006-01-02 15:04") }

// DescribeMute describes until when an alert is muted; the zero time means that it is not muted.
func DescribeMute(until time.Time) string {
	if until.IsZero() {
		return "sends mail again"
	}
	return "sends no mail until " + until.Format("2006-01-02 15:04")
}

// ParseUntil reads the day or instant at which a mute ends, in the zone of now. For "now" it returns the zero time.
func ParseUntil(text string, now time.Time) (time.Time, error) {
	if text == "now" {
		return time.Time{}, nil
	}
	end, err := period.ParseInstant(text, now.Location())
	switch {
	case err != nil:
		return end, fmt.Errorf("%q is neither a day nor a time (write 2026-12-01, or \"2026-12-01 08:00\")", text)
	case !end.After(now):
		return end, fmt.Errorf("%s is in the past (write a later day)", text)
	}
	return end, nil
}

// NameOrUser returns named or, if that is empty, the user who runs the program.
func NameOrUser(named string) string {
	if named != "" {
		return named
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "somebody"
}
