package freshness

import "bilan/internal/period"

// Rhythm is how regularly a dataset gets rows.
type Rhythm string

// The rhythms. Only the first three let a limit be learned.
const (
	Daily     Rhythm = "daily"     // dense: see History.Dense
	Monthly   Rhythm = "monthly"   // rows in each month, about the same day
	Weekly    Rhythm = "weekly"    // rows in each week, about the same day
	Irregular Rhythm = "irregular" // a long time without rows is nothing unusual
	Short     Rhythm = "short"     // too little history to judge
)

// Verdict is how new a dataset is, by its own history.
type Verdict struct {
	Rhythm Rhythm
	Newest period.Date   // the newest row before the cut-off; zero for none
	Age    int           // business days without rows between it and the cut-off
	Limit  int           // Daily: how many there may be
	Empty  period.Period // Monthly, Weekly: the first closed period without rows; zero for none
	Stale  bool
}

// learnedFrom is how many business days of history it takes to learn a limit.
const learnedFrom = 60

// Judge reports whether rows are overdue at a cut-off. Rows of the cut-off or later, up to the day on which the dataset was
// read, prove that it is alive.
func (h History) Judge(cutOff period.Date) Verdict {
	past := h.before(cutOff)
	v := Verdict{Rhythm: Irregular, Newest: past.Newest()}
	if len(past.days) == 0 {
		return v
	}
	v.Age = h.cal.BusinessDays(v.Newest.AddDays(1), cutOff)
	switch {
	case past.businessDays() < learnedFrom:
		v.Rhythm = Short
	case past.Dense():
		v.Rhythm = Daily
		v.Limit, v.Stale = past.overdue(cutOff)
	default:
		v.periodic(past, cutOff)
	}
	v.Stale = v.Stale && h.Newest().Before(cutOff)
	return v
}

// periodic looks for a rhythm by weeks, else by months.
func (v *Verdict) periodic(h History, cutOff period.Date) {
	for _, r := range []struct {
		rhythm Rhythm
		unit   period.Unit
	}{{Weekly, period.Week}, {Monthly, period.Month}} {
		if empty, ok := h.periodic(r.unit, cutOff); ok {
			v.Rhythm, v.Empty = r.rhythm, empty
			v.Stale = empty.Unit != ""
			return
		}
	}
}
