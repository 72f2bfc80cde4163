package ledger

import (
	"errors"
	"testing"
)

// A message waits for the answers of those before it, and not for ever.
func TestMessagesWaitForAnswers(t *testing.T) {
	var l leaving
	for range mostUnderWay {
		l.begin()
	}
	begun := make(chan struct{}, 1)
	go func() { l.begin(); begun <- struct{}{} }()
	wrong := errors.New("wrong")
	err := l.end(func() error {
		select {
		case <-begun:
			t.Error("a message began while an answer was written")
		default:
		}
		return wrong
	})
	if !errors.Is(err, wrong) {
		t.Errorf("end = %v", err)
	}
	<-begun
	l.begin() // after a while, though none of the others is answered
	if l.underWay != mostUnderWay+1 || l.answers != 0 {
		t.Errorf("%d under way, %d answers wait", l.underWay, l.answers)
	}
}
