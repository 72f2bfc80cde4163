package pace

import (
	"context"
	"errors"
	"testing"
)

// A message begins once the message before it is answered, or once the server has taken too long to answer it.
func TestMessagesBeginOneAfterTheOther(t *testing.T) {
	g, nothing := NewGate(), func() error { return nil }
	begun := make(chan struct{}, 1)
	var first func()
	first, err := g.Begin(t.Context(), func() error {
		go func() {
			answered, err := g.Begin(t.Context(), nothing)
			answered()
			if err != nil {
				t.Error(err)
			}
			begun <- struct{}{}
		}()
		gone, end := context.WithCancel(t.Context())
		end()
		if _, err := g.Begin(gone, nothing); !errors.Is(err, context.Canceled) {
			t.Errorf("who does not wait any more has its turn: %v", err)
		}
		select {
		case <-begun:
			t.Error("a message began while another's beginning was written")
		default:
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	<-begun // although the first message is not answered
	first()
	first()
	wrong := errors.New("wrong")
	if _, err := g.Begin(t.Context(), func() error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("begin = %v", err)
	}
	answered, err := g.Begin(t.Context(), nothing) // no other message is being sent
	answered()
	if err != nil {
		t.Error(err)
	}
}
