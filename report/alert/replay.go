package alert

// Opening is one time that an alert would have opened.
type Opening struct {
	Opened, Over Evaluation // Over is zero while it lasts
	Mail         MailKind   // Over or Ended; NoMail while it lasts
}

// Replay counts how often the rule would have opened an alert over evaluations in order of time, none of them muted.
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
