package testdb

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// MariaDBZone loads a time zone into the server, for the instants of one year. A new MariaDB server has no time zones.
func MariaDBZone(t testing.TB, name string, year int) {
	t.Helper()
	admin := serverAddress(t, "BILAN_TEST_MARIADB", "MariaDB")
	if knowsZone(t, admin, name) {
		return
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	types := map[int]int{}
	var statements []string
	add := func(format string, args ...any) { statements = append(statements, fmt.Sprintf(format, args...)) }
	transition := func(at time.Time) {
		short, offset := at.Zone()
		if _, ok := types[offset]; !ok {
			types[offset] = len(types)
			add("INSERT INTO mysql.time_zone_transition_type VALUES (@zone, %d, %d, 0, '%s')", types[offset], offset, short)
		}
		add("INSERT INTO mysql.time_zone_transition VALUES (@zone, %d, %d)", at.Unix(), types[offset])
	}
	at := time.Date(year-1, 7, 1, 0, 0, 0, 0, zone)
	for transition(at); ; transition(at) {
		if _, at = at.ZoneBounds(); at.IsZero() || at.Year() > year+1 {
			break
		}
	}
	text := fmt.Sprintf(`INSERT INTO mysql.time_zone (Use_leap_seconds) VALUES ('N');
		SET @zone = LAST_INSERT_ID(); INSERT INTO mysql.time_zone_name VALUES ('%s', @zone); %s`, name, strings.Join(statements, ";"))
	MariaDBExec(t, admin, "BEGIN; "+text+"; COMMIT")
}

func knowsZone(t testing.TB, dsn, name string) bool {
	t.Helper()
	db := OpenMariaDB(t, dsn)
	defer func() { _ = db.Close() }()
	var known bool
	if err := db.QueryRow("SELECT CONVERT_TZ('2026-01-01', '+00:00', ?) IS NOT NULL", name).Scan(&known); err != nil {
		t.Fatal(err)
	}
	return known
}
