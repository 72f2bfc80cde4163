package sales

import (
	"fmt"
	"strings"
)

// campaignResults has a row for each campaign with the orders that name it, and their margin, up to today.
func (m *Model) campaignResults() Derived {
	carried := m.columnsAmong("campaigns", "channel")
	query := fmt.Sprintf(`select c.id, c.name, c.from_day, c.cost%s, coalesce(o.orders, 0) as orders, coalesce(o.margin, 0) as margin from sales.campaigns c
 left join (select campaign, count(distinct id) as orders, sum(amount - cost) as margin from sales.orders where day <= :today group by campaign) o on o.campaign in (c.id, c.name)`,
		strings.Join(append([]string{""}, carried...), ", c."))
	return Derived{From: "campaigns", Query: query, Keys: keysOf(carried)}
}
