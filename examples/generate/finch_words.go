package main

import "time"

var finchProducts = []product{
	{id: "SEC", name: "Secateurs", line: "Cutting", price: 1850, pack: 12, cost: 58, limit: 8, share: 22},
	{id: "LOP", name: "Loppers", line: "Cutting", price: 2990, pack: 6, cost: 60, limit: 8, share: 9},
	{id: "SPA", name: "Border spade", line: "Digging", price: 2790, pack: 6, cost: 64, limit: 10, share: 14, fades: day(2026, time.May, 1)},
	{id: "FOR", name: "Digging fork", line: "Digging", price: 2890, pack: 6, cost: 64, limit: 10, share: 10, fades: day(2026, time.May, 1)},
	{id: "CAN", name: "Watering can", line: "Watering", price: 1240, pack: 12, cost: 62, limit: 8, share: 14},
	{id: "HOS", name: "Hose, 25 m", line: "Watering", price: 3350, pack: 4, cost: 66, limit: 8, share: 15},
	{id: "GLO", name: "Gloves", line: "Clothing", price: 480, pack: 48, cost: 55, limit: 12, share: 13},
	{id: "PLA", name: "Plant support", line: "Growing", price: 360, pack: 60, cost: 57, limit: 10, share: 12},
	{id: "RBE", name: "Raised bed", line: "Growing", price: 6900, pack: 2, cost: 63, limit: 8, share: 10, rises: day(2025, time.February, 3)},
	{id: "DIS", name: "Display stand, set up", line: "Services", price: 12000, pack: 1, limit: 5, share: 2, service: true},
}

var finchCampaigns = []campaign{
	{"T25", "Spring trade fair 2025", "Fair", day(2025, 2, 10), day(2025, 2, 13), 18500, 40, 8, 1},
	{"M25", "Autumn mailing 2025", "Mailing", day(2025, 9, 8), day(2025, 9, 26), 4200, 30, 7, 3},
	{"T26", "Spring trade fair 2026", "Fair", day(2026, 2, 9), day(2026, 2, 12), 21000, 36, 3, 1},
	{"M26", "Raised beds mailing 2026", "Mailing", day(2026, 3, 9), day(2026, 4, 3), 4600, 52, 21, 3},
}

var finchWords = words{
	yes: "yes", no: "no",
	order: "SO", quoteNo: "Q", dealNo: "OPP", invoiceNo: map[string]string{"F": "INV", "V": "CN", "A": "DEP"},
	vat: "GB", phone: "+44 20", buying: "buying",
	field: "Rep", web: "Web shop",
	confirmed: "Confirmed", delivered: "Delivered", cancelled: "Cancelled", draft: "Draft",
	invoice: "Invoice", credit: "Credit note", deposit: "Deposit",
	sent: "Sent", replaced: "Replaced", accepted: "Accepted", refused: "Declined",
	stages: [3]string{"Qualified", "Proposal", "Negotiation"}, won: "Won", lost: "Lost",
	sources:     []string{"Website", "Fair", "Referral", "Mailing", "Call"},
	reasons:     []string{"Price", "Lead time", "Incumbent", "Project dropped", "No answer"},
	competitors: []string{"Thistle Tools", "Border & Sons", "Own import"},
	projects:    []string{"spring range", "new store", "shop refit", "range extension", "own-label tools", "annual contract"},
	steps: [3][3]string{
		{"Arrange a visit", "Send samples", "Size the need"},
		{"Price to be approved", "Revise the quote", "Chase the quote"},
		{"Meet to sign", "Confirm delivery", "Agree terms"},
	},
	newBusiness: "New business", renewal: "Renewal",
	visit: "Visit", call: "Call", meeting: "Meeting", office: "Office", travel: "Travel",
	ordered: "ordered", abandoned: "abandoned",
	cartSteps:  [4]string{"Basket", "Delivery", "Payment", "Confirmation"},
	themes:     [4]string{"Delivery", "Quality", "Price", "Service"},
	complaints: [4]string{"Came too late for the season", "Handles came loose", "Too dear for us", "Nobody calls back"},
	tickets:    [4]string{"Late delivery", "Damaged goods", "Wrong order", "Billing"},
	skills:     []string{"Hold the price", "Qualify a deal", "Close", "Know the range"},
	training:   []string{"Course: hold your price", "Ride along with the manager", "Role play", "Day at the works"},
	formal:     func(name string) string { return name },
	discounter: "4", leaks: day(2026, time.June, 1),
	absent: "3", absence: [2]time.Time{day(2026, time.August, 31), day(2026, time.September, 25)},
	slow:     [2]time.Time{day(2026, time.March, 2), day(2026, time.June, 12)},
	approval: day(2026, time.July, 1),
	payment:  day(2026, time.September, 7),
}

var finchTasks = []task{
	{"Late deliveries in spring", "Second carrier for Scotland and the north", "Alun Rees", "Delivery", day(2026, 6, 12), day(2026, 6, 12)},
	{"The north is short of its target", "Visit the seven customers who stopped", "Grace Whitfield", "North", day(2026, 10, 30), time.Time{}},
	{"Discounts beyond the limit", "Manager's approval above 8 %", "Grace Whitfield", "Margin rate", day(2026, 11, 6), time.Time{}},
	{"Deals wait at the proposal", "Answer on price within two days", "Alun Rees", "Days at Proposal", day(2026, 11, 27), time.Time{}},
	{"Spades and forks are down", "Second supplier in the catalogue", "Grace Whitfield", "Digging", day(2027, 1, 15), time.Time{}},
}
