// Package history lists, from the state, the turns that were made and sent, each with its attempts, messages and the
// answers of mail servers.
package history

import (
	"context"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/natural"
)

// Turn is one slot with its editions, attempts, messages and notices.
type Turn struct {
	Report string    `json:"report"`
	Slot   string    `json:"slot"`
	Kind   string    `json:"kind"`
	ByHand string    `json:"by_hand,omitempty"` // how it differs from the scheduled turn, in words
	To     []string  `json:"to,omitempty"`      // for a test only: the addresses named on the command line
	State  string    `json:"state"`
	Reason string    `json:"reason,omitempty"`
	Due    time.Time `json:"due"`
	Late   string    `json:"late,omitempty"`
	late   time.Duration
	Made
	Attempts []Attempt `json:"attempts,omitempty"`
	Members  []Made    `json:"members,omitempty"` // the editions of members, without the edition for everybody
	Notices  []Message `json:"notices,omitempty"` // mails about the turn, to its owner or to readers about a delay
}

// Made is one edition of a turn with its mails.
type Made struct {
	Member  string `json:"member,omitempty"`
	Edition int64  `json:"edition,omitempty"`
	Version int    `json:"version,omitempty"` // 1, and one more with each correction of the turn
	// the newest version that was sent to the readers; 0 if there is none
	ReplacedBy int       `json:"replaced_by,omitempty"`
	Messages   []Message `json:"messages,omitempty"`
}

// Attempt is one attempt at producing a turn.
type Attempt struct {
	Number  int       `json:"number"`
	Started time.Time `json:"started"`
	Took    string    `json:"took,omitempty"`
	Outcome string    `json:"outcome"`
	Reason  string    `json:"reason,omitempty"`
}

// Message is one mail of a turn, and its result.
type Message struct {
	ID      int64     `json:"id"`
	Address string    `json:"address"`
	Role    string    `json:"role"`
	State   string    `json:"state"`
	Code    int       `json:"code,omitempty"`
	Reply   string    `json:"reply,omitempty"`
	Doubts  int       `json:"doubts,omitempty"` // attempts after which it was unknown whether a copy had arrived
	SentAt  time.Time `json:"sent_at,omitzero"`
	purpose ledger.Purpose
}

// Read returns the turns that a filter selects, in the order of the filter. Each has its attempts, editions, messages
// and notices.
func Read(ctx context.Context, l *ledger.Ledger, f ledger.Filter, now time.Time) ([]Turn, error) {
	noMember := ""
	f.Row = &noMember // editions of members are listed with the edition for everybody
	slots, err := l.Slots(ctx, f)
	if err != nil {
		return nil, err
	}
	list := make([]Turn, 0, len(slots))
	for _, s := range slots {
		turn := Turn{Report: s.Report, Slot: s.Slot, Kind: string(s.Kind), State: string(s.State), Reason: s.Reason, Due: s.Due}
		turn.ByHand, turn.To = byHand(s), s.To
		wasMade := s.State != ledger.Skipped && s.State != ledger.Missed
		if late := s.Late(now); late > time.Minute && wasMade && turn.ByHand == "" { // a turn requested by hand is never late
			turn.Late, turn.late = late.Round(time.Minute).String(), late
		}
		attempts, err := l.Attempts(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		for _, at := range attempts {
			if at.Slot != 0 {
				turn.Attempts = append(turn.Attempts, attemptOf(at))
			}
		}
		if s.Edition != 0 {
			if err := turn.addEditions(ctx, l, s); err != nil {
				return nil, err
			}
		}
		if turn.Notices, err = noticesOf(ctx, l, s.Key); err != nil {
			return nil, err
		}
		list = append(list, turn)
	}
	return list, nil
}

// byHand describes a slot that was requested by hand. It is "" for a turn of the schedule.
func byHand(s ledger.Slot) string {
	switch s.Kind {
	case ledger.Address:
		return "test to " + strings.Join(s.To, ", ")
	case ledger.Again:
		return "sent again by hand"
	case ledger.Correction:
		return "correction"
	}
	return ""
}

func attemptOf(at ledger.Attempt) Attempt {
	t := Attempt{Number: at.Number, Started: at.Started, Outcome: at.Outcome, Reason: at.Reason}
	if !at.Ended.IsZero() {
		t.Took = at.Ended.Sub(at.Started).Round(time.Millisecond).String()
	}
	return t
}

// addEditions adds the editions of a slot with their messages. Members are sorted by name.
func (c *Turn) addEditions(ctx context.Context, l *ledger.Ledger, s ledger.Slot) error {
	list, err := l.Editions(ctx, s.Report, s.Key.Slot) // newest first
	if err != nil {
		return err
	}
	replaced, err := l.ReplacedBy(ctx, s.Key)
	if err != nil {
		return err
	}
	messages := map[int64][]Message{}
	deliveries, err := l.TurnDeliveries(ctx, s.Key)
	for _, d := range deliveries {
		messages[d.Edition] = append(messages[d.Edition], messageOf(d))
	}
	for _, e := range slices.Backward(list) {
		made := Made{e.Row, e.ID, e.Version, replaced[e.ID], messages[e.ID]}
		switch {
		case e.Extra != s.Extra:
		case e.Row == "":
			c.Made = made
		default:
			c.Members = append(c.Members, made)
		}
	}
	slices.SortStableFunc(c.Members, func(a, b Made) int { return natural.Compare(a.Member, b.Member) })
	return err
}

// noticesOf returns the mails about one slot.
func noticesOf(ctx context.Context, l *ledger.Ledger, k ledger.Key) (list []Message, err error) {
	notices, err := l.NoticesOf(ctx, k.Report, k.Slot)
	for _, d := range notices {
		if d.Key == k {
			list = append(list, messageOf(d))
		}
	}
	return list, err
}

func messageOf(d ledger.Delivery) Message {
	return Message{d.ID, d.Address, d.Role, string(d.State), d.Code, d.Reply, d.Doubts, d.SentAt, d.Purpose}
}
