package sales

import (
	"cmp"
	"strconv"

	"bilan/internal/period"
)

// Definition returns the key of the sentence that defines a canonical metric. It is the metric's name, unless the mapping
// chooses between definitions.
func (m *Model) Definition(metric string) string {
	switch metric {
	case "revenue":
		if m.Revenue() == "invoices" {
			return "invoiced"
		}
		return m.Definition("ordered")
	case "ordered":
		switch e := m.entities["orders"]; {
		case e.Has("cancelled_on"):
			return "ordered, cancelled on their day"
		case e != nil && e.Lists["cancelled"] != nil:
			return "ordered, cancelled in their month"
		}
	case "sales":
		return "sales of " + m.Revenue()
	case "conversion":
		if m.Mapping.Definitions.Conversion == "issued" {
			return "conversion of issued quotes"
		}
		return "conversion of decided quotes"
	}
	return metric
}

// QuoteExpires returns after how many days a quote without an answer expires, as text.
func (m *Model) QuoteExpires() string { return strconv.Itoa(m.quoteExpiryDays()) }

// LostAfter returns after how long without an order a customer is lost.
func (m *Model) LostAfter() period.Span {
	return cmp.Or(m.Mapping.Definitions.LostAfter, period.Span{N: 12, Unit: period.Month})
}
