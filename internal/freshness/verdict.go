package freshness

import "bilan/internal/period"

// Rhythm says how regularly a dataset gets rows.
type Rhythm string

// The rhythms. Only Daily, Monthly and Weekly allow a limit to be learned.
const (
	Daily     Rhythm = "daily"     // dense: see History.Dense
	Monthly   Rhythm = "monthly"   // rows in each month, about the same day
	Weekly    Rhythm = "weekly"    // rows in each week, about the same day
	Irregular Rhythm = "irregular" // a long time without rows is nothing unusual
	Short     Rhythm = "short"     // too little history to judge
)

// Verdict says how new a dataset is, judged by its own history.
type Verdict struct {
	Rhythm Rhythm
	Newest period.Date   // the newest row before the cut-off; zero for none
	Age    int           // business days without rows between Newest and the cut-off
	Limit  int           // Daily only: the greatest Age, in business days, that is not overdue
	Empty  period.Period // Monthly and Weekly only: the first closed period without rows; zero if there is none
	Stale  bool          // whether rows are overdue
}

// learnedFrom is the least number of business days in a history from which a limit is learned.
const learnedFrom = 60

// Judge reports whether rows are overdue at a cut-off. They are not if the dataset has rows of the cut-off or later, up
// to the day on which it was read.
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

// periodic sets the rhythm to Weekly or Monthly if the history is that regular. It tries weeks first.
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
