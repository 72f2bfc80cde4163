package photo

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/period"
)

// late is the hour of the day, in the company's zone, from which a photo counts as the state at the day's end.
const late = 23

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
	return now.Hour() >= late && taken.Hour() < late, nil
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
	return fmt.Sprintf("%s\t%d photos\t%s to %s\t%s\t%d kB", dataset, len(days), days[0], days[len(days)-1], missed(days), (size+1023)/1024), err
}

// missed lists the days without a photo between the first and the last one.
func missed(days []period.Date) string {
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
	const most = 3
	switch n := len(list); {
	case n == 0:
		return "no day missed"
	case n > most:
		return fmt.Sprintf("missed: %s and %d times more", strings.Join(list[:most], ", "), n-most)
	}
	return "missed: " + strings.Join(list, ", ")
}
