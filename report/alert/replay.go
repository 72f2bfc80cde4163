package alert

// Opening is an opening of an alert in a replay, with its end.
type Opening struct {
	Opened, Closed Evaluation // Closed is zero if the alert is still open
	Mail           MailKind   // Recovered or PeriodEnded; NoMail if the alert is still open
}

// Replay returns the openings that the rule would have caused over evaluations in order of time, as if none were muted.
func (r Rule) Replay(list []Evaluation) (openings []Opening) {
	var s State
	for _, e := range list {
		var mail MailKind
		e.Muted = false
		switch s, mail = r.Step(s, e); mail {
		case Opened:
			openings = append(openings, Opening{Opened: e})
		case Recovered, PeriodEnded:
			last := &openings[len(openings)-1]
			last.Closed, last.Mail = e, mail
		}
	}
	return openings
}
