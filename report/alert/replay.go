package alert

// Ring is one time that an alert would have rung.
type Ring struct {
	Opened, Over Evaluation // Over is zero while it lasts
	Call         Call       // Over or Ended; Silence while it lasts
}

// Replay counts how often the rule would have opened an alert over evaluations in order of time, none of them muted.
func (r Rule) Replay(list []Evaluation) (rings []Ring) {
	var s State
	for _, e := range list {
		var call Call
		e.Muted = false
		switch s, call = r.Step(s, e); call {
		case Opened:
			rings = append(rings, Ring{Opened: e})
		case Over, Ended:
			last := &rings[len(rings)-1]
			last.Over, last.Call = e, call
		}
	}
	return rings
}
