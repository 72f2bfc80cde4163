// Package progress shows on a terminal what the program is doing, if that takes long.
package progress

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// delay is how long work may take before a person sees its progress.
const delay = time.Second

// Progress shows the stage under way on a terminal once the work takes long; in a pipe it is silent.
type Progress struct {
	mu    sync.Mutex
	name  string
	timer *time.Timer
	bars  *mpb.Progress
	bar   *mpb.Bar
}

// New shows nothing yet; the caller calls Stop. It is safe for several goroutines.
func New(w io.Writer) *Progress {
	p := &Progress{}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.timer = time.AfterFunc(delay, func() { p.show(f) })
	}
	return p
}

// Stage announces the present stage.
func (p *Progress) Stage(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
}

func (p *Progress) current(decor.Statistics) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return " " + p.name
}

func (p *Progress) show(w io.Writer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer == nil {
		return
	}
	p.bars = mpb.New(mpb.WithOutput(w))
	p.bar = p.bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.AppendDecorators(decor.Any(p.current)))
}

// Stop takes the display away; it may be called twice.
func (p *Progress) Stop() {
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
