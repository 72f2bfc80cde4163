package main

import "time"

// words are the terms and names in a company's files, and the people and dates of its events.
type words struct {
	yes, no                                 string
	order, quoteNo, dealNo                  string // prefixes of numbers
	invoiceNo                               map[string]string
	vat, phone, buying                      string
	field, web                              string // sales channels
	confirmed, delivered, cancelled, draft  string
	invoice, credit, deposit                string
	sent, replaced, accepted, refused       string
	stages                                  [3]string
	won, lost                               string
	sources, reasons, competitors, projects []string
	steps                                   [3][3]string // next steps, by stage
	newBusiness, renewal                    string
	visit, call, meeting, office, travel    string
	ordered, abandoned                      string
	cartSteps, themes, complaints, tickets  [4]string
	skills, training                        []string
	formal                                  func(name string) string // a name as payroll writes it

	discounter string // the rep who gives too high discounts
	leaks      time.Time
	absent     string // the rep who was absent for weeks
	absence,
	slow [2]time.Time // deliveries were late between these days
	approval time.Time // the day since when prices need an approval
	payment  time.Time // the day since when the shop has its new payment page
}
