package alert

// Opening is an opening of an alert in a replay, with its end.
type Opening struct {
	Opened, Over Evaluation // Over is zero if the alert is still open
	Mail         MailKind   // Over or Ended; NoMail if the alert is still open
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
		case Over, Ended:
			last := &openings[len(openings)-1]
			last.Over, last.Mail = e, mail
		}
	}
	return openings
}
