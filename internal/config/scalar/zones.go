package scalar

import (
	"strings"

	"bilan/internal/nearest"
)

// Zones are suggested to people who write an unknown zone. Every zone of the tz database is accepted.
var Zones = strings.Fields(`
	Africa/Abidjan Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Dakar Africa/Johannesburg Africa/Lagos Africa/Nairobi Africa/Tunis
	America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Cayenne America/Chicago America/Denver America/Guadeloupe
	America/Halifax America/Lima America/Los_Angeles America/Martinique America/Mexico_City America/Montreal America/New_York America/Phoenix
	America/Santiago America/Sao_Paulo America/St_Johns America/Toronto America/Vancouver
	Asia/Bangkok Asia/Dubai Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Karachi Asia/Kolkata Asia/Manila Asia/Riyadh Asia/Seoul
	Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tokyo
	Atlantic/Reykjavik Australia/Adelaide Australia/Brisbane Australia/Melbourne Australia/Perth Australia/Sydney
	Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Copenhagen
	Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/London Europe/Luxembourg Europe/Madrid Europe/Monaco
	Europe/Moscow Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Sofia Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich
	Indian/Mauritius Indian/Reunion Pacific/Auckland Pacific/Honolulu Pacific/Noumea Pacific/Tahiti UTC`)

// nearestZone returns the zone for a misspelt name, or for a city.
func nearestZone(s string) string {
	if strings.Contains(s, "/") {
		return nearest.Word(s, Zones)
	}
	cities := make([]string, len(Zones))
	for i, z := range Zones {
		cities[i] = z[strings.LastIndex(z, "/")+1:]
	}
	city := nearest.Word(s, cities)
	for i := range Zones {
		if city != "" && cities[i] == city {
			return Zones[i]
		}
	}
	return ""
}
