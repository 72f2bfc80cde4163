package main

import (
	"fmt"
	"strings"
	"time"
)

// shape is the folder that a program exports. The names of its columns are public; its rows are invented here.
type shape struct {
	name     string
	files    map[string][]string // lines by file name
	want     map[string]string   // the column by role, such as orders.day; several acceptable columns are separated by ¦
	entities string              // the entities that must be found
	report   string              // a report that must be made
}

var shapeDay = time.Date(2026, 11, 13, 0, 0, 0, 0, time.UTC)

// day returns the day i days before the newest one.
func day(i int, layout string) string { return shapeDay.AddDate(0, 0, -i).Format(layout) }

// rows returns a header and n lines below it.
func rows(header string, n int, row func(i int) string) []string {
	list := []string{header}
	for i := range n {
		list = append(list, row(i))
	}
	return list
}

func of(i int, list ...string) string { return list[i%len(list)] }

func comma(x float64) string { return strings.Replace(fmt.Sprintf("%.2f", x), ".", ",", 1) }

const fr, iso, us = "02/01/2006", "2006-01-02", "01/02/2006"

var (
	frenchReps = []string{"LEROY Anne", "MOREAU Luc", "PETIT Zoé", "GARCIA Paul"}
	months     = "janv;févr;mars;avr;mai;juin;juil;août;sept;oct;nov;déc"
)

