// Package progress shows on a terminal what the program is doing, if the work takes long.
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

// delay is how long work takes before its progress is shown.
const delay = time.Second

// Progress shows the present stage of work on a terminal once the work takes long. If the output is no terminal, it shows
// nothing. It is safe for concurrent use.
type Progress struct {
	mu    sync.Mutex
	name  string
	timer *time.Timer
	bars  *mpb.Progress
	bar   *mpb.Bar
}

// New starts the delay after which progress is shown on w. The caller calls Stop.
func New(w io.Writer) *Progress {
	p := &Progress{}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.timer = time.AfterFunc(delay, func() { p.show(f) })
	}
	return p
}

// Stage sets the name of the present stage.
func (p *Progress) Stage(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name = name
}

func (p *Progress) stageText(decor.Statistics) string {
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
	p.bar = p.bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.AppendDecorators(decor.Any(p.stageText)))
}

// Stop removes the display. It may be called twice.
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
