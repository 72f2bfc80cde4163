package status

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// askTimeout is how long the daemon may take to answer. It is longer than /readyz takes with a slow state.
const askTimeout = 6 * time.Second

// readProcess finds out whether a daemon works on the state, and asks the one at the place at whether it is ready.
func (s *reader) readProcess(ctx context.Context, at Place) (Process, error) {
	p := Process{Address: at.Address}
	if s.ledger == nil {
		s.addProblem(Critical, "", "no daemon has run with this state (bilan serve)")
		return p, nil
	}
	var err error
	if p.Running, err = s.ledger.WorkedByOthers(ctx); err != nil {
		return p, err
	}
	if !p.Running {
		s.addProblem(Critical, "", "no daemon runs (bilan serve)")
		return p, nil
	}
	p.Answer = askPage(ctx, p.Address, "/healthz")
	if p.Answer == "ok" {
		p.Answer = askPage(ctx, p.Address, "/readyz")
	}
	_, port, _ := net.SplitHostPort(p.Address)
	switch {
	case p.Answer == Ready:
	case strings.HasPrefix(p.Answer, Ready):
		s.addProblem(Warning, "", "the daemon is %s", p.Answer)
	case p.Answer != "":
		s.addProblem(Critical, "", "the daemon is not ready: %s", p.Answer)
	case port != "0" && !at.Elsewhere:
		s.addProblem(Critical, "", "a daemon uses the state, but none answers on %s", p.Address)
	}
	return p, nil
}

// askPage returns the daemon's answer for a page on one line, "" if there is none.
func askPage(ctx context.Context, address, page string) string {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+page, nil)
	if err != nil {
		return ""
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1000))
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(strings.TrimSpace(string(body)), "\n", "; ")
}
