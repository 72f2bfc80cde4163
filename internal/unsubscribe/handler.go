package unsubscribe

import (
	"context"
	"html/template"
	"net/http"
)

// Words are the texts of an unsubscribe page, in the report's language.
type Words struct {
	Lang   string
	Title  string // the report's name
	Ask    string // says what the button does
	Button string
	Done   string // shown after the button was pressed
}

// List is the list of a report's readers.
type List interface {
	// Leave removes an address from a report. It may be called any number of times.
	Leave(ctx context.Context, report, address string) error
	// Words returns the texts of a report's page.
	Words(report string) Words
}

// mostForm limits the size of a request, in bytes.
const mostForm = 4 << 10

// Handler serves the paths below Path. A GET only shows a page, because malware scanners follow links; a valid POST
// unsubscribes. The token in the path takes the place of a password.
func (l *Links) Handler(list List) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+"{token}", func(w http.ResponseWriter, r *http.Request) {
		report, _, err := l.parseToken(r.PathValue("token"))
		if err != nil {
			http.Error(w, errToken.Error(), http.StatusNotFound)
			return
		}
		showPage(w, page{Words: list.Words(report)})
	})
	mux.HandleFunc("POST "+Path+"{token}", func(w http.ResponseWriter, r *http.Request) {
		report, address, err := l.parseToken(r.PathValue("token"))
		if err != nil {
			http.Error(w, errToken.Error(), http.StatusNotFound)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostForm)
		if r.PostFormValue("List-Unsubscribe") != "One-Click" {
			http.Error(w, "the request does not say "+oneClick, http.StatusBadRequest)
			return
		}
		if err := list.Leave(r.Context(), report, address); err != nil {
			http.Error(w, "try again later", http.StatusServiceUnavailable)
			return
		}
		showPage(w, page{list.Words(report), true})
	})
	return mux
}

type page struct {
	Words
	Left bool
}

var pageHTML = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title>
<style>body{font:16px/1.5 sans-serif;max-width:34em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.5em 1em}</style></head>
<body><h1>{{.Title}}</h1>
{{if .Left}}<p>{{.Done}}</p>
{{else}}<p>{{.Ask}}</p>
<form method="post"><button name="List-Unsubscribe" value="One-Click">{{.Button}}</button></form>
{{end}}</body></html>
`))

func showPage(w http.ResponseWriter, p page) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer") // no other site may learn the address, because it contains the token
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
	_ = pageHTML.Execute(w, p) // an error means that the client has gone
}
