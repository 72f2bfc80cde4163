package maker

import (
	"context"

	"bilan/internal/run"
	"bilan/report/alert"
)

// Verdict is the result of an alert's evaluation.
type Verdict struct {
	Tracks   []alert.Track
	Said     string    // which alerts opened and which ended, for the history; "" if none did
	Name     string    // the file name of the mail
	Messages []Message // each with its complete bytes as head
}

// evaluate evaluates an alert for the figure of a turn.
func evaluate(ctx context.Context, p *run.Program, t Task) (*Verdict, error) {
	v, err := p.Evaluate(ctx, t.order(), *t.Watch)
	if err != nil {
		return nil, err
	}
	out := &Verdict{Tracks: v.Tracks, Said: v.String()}
	if v.Mail == nil {
		return out, nil
	}
	for _, m := range v.Mail.Messages {
		out.Name = m.Envelope.Name
		out.Messages = append(out.Messages, Message{Address: m.Envelope.To, MessageID: m.MessageID, Head: append(m.Head, v.Mail.Body...)})
	}
	return out, nil
}
