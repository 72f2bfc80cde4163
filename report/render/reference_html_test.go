package render

import (
	"fmt"
	"html"
	"strings"

	"bilan/report/reporttest"
)

const referenceStyle = `@page{size:A4;margin:14mm 12mm} body{font:9pt 'Source Sans 3';color:#222;margin:0} h1{font-size:16pt;margin:0} h2{font-size:11pt;margin:10pt 0 4pt;break-after:avoid}
table{border-collapse:collapse;width:100%} thead{display:table-header-group} tr{break-inside:avoid} th,td{padding:2pt 4pt;text-align:right} th{border-bottom:1pt solid #222}
td{border-bottom:.25pt solid #ddd} .l{text-align:left} .cards td{border:.5pt solid #bbb;text-align:left;vertical-align:top} .v{font-size:13pt;font-weight:bold} .good{color:#1a7f37}
.bad{color:#b42318} .new{break-before:page} svg{display:block} text{font:7.5pt 'Source Sans 3'}`

// page writes the reference document as HTML, as someone would who prints reports with a browser.
type page struct{ strings.Builder }

func (f facts) html() string {
	var p page
	p.add(`<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Rapport commercial</title><style>%s</style>`, referenceStyle)
	p.add(`<h1>Rapport commercial : réalisé contre objectif</h1><p>Exercice 2026, réalisé (R) contre objectif (Obj.)</p><table class="cards"><tr>`)
	for _, k := range f.cards {
		p.add(`<td>%s<div class="v">%s</div><div class="%s">%s vs objectif</div></td>`, html.EscapeString(k.name), k.money(), goodOrBad(k.gap()), reporttest.Arrow(k.ratio())+reporttest.Pct(k.ratio()))
	}
	p.add(`</tr></table><h2>Chiffre d’affaires HT par mois (k€)</h2>`)
	p.trend(f)
	p.add(`<h2>Réalisé et objectif par unité (€)</h2>`)
	p.head("lUnité", "Réalisé", "Objectif", "Écart", "Écart %", "N‑1")
	for _, u := range f.units {
		p.add(`<tr><td class="l">%s<td>%s<td>%s<td class="%s">%s<td class="%[4]s">%[6]s<td>%[7]s</tr>`, html.EscapeString(u.name), reporttest.Fr(u.value, 0), reporttest.Fr(u.target, 0), goodOrBad(u.gap()), reporttest.Signed(u.gap(), 0),
			reporttest.Arrow(u.gap())+reporttest.Signed(u.ratio()*100, 1), reporttest.Fr(u.prior, 0))
	}
	p.add(`</table><h2 class="new">Entonnoir commercial (k€)</h2>`)
	p.funnel(f)
	p.add(`<h2>Chiffre d’affaires HT par région (k€)</h2>`)
	p.bars(f)
	p.add(`<h2>Détail des affaires</h2>`)
	p.head("Nº", "lDate", "lClient", "lProduit", "lCommercial", "Qté", "Réalisé €", "Objectif €", "Écart %")
	for i, d := range f.deals {
		gap := d.value/d.target - 1
		p.add(`<tr><td>%d<td class="l">%s<td class="l">%s<td class="l">%s<td class="l">%s<td>%s<td>%s<td>%s<td class="%s">%s</tr>`, i+1, d.date, html.EscapeString(d.client), d.product, d.rep,
			reporttest.Fr(d.quantity, 0), reporttest.Fr(d.value, 0), reporttest.Fr(d.target, 0), goodOrBad(gap), reporttest.Signed(gap*100, 1))
	}
	p.add(`</table></html>`)
	return p.String()
}

func (p *page) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func goodOrBad(v float64) string {
	if v < 0 {
		return "bad"
	}
	return "good"
}

// head starts a table. A label that begins with "l" is left-aligned.
func (p *page) head(labels ...string) {
	p.add(`<table><thead><tr>`)
	for _, label := range labels {
		name, left := strings.CutPrefix(label, "l")
		p.add(`<th%s>%s`, map[bool]string{true: ` class="l"`}[left], name)
	}
	p.add(`</thead>`)
}

func (p *page) trend(f facts) {
	p.add(`<svg width="520pt" height="170pt" viewBox="0 0 520 170">`)
	x, y := func(i int) float64 { return 40 + 42*float64(i) }, func(v float64) float64 { return 150 - v/10_000 }
	for v := 0.0; v <= 1_400_000; v += 200_000 {
		p.add(`<path d="M40 %.1fH510" stroke="#ddd"/><text x="36" y="%.1f" text-anchor="end">%s</text>`, y(v), y(v)+2, reporttest.Fr(v/1000, 0))
	}
	var ac, pl string
	for i, month := range f.months {
		ac += fmt.Sprintf("%.1f,%.1f ", x(i), y(f.actual[i]))
		pl += fmt.Sprintf("%.1f,%.1f ", x(i), y(f.target[i]))
		p.add(`<text x="%.1f" y="163" text-anchor="middle">%s</text><circle cx="%.1[1]f" cy="%.1[3]f" r="1.8"/>`, x(i), month, y(f.actual[i]))
	}
	p.add(`<polyline fill="none" stroke="#222" stroke-width="1.5" points="%s"/><polyline fill="none" stroke="#555" stroke-dasharray="4 2" points="%s"/></svg>`, ac, pl)
}

func (p *page) funnel(f facts) {
	p.add(`<svg width="520pt" height="125pt" viewBox="0 0 520 125">`)
	for i, s := range f.stages {
		width, y := 260*s.value/f.stages[0].value, 4+24*i
		p.add(`<text x="112" y="%d" text-anchor="end">%s</text><rect x="120" y="%d" width="%.1f" height="18" fill="#667"/><text x="400" y="%[1]d">%[5]s</text><text x="450" y="%[1]d">%[6]s</text>`,
			y+12, html.EscapeString(s.name), y, width, reporttest.Fr(s.target, 0), reporttest.Fr(s.value/1000, 0))
	}
	p.add(`</svg>`)
}

func (p *page) bars(f facts) {
	p.add(`<svg width="520pt" height="125pt" viewBox="0 0 520 125">`)
	for i, r := range f.regions {
		y := 4 + 20*i
		p.add(`<text x="92" y="%d" text-anchor="end">%s</text><rect x="100" y="%d" width="%.1f" height="13" fill="#222"/><path d="M%.1f %dv16" stroke="#222"/><text x="370" y="%[1]d">%[7]s</text>`,
			y+10, html.EscapeString(r.name), y, r.value/13_000, 100+r.target/13_000, y-2, reporttest.Fr(r.value/1000, 0))
		p.add(`<text x="420" y="%d" class="%s" fill="currentColor">%s</text><text x="460" y="%[1]d">%[4]s</text>`, y+10, goodOrBad(r.gap()), reporttest.Signed(r.gap()/1000, 0), reporttest.Arrow(r.gap())+reporttest.Pct(r.ratio()))
	}
	p.add(`</svg>`)
}