func shapes() []shape {
	return []shape{
		{name: "headless", report: "objectives", entities: "orders reps quotas",
			files: map[string][]string{
				"commandes.csv": rows("C0;"+day(0, fr)+";LEROY Anne;1000,00", 600, func(i int) string {
					return fmt.Sprintf("C%d;%s;%s;%s", i+1, day(i, fr), of(i, frenchReps...), comma(900+float64(i)))
				}),
				"commerciaux.csv": rows("Matricule;Nom;Service", 4, func(i int) string { return fmt.Sprintf("%d;%s;%s", 12+i, frenchReps[i], of(i, "Nord", "Sud")) }),
				"objectifs.csv": rows("2026-01-01;LEROY Anne;9000,00", 4*12-1, func(i int) string {
					return fmt.Sprintf("2026-%02d-01;%s;9000,00", 1+(i+1)/4, of(i+1, frenchReps...))
				}),
			},
			want: map[string]string{"orders.id": "column_1", "orders.day": "column_2", "orders.amount": "column_4", "orders.rep": "column_3",
				"quotas.month": "column_1", "quotas.amount": "column_3", "quotas.rep": "column_2", "reps.id": "Matricule", "reps.name": "Nom", "reps.team": "Service"}},
		{name: "sage", report: "objectives", entities: "orders invoices quotes reps customers quotas",
			files: map[string][]string{
				"documents.csv": rows("Type de document;N° pièce;Date;N° tiers;Intitulé;Collaborateur;Total HT;Total TTC;Etat", 600, func(i int) string {
					kind := of(i, "Devis", "Bon de commande", "Bon de livraison", "Facture", "Bon de commande", "Facture", "Avoir")
					state := map[string]string{"Devis": of(i/7, "Accepté", "Refusé", "En cours"), "Bon de commande": of(i/7, "Validé", "Validé", "Saisi", "Annulé")}[kind]
					return fmt.Sprintf("%s;%s%05d;%s;C%02d;Société %d;%s;%s;%s;%s", kind, kind[:1], i, day(i, fr), i%40, i%40, of(i, frenchReps...), comma(900+float64(i)), comma(1080+1.2*float64(i)), state)
				}),
				"collaborateurs.csv": rows("Matricule;Nom;Prénom;Service;Courriel", 4, func(i int) string {
					last, first, _ := strings.Cut(frenchReps[i], " ")
					return fmt.Sprintf("%d;%s;%s;%s;r%d@x.example", 12+i, last, first, of(i, "Nord", "Sud"), i)
				}),
				"tiers.csv": rows("N° tiers;Intitulé;Catégorie;Pays;SIRET;Collaborateur;Date de création", 40, func(i int) string {
					return fmt.Sprintf("C%02d;Société %d;%s;FR;%014d;%s;%s", i, i, of(i, "PME", "Grand compte"), i, of(i, frenchReps...), day(900+i, fr))
				}),
				"objectifs 2026 k€.csv": rows("Commercial;"+months, 4, func(i int) string { return frenchReps[i] + strings.Repeat(fmt.Sprintf(";%d", 20+i), 12) }),
			},
			want: map[string]string{"orders.id": "N° pièce", "orders.day": "Date", "orders.amount": "Total HT", "orders.rep": "Collaborateur", "orders.customer": "N° tiers¦Intitulé", "orders.status": "Etat",
				"invoices.id": "N° pièce", "invoices.amount": "Total HT", "invoices.kind": "Type de document", "quotes.status": "Etat", "quotes.created": "Date", "reps.id": "Matricule",
				"reps.name": `"Prénom" || ' ' || "Nom"`, "reps.team": "Service", "reps.mail": "Courriel", "customers.id": "N° tiers", "customers.name": "Intitulé", "customers.segment": "Catégorie",
				"customers.country": "Pays", "customers.tax_id": "SIRET", "customers.rep": "Collaborateur", "customers.created": "Date de création", "quotas.rep": "Commercial", "quotas.month": "mois", "quotas.amount": "montant"}},
		{name: "ebp", report: "customers", entities: "invoices customers products reps",
			files: map[string][]string{
				"Factures de vente.csv": rows("Numéro;Date;Code client;Nom du client;Code commercial;Total HT net;Montant TVA;Total TTC;Date échéance;Etat", 500, func(i int) string {
					return fmt.Sprintf("FA%05d;%s;CL%02d;Client %d;%s;%s;%s;%s;%s;%s", i, day(i, fr), i%30, i%30, of(i, "COM1", "COM2"), comma(300), comma(60), comma(360), day(i-30, fr), of(i, "Validée", "Validée", "Provisoire"))
				}),
				"Articles.csv": rows("Code article;Libellé;Code famille;PV HT", 20, func(i int) string {
					return fmt.Sprintf("AR%03d;Produit %d;%s;%s", i, i, of(i, "MEU", "LUM"), comma(20+float64(i)))
				}),
				"Clients.csv": rows("Code;Nom;Famille client;Code commercial;Code postal;Ville;Pays;Téléphone", 30, func(i int) string {
					return fmt.Sprintf("CL%02d;Client %d;%s;%s;75001;Paris;France;01 02 03 04 05", i, i, of(i, "Pro", "Revendeur"), of(i, "COM1", "COM2"))
				}),
				"Commerciaux.csv": {"Code;Nom;Prénom;E-mail", "COM1;Leroy;Anne;a@x.example", "COM2;Moreau;Luc;l@x.example"},
			},
			want: map[string]string{"invoices.id": "Numéro", "invoices.day": "Date", "invoices.amount": "Total HT net", "invoices.customer": "Code client¦Nom du client", "invoices.rep": "Code commercial",
				"invoices.due": "Date échéance", "products.id": "Code article", "products.name": "Libellé", "products.range": "Code famille", "products.list_price": "PV HT", "customers.id": "Code", "customers.name": "Nom",
				"customers.segment": "Famille client", "customers.rep": "Code commercial", "customers.country": "Pays", "customers.phone": "Téléphone", "reps.id": "Code", "reps.mail": "E-mail"}},
		{name: "dolibarr", report: "forecast", entities: "invoices quotes customers",
			files: map[string][]string{
				"export_facture_1.csv": rows("Id facture,Réf. facture,Type,Nom du tiers,Code client,Date facturation,Date échéance,Montant HT,Montant TVA,Montant TTC,État", 400, func(i int) string {
					return fmt.Sprintf("%d,FA%04d,%s,Tiers %d,CU%02d,%s,%s,%d.50,20.00,120.50,%s", i+1, i, of(i, "Facture standard", "Facture standard", "Facture standard", "Facture avoir"), i%25, i%25, day(i, iso), day(i-30, iso), 100+i, of(i, "Payée", "Impayée"))
				}),
				"export_propale_1.csv": rows("Id,Réf. proposition,Tiers,Date de proposition,Date fin de validité,Montant HT,État", 200, func(i int) string {
					return fmt.Sprintf("%d,PR%04d,Tiers %d,%s,%s,%d.00,%s", i+1, i, i%25, day(2*i, iso), day(2*i-30, iso), 500+i, of(i, "Brouillon", "Validée (proposition ouverte)", "Signée (à facturer)", "Non signée (fermée)", "Facturée"))
				}),
				"export_societe_1.csv": rows("Id,Nom,Code client,SIREN,Pays,Téléphone,Date création", 25, func(i int) string {
					return fmt.Sprintf("%d,Tiers %d,CU%02d,%09d,France,01,%s", i+1, i, i, i, day(800+i, iso))
				}),
			},
			want: map[string]string{"invoices.id": "Réf. facture¦Id facture", "invoices.day": "Date facturation", "invoices.amount": "Montant HT", "invoices.kind": "Type", "invoices.customer": "Code client¦Nom du tiers", "invoices.due": "Date échéance",
				"quotes.id": "Réf. proposition¦Id", "quotes.created": "Date de proposition", "quotes.valid": "Date fin de validité", "quotes.amount": "Montant HT", "quotes.status": "État", "quotes.customer": "Tiers",
				"customers.id": "Code client", "customers.name": "Nom", "customers.tax_id": "SIREN", "customers.country": "Pays", "customers.phone": "Téléphone", "customers.created": "Date création"}},
		{name: "dolibarr-lines", report: "customers", entities: "invoices",
			files: map[string][]string{"export_facture_1.csv": rows("Id. facture,Réf. facture,Type,Code client,Date facturation,Montant HT,Montant TVA,Montant TTC,Id. ligne,Quantité pour la ligne,Montant HT de la ligne,Montant TVA de la ligne,Montant TTC de la ligne,Réf. produit", 400, func(i int) string {
				n := 100 + i/2            // half the amount of an invoice with two lines
				line := n + 10 - 20*(i%2) // the amount of a line: the two lines differ
				return fmt.Sprintf("%d,FA%04d,Facture standard,CU%02d,%s,%d.00,%d.40,%d.40,%d,%d,%d.00,%d.20,%d.20,R%d", i/2+1, i/2, i%25, day(i/2, iso), 2*n, 2*n/5, 2*n+2*n/5, i+1, 1+i%3, line, line/5, line+line/5, i%7)
			})},
			want: map[string]string{"invoices.id": "Réf. facture¦Id. facture", "invoices.day": "Date facturation", "invoices.amount": "Montant HT de la ligne", "invoices.kind": "Type", "invoices.customer": "Code client",
				"invoices.product": "Réf. produit", "invoices.quantity": "Quantité pour la ligne"}},
		{name: "odoo", report: "customers", entities: "orders quotes",
			files: map[string][]string{"sale.order.csv": odooLines()},
			want: map[string]string{"orders.id": "Référence de la commande", "orders.day": "Date de la commande", "orders.amount": "Lignes de commande/Sous-total", "orders.rep": "Vendeur", "orders.customer": "Client",
				"orders.product": "Lignes de commande/Article", "orders.quantity": "Lignes de commande/Quantité", "orders.status": "Statut", "quotes.id": "Référence de la commande", "quotes.created": "Date de la commande", "quotes.status": "Statut"}},
		{name: "hubspot", report: "pipeline", entities: "deals",
			files: map[string][]string{"hubspot-crm-exports-all-deals.csv": rows(`Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Pipeline,Deal Type,Associated Company,Closed Lost Reason,"Date entered ""Appointment Scheduled (Sales Pipeline)""","Date entered ""Contract Sent (Sales Pipeline)""","Date entered ""Closed Won (Sales Pipeline)"""`, 300, func(i int) string {
				stage := of(i, "Appointment Scheduled", "Contract Sent", "Closed Won", "Closed Lost")
				sent, won := "", ""
				if stage != "Appointment Scheduled" {
					sent = day(i-10, iso) + " 10:00"
				}
				if stage == "Closed Won" {
					won = day(i-20, iso) + " 10:00"
				}
				return fmt.Sprintf("%d,Deal %d,%s,%d,%s 00:00,%s 09:00,%s,Sales Pipeline,newbusiness,Acme %d,%s,%s 09:00,%s,%s", 9000+i, i, stage, 500*(1+i%50), day(i-60, iso), day(i, iso), of(i, "Ann Berg", "Bob Stone"), i%20, of(i, "", "", "", "Price"), day(i, iso), sent, won)
			})},
			want: map[string]string{"deals.id": "Record ID", "deals.stage": "Deal Stage", "deals.amount": "Amount", "deals.close": "Close Date", "deals.created": "Create Date", "deals.rep": "Deal owner", "deals.type": "Deal Type",
				"deals.customer": "Associated Company", "deals.reason": "Closed Lost Reason", "deals.entered Contract Sent": `Date entered "Contract Sent (Sales Pipeline)"`}},
		{name: "salesforce", report: "pipeline", entities: "deals customers reps",
			files: map[string][]string{
				"Opportunity.csv": rows("Id,AccountId,Name,StageName,Amount,Probability,CloseDate,CreatedDate,OwnerId,LeadSource,Type,NextStep,IsPrivate", 300, func(i int) string {
					return fmt.Sprintf("006%05d,001%03d,Opp %d,%s,%d.0,%s,%s,%sT10:00:00.000Z,005%d,%s,New Business,Call,false", i, i%40, i, of(i, "Prospecting", "Qualification", "Negotiation/Review", "Closed Won", "Closed Lost"), 1000*(1+i%70), of(i, "10", "20", "80", "100", "0"), day(i-50, iso), day(i, iso), i%3, of(i, "Web", "Partner"))
				}),
				"Account.csv": rows("Id,Name,Industry,BillingCountry,OwnerId,CreatedDate", 40, func(i int) string {
					return fmt.Sprintf("001%03d,Account %d,%s,France,005%d,%sT00:00:00.000Z", i, i, of(i, "Retail", "Energy"), i%3, day(900, iso))
				}),
				"User.csv": {"Id,FirstName,LastName,Email,Department", "0050,Ann,Berg,ann@x.example,North", "0051,Bob,Stone,bob@x.example,South", "0052,Cara,Li,cara@x.example,North"},
			},
			want: map[string]string{"deals.id": "Id", "deals.customer": "AccountId", "deals.stage": "StageName", "deals.amount": "Amount", "deals.probability": "Probability", "deals.close": "CloseDate", "deals.created": "CreatedDate",
				"deals.rep": "OwnerId", "deals.source": "LeadSource", "deals.type": "Type", "deals.next_step": "NextStep", "customers.id": "Id", "customers.name": "Name", "customers.segment": "Industry", "customers.rep": "OwnerId",
				"customers.created": "CreatedDate", "customers.country": "BillingCountry", "reps.id": "Id", "reps.name": `"FirstName" || ' ' || "LastName"`, "reps.mail": "Email", "reps.team": "Department"}},
		{name: "pipedrive", report: "pipeline", entities: "deals",
			files: map[string][]string{"deals-3214.csv": rows("Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Owner,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Deal closed on", 300, func(i int) string {
				status := of(i, "Open", "Won", "Lost", "Open")
				won, lost, closed := "", "", ""
				if status != "Open" {
					closed = day(i-20, iso) + " 10:00:00"
				}
				if status == "Won" {
					won = closed
				}
				if status == "Lost" {
					lost = closed
				}
				return fmt.Sprintf("%d,Deal %d,%d,EUR,Org %d,%s,%s,%s,%s 10:00:00,%s,%s,%s,%s,%s", i+1, i, 100*(1+i%90), i%20, of(i, "Ann", "Bob"), of(i/4, "Qualified", "Demo Scheduled", "Proposal Made"), status, day(i, iso), day(i-40, iso), won, lost, of(i, "", "", "Price", ""), closed)
			})},
			want: map[string]string{"deals.id": "Deal - ID", "deals.amount": "Deal - Value", "deals.customer": "Deal - Organization", "deals.rep": "Deal - Owner", "deals.created": "Deal - Deal created",
				"deals.stage": `case when "Deal - Status" in ('Won', 'Lost') then "Deal - Status" else "Deal - Stage" end`, "deals.close": "Deal - Expected close date", "deals.closed": "Deal - Deal closed on", "deals.reason": "Deal - Lost reason"}},
		{name: "zoho", report: "pipeline", entities: "deals",
			files: map[string][]string{"Deals_2026_11_13.csv": rows("Record Id,Deal Name,Deal Owner,Amount,Stage,Probability (%),Closing Date,Account Name,Lead Source,Type,Next Step,Created Time,Modified Time,Reason For Loss", 250, func(i int) string {
				return fmt.Sprintf("zcrm_%d,Deal %d,%s,%d,%s,%s,%s,Acc %d,%s,New Business,Mail,%s 10:00:00,%s 10:00:00,%s", 5000+i, i, of(i, "Ann Berg", "Bob Stone"), 1000+i, of(i, "Qualification", "Proposal/Price Quote", "Closed Won", "Closed Lost"), of(i, "10", "75", "100", "0"), day(i-50, iso), i%20, of(i, "Cold Call", "Web"), day(i, iso), day(i-3, iso), of(i, "", "", "", "Price"))
			})},
			want: map[string]string{"deals.id": "Record Id", "deals.rep": "Deal Owner", "deals.amount": "Amount", "deals.stage": "Stage", "deals.probability": "Probability (%)", "deals.close": "Closing Date", "deals.customer": "Account Name",
				"deals.source": "Lead Source", "deals.type": "Type", "deals.next_step": "Next Step", "deals.created": "Created Time", "deals.reason": "Reason For Loss"}},
		{name: "excel", report: "data_quality", entities: "quotes quotas",
			files: map[string][]string{
				"Suivi devis 2026.csv": rows("N° devis;Date devis;Client;Commercial;Montant HT;Statut;Date réponse;Remarques", 260, func(i int) string {
					state := of(i, "Signé", "Refusé", "En attente", "Relancé", "Sans suite", "Accepté", "Perdu", "À relancer")
					answer := ""
					if i%8 == 0 || i%8 == 1 || i%8 > 3 && i%8 < 7 {
						answer = day(i-9, fr)
					}
					return fmt.Sprintf("DV%04d;%s;Client %d;%s;%s;%s;%s;rappeler", i, day(i, fr), i%30, of(i, "Leroy", "Moreau"), comma(500+float64(7*i)), state, answer)
				}),
				"Objectifs.csv": rows("Commercial;Janvier;Février;Mars;Avril;Mai;Juin;Juillet;Août;Septembre;Octobre;Novembre;Décembre", 2, func(i int) string { return of(i, "Leroy", "Moreau") + strings.Repeat(";30", 12) }),
			},
			want: map[string]string{"quotes.id": "N° devis", "quotes.created": "Date devis", "quotes.customer": "Client", "quotes.rep": "Commercial", "quotes.amount": "Montant HT", "quotes.status": "Statut", "quotes.decided": "Date réponse", "quotas.rep": "Commercial", "quotas.month": "mois", "quotas.amount": "montant"}},
		{name: "retail", report: "markets", entities: "orders products",
			files: map[string][]string{
				"orders.csv": rows("order_id,order_date,store,sku,qty,net_amount,channel", 1400, func(i int) string {
					return fmt.Sprintf("%d,%s,Store %d,SKU%02d,%d,%d.25,%s", 20000+i, day(i, iso), i%6, i%30, 1+i%4, 20+i%90, of(i, "web", "shop"))
				}),
				"products.csv": rows("sku,product_name,category,list_price", 30, func(i int) string {
					return fmt.Sprintf("SKU%02d,Product %d,%s,%d.00", i, i, of(i, "Home", "Garden"), 30+i)
				}),
			},
			want: map[string]string{"orders.id": "order_id", "orders.day": "order_date", "orders.amount": "net_amount", "orders.product": "sku", "orders.quantity": "qty", "orders.channel": "channel", "products.id": "sku",
				"products.name": "product_name", "products.range": "category", "products.list_price": "list_price"}},
	}
}

// odooLines returns an export in which the cells of the order are only on the first of its lines.
func odooLines() []string {
	list := []string{"Référence de la commande,Date de la commande,Client,Vendeur,Montant hors taxes,Total,Statut,Lignes de commande/Article,Lignes de commande/Quantité,Lignes de commande/Prix unitaire,Lignes de commande/Sous-total"}
	for i := range 250 {
		head := fmt.Sprintf("S%05d,%s 08:30:00,Client %d,%s,%d.00,%d.00,%s", i, day(2*i, iso), i%20, of(i, "Anne Leroy", "Luc Moreau"), 100*(i%3+1), 120*(i%3+1), of(i, "Bon de commande", "Devis", "Bon de commande", "Devis envoyé", "Annulé"))
		for k := range i%3 + 1 {
			list = append(list, fmt.Sprintf("%s,Produit %d,%d,50.00,%d.00", head, (i+k)%12, 1+k, 60+40*k))
			head = ",,,,,,"
		}
	}
	return list
}
