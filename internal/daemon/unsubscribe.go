package daemon

import (
	"context"
	"net/http"
	"strings"

	"bilan/internal/ledger"
	"bilan/internal/run"
	"bilan/internal/suspension"
	"bilan/internal/unsubscribe"
)

// serveUnsubscribe serves the unsubscribe links in mails, and passes other requests on to rest. It accepts any Host
// header, because the links come through the user's proxy and are signed.
func (d *Daemon) serveUnsubscribe(rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		links := run.Links(d.active().cfg)
		if links == nil || d.active().cfg.Mail.Unsubscribe.URL == "" || !strings.HasPrefix(r.URL.Path, unsubscribe.Path) {
			rest.ServeHTTP(w, r)
			return
		}
		links.Handler(readers{d}).ServeHTTP(w, r)
	})
}

// readers are the people who get reports by mail.
type readers struct{ d *Daemon }

// Leave suspends an address for one report, and tells the report's owner once.
func (r readers) Leave(ctx context.Context, report, address string) error {
	g, now := r.d.active(), r.d.Now()
	fresh, err := suspension.Unsubscribe(ctx, r.d.Ledger, address, report, now)
	if err == nil && fresh {
		err = r.d.Ledger.Notify(ctx, g.Unsubscribed(now, ledger.Key{Report: report}, address)...)
	}
	switch {
	case err != nil:
		r.d.Log.Error("unsubscribing failed", "report", report, "address", address, "err", err)
	case fresh:
		r.d.Log.Info("unsubscribed", "report", report, "address", address)
	}
	return err
}

// Words returns the texts of the unsubscribe page in the report's language.
func (r readers) Words(report string) unsubscribe.Words {
	g := r.d.active()
	l := g.Locale(report)
	return unsubscribe.Words{
		Lang: l.Language(), Title: g.Title(report), Ask: l.Word("unsubscribe.ask"), Button: l.Word("unsubscribe.button"), Done: l.Word("unsubscribe.done"),
	}
}
