package photo

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/period"
)

// lateHour is the hour of the day, in the company's zone, from which a photo counts as the state at the day's end.
const lateHour = 23

// Due reports whether a dataset needs a photo: it has none taken today, or it is late in the day and none was taken late.
// A day's photo should show the state at its end. now is in the company's zone.
func (s Store) Due(dataset string, now time.Time) (bool, error) {
	_, taken, ok, err := s.Last(dataset)
	if err != nil || !ok {
		return err == nil, err
	}
	taken = taken.In(now.Location())
	if period.DateOf(taken) != period.DateOf(now) {
		return true, nil
	}
	return now.Hour() >= lateHour && taken.Hour() < lateHour, nil
}

// Summary returns one line about a dataset's photos: their number, first and last day, missed days and size.
func (s Store) Summary(dataset string) (string, error) {
	days, err := s.Days(dataset)
	if err != nil {
		return "", err
	}
	if len(days) == 0 {
		return dataset + "\tno photo yet: bilan photos take, or the daemon, takes one", nil
	}
	size, err := s.Size(dataset)
	return fmt.Sprintf("%s\t%d photos\t%s to %s\t%s\t%d kB", dataset, len(days), days[0], days[len(days)-1], missedDays(days), (size+1023)/1024), err
}

// missedDays lists the days without a photo between the first and the last one.
func missedDays(days []period.Date) string {
	var list []string
	for i := 1; i < len(days); i++ {
		from, to := days[i-1].AddDays(1), days[i].AddDays(-1)
		switch {
		case from == to:
			list = append(list, from.String())
		case from.Before(to):
			list = append(list, from.String()+" to "+to.String())
		}
	}
	const limit = 3
	switch n := len(list); {
	case n == 0:
		return "no day missed"
	case n > limit:
		return fmt.Sprintf("missed: %s and %d times more", strings.Join(list[:limit], ", "), n-limit)
	}
	return "missed: " + strings.Join(list, ", ")
}
