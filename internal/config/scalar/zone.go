package scalar

import (
	"fmt"
	"strconv"
	"time"
)

// Zone is a time zone of the tz database. The zero Zone means none.
type Zone struct{ location *time.Location }

// UTC is the default zone.
var UTC = Zone{time.UTC}

// ParseZone reads the name of a zone, such as Europe/Paris.
func ParseZone(s string) (Zone, error) {
	if at, err := time.LoadLocation(s); err == nil && s != "Local" {
		return Zone{at}, nil
	}
	hint := "write Europe/Paris, America/New_York … or UTC"
	if near := nearestZone(s); near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?"
	}
	return Zone{}, fmt.Errorf("%q is not a time zone (%s)", s, hint)
}

// Location returns the zone for package time; nil for none.
func (z Zone) Location() *time.Location { return z.location }
