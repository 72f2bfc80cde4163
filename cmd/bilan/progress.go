package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progressDelay is how long work may take before a person is told what is going on.
const progressDelay = time.Second

// progress shows the stage under way on a terminal once the work takes long; in a pipe it is silent.
type progress struct {
	mu    sync.Mutex
	name  string
	timer *time.Timer
	bars  *mpb.Progress
	bar   *mpb.Bar
}

func newProgress(w io.Writer) *progress {
	p := &progress{}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.timer = time.AfterFunc(progressDelay, func() { p.show(f) })
	}
	return p
}

func (p *progress) stage(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
}

func (p *progress) current(decor.Statistics) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return " " + p.name
}

func (p *progress) show(w io.Writer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer == nil {
		return
	}
	p.bars = mpb.New(mpb.WithOutput(w))
	p.bar = p.bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.AppendDecorators(decor.Any(p.current)))
}

// stop takes the display away; it may be called twice.
func (p *progress) stop() {
	p.mu.Lock()
	if p.timer != nil {
		p.timer.Stop()
		p.timer = nil
	}
	bars, bar := p.bars, p.bar
	p.bars, p.bar = nil, nil
	p.mu.Unlock()
	if bar != nil {
		bar.Abort(true)
		bars.Wait()
	}
}
