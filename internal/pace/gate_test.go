package pace

import (
	"errors"
	"testing"
)

// A message waits for the answers of those before it, and not for ever.
func TestMessagesWaitForAnswers(t *testing.T) {
	var l Gate
	for range mostUnderWay {
		l.Begin()
	}
	begun := make(chan struct{}, 1)
	go func() { l.Begin(); begun <- struct{}{} }()
	wrong := errors.New("wrong")
	err := l.End(func() error {
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
	l.Begin() // after a while, though none of the others is answered
	if l.underWay != mostUnderWay+1 || l.answers != 0 {
		t.Errorf("%d under way, %d answers wait", l.underWay, l.answers)
	}
}
