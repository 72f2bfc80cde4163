package main

import (
	"slices"
	"time"
)

// isAway reports whether a rep is absent on a day, as the story says.
func (w *world) isAway(id string, on time.Time) bool {
	return id == w.words.absent && within(w.words.absence[0], w.words.absence[1], on)
}

// activitySheet lists a rep's visits, calls, meetings, office time and travel, in minutes.
func (w *world) activitySheet() *sheet {
	s := &sheet{name: "activities", header: []string{"activity_day", "activity_kind", "rep_no", "customer_no", "minutes"}}
	d := newDice(w.name + " activities")
	for _, on := range w.workdays(w.crm, w.last) {
		for _, r := range w.reps {
			if !r.isEmployed(on) || w.isAway(r.id, on) || on.Month() == time.August && d.chance(550) {
				continue
			}
			for n := d.roundRandomly(900); n > 0; n-- {
				s.add(on, w.words.visit, r.id, w.drawVisited(d, r, on), 15*d.between(3, 8))
			}
			for n := d.roundRandomly(700); n > 0; n-- {
				s.add(on, w.words.call, r.id, w.drawVisited(d, r, on), 5*d.between(2, 6))
			}
			if d.chance(130) {
				s.add(on, w.words.meeting, r.id, w.drawVisited(d, r, on), 30*d.between(1, 3))
			}
			if on.Weekday() == time.Friday {
				s.add(on, w.words.office, r.id, "", 30*d.between(10, 18))
				s.add(on, w.words.travel, r.id, "", 30*d.between(8, 16))
			}
		}
	}
	return s
}

// drawVisited draws a customer in one of a rep's territories whom the rep meets.
func (w *world) drawVisited(d *dice, r rep, on time.Time) string {
	var mine []int
	for t := range w.territories {
		if w.ownerOf(t, on) == r.id {
			mine = append(mine, t)
		}
	}
	weights := make([]int, len(w.customers))
	some := false
	for i, c := range w.customers {
		if c.every > 0 && slices.Contains(mine, c.territory) && within(c.since, c.until, on) {
			weights[i], some = 4000/(c.every+40), true
		}
	}
	if !some {
		return ""
	}
	return w.customers[d.pick(weights)].id
}

// task is a corrective action that was decided.
type task struct {
	problem, action, owner, figure string
	due, done                      time.Time
}

func (w *world) actionSheet() *sheet {
	s := &sheet{name: "actions", header: []string{"problem", "action", "owner", "due_on", "figure", "done_on"}}
	for _, t := range w.tasks {
		s.add(t.problem, t.action, t.owner, t.due, t.figure, t.done)
	}
	return s
}

// skillSheet lists each rep's skill levels and target levels, from 1 to 5.
func (w *world) skillSheet() *sheet {
	s := &sheet{name: "skills", header: []string{"rep_no", "skill", "level", "wanted", "action", "review_on", "done_on"}}
	d := newDice(w.name + " skills")
	for _, r := range w.reps {
		if !r.isEmployed(w.last) {
			continue
		}
		for i, skill := range w.words.skills {
			level := d.between(2, 5)
			if r.id == w.words.discounter && i == 0 {
				level = 1
			}
			action, review, done := "", time.Time{}, time.Time{}
			if level < 4 {
				action, review = w.words.training[i], w.workdayAfter(w.last, d.between(-70, 120))
				if d.chance(150) {
					done = w.workdayAfter(w.last, -d.between(20, 60))
				}
			}
			s.add(r.id, skill, level, 4, action, review, done)
		}
	}
	return s
}
