package main

import "time"

// words are the names used in a company's files, and the dates of its stories.
type words struct {
	yes, no                                 string
	order, quoteNo, dealNo                  string // how numbers begin
	invoiceNo                               map[string]string
	vat, phone, buying                      string
	field, web                              string // channels
	confirmed, delivered, cancelled, draft  string
	invoice, credit, deposit                string
	sent, replaced, accepted, refused       string
	stages                                  [3]string
	won, lost                               string
	sources, reasons, competitors, projects []string
	steps                                   [3][3]string // what is done next, by stage
	newBusiness, renewal                    string
	visit, call, meeting, office, travel    string
	ordered, abandoned                      string
	cartSteps, themes, complaints, tickets  [4]string
	skills, training                        []string
	formal                                  func(name string) string // as payroll writes a name

	discounter string // gives price away
	leaks      time.Time
	absent     string // was at home for weeks
	absence,
	slow [2]time.Time // deliveries were late
	approval time.Time // since when prices need one
	payment  time.Time // since when the shop has its new payment page
}
