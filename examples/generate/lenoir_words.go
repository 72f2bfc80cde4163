package main

import (
	"strings"
	"time"
)

var lenoirWords = words{
	yes: "oui", no: "non",
	order: "BC", quoteNo: "DV", dealNo: "AFF", invoiceNo: map[string]string{"F": "FA", "V": "AV", "A": "AC"},
	vat: "FR", phone: "+33 1", buying: "achats",
	field: "Commercial", web: "Boutique en ligne",
	confirmed: "Confirmée", delivered: "Livrée", cancelled: "Annulée", draft: "Saisie",
	invoice: "Facture", credit: "Avoir", deposit: "Acompte",
	sent: "Envoyé", replaced: "Remplacé", accepted: "Accepté", refused: "Refusé",
	stages: [3]string{"Qualifié", "Devis", "Négociation"}, won: "Gagné", lost: "Perdu",
	sources:     []string{"Site web", "Salon", "Recommandation", "Mailing", "Appel entrant"},
	reasons:     []string{"Prix", "Délai", "Concurrent en place", "Projet abandonné", "Sans réponse"},
	competitors: []string{"Nappes & Cie", "Art de la Table SA", "Import direct"},
	projects:    []string{"réassort annuel", "ouverture de terrasse", "rénovation de la salle", "nouvelle carte", "équipement banquets", "renouvellement du linge"},
	steps: [3][3]string{
		{"Visite à fixer", "Échantillons à envoyer", "Besoin à chiffrer"},
		{"Accord sur le prix attendu", "Devis à réviser", "Relance du devis"},
		{"Rendez-vous de signature", "Délai à confirmer", "Conditions à valider"},
	},
	newBusiness: "Nouvelle affaire", renewal: "Renouvellement",
	visit: "Visite", call: "Appel", meeting: "Rendez-vous", office: "Administratif", travel: "Trajet",
	ordered: "commandé", abandoned: "abandonné",
	cartSteps:  [4]string{"Panier", "Livraison", "Paiement", "Confirmation"},
	themes:     [4]string{"Délai de livraison", "Qualité", "Prix", "Relation"},
	complaints: [4]string{"Livré trop tard pour le service", "Des pièces ébréchées", "Trop cher pour nous", "Personne ne rappelle"},
	tickets:    [4]string{"Livraison en retard", "Casse", "Erreur de commande", "Facturation"},
	skills:     []string{"Défendre le prix", "Qualifier une affaire", "Conclure", "Connaître la gamme"},
	training:   []string{"Formation « tenir son prix »", "Accompagnement par le manager", "Jeux de rôle en équipe", "Journée à l'atelier"},
	formal: func(name string) string { // as in LEFÈVRE François
		first, last, _ := strings.Cut(name, " ")
		return strings.ToUpper(last) + " " + first
	},
	discounter: "R10", leaks: day(2026, time.May, 4),
	absent: "R01", absence: [2]time.Time{day(2026, time.September, 7), day(2026, time.October, 16)},
	slow:     [2]time.Time{day(2026, time.February, 2), day(2026, time.June, 15)},
	approval: day(2026, time.July, 1),
	payment:  day(2026, time.October, 5),
}

var lenoirTasks = []task{
	{"Livraisons en retard au printemps", "Second transporteur pour le Sud et l'Ouest", "Paul Weiss", "Délai de livraison", day(2026, 6, 15), day(2026, 6, 15)},
	{"Clients de Gaëtan Dumas sans visite", "Répartir les 28 clients entre Hélène et Maëlle", "Anne Kerbrat", "CA du Sud-Ouest", day(2026, 10, 30), time.Time{}},
	{"Groupe Bellerive ne commande plus", "Rendez-vous avec la direction des achats", "Camille Roux", "CA du Sud-Ouest", day(2026, 9, 30), time.Time{}},
	{"Remises au-delà du plafond", "Accord du manager au-dessus de 10 %", "Luc Fabre", "Taux de marque", day(2026, 11, 6), time.Time{}},
	{"Affaires arrêtées au devis", "Réponse sur le prix sous 48 heures", "Camille Roux", "Délai au stade Devis", day(2026, 11, 20), time.Time{}},
	{"Paiement abandonné en ligne", "Revenir à l'ancienne page de paiement", "Inès Benali", "Paniers abandonnés", day(2026, 11, 27), time.Time{}},
	{"Couverts en recul", "Gamme d'un second fabricant au catalogue", "Camille Roux", "CA des couverts", day(2027, 1, 15), time.Time{}},
	{"Devis sans réponse", "Relance à 15 jours, tenue par l'assistante", "Anne Kerbrat", "Taux de transformation", day(2026, 10, 16), day(2026, 10, 14)},
	{"Intégration de Chloé Vasseur", "Dix visites en double avec François", "Paul Weiss", "Atteinte du Nord", day(2026, 5, 29), day(2026, 5, 29)},
}

var lenoirHeaders = map[string]string{
	"reps": "commerciaux", "customers": "clients", "products": "articles", "orders": "commandes", "order_lines": "lignes", "splits": "partages",
	"invoices": "factures", "targets": "objectifs", "commits": "annonces", "budget": "budget", "quotes": "devis", "deals": "affaires", "deal_stages": "etapes",
	"leads": "prospects", "campaigns": "campagnes", "carts": "paniers", "activities": "activites", "surveys": "enquete", "tickets": "sav",
	"skills": "competences",

	"rep_no": "Matricule", "name": "Nom", "email": "Courriel", "team": "Équipe", "region": "Région", "manager": "Responsable", "from_day": "Entrée", "until_day": "Sortie",
	"customer_no": "N° client", "customer_group": "Groupe", "segment": "Segment", "city": "Ville", "country": "Pays", "phone": "Téléphone", "vat_no": "N° TVA",
	"created_on": "Créé le", "changed_on": "Modifié le", "contract_until": "Fin de contrat",
	"product_no": "Référence", "product_range": "Gamme", "list_price": "Prix tarif", "max_discount": "Remise max", "service": "Service",
	"order_no": "N° commande", "order_date": "Date", "quote_no": "N° devis", "channel": "Canal", "campaign": "Campagne", "status": "Statut", "cancelled_on": "Annulée le",
	"quantity": "Qté", "list_amount": "Montant tarif", "discount": "Remise %", "net_amount": "Montant HT", "cost": "Coût", "to_invoice": "Reste à facturer", "share": "Part",
	"invoice_no": "N° facture", "invoice_date": "Date", "kind": "Type", "due_on": "Échéance", "paid_on": "Réglée le",
	"rep": "Commercial", "month": "Mois", "target_k": "Objectif k€", "announced": "Annonce", "frozen_on": "Figée le", "quarter": "Trimestre", "budget_k": "Budget k€",
	"replaces": "Remplace", "requested_on": "Demandé le", "sent_on": "Envoyé le", "valid_until": "Valable jusqu'au", "decided_on": "Décidé le", "deal_no": "N° affaire",
	"deal_name": "Affaire", "stage": "Étape", "amount": "Montant", "margin": "Marge", "probability": "Probabilité", "close_on": "Signature prévue", "closed_on": "Close le",
	"source": "Origine", "reason": "Motif", "competitor": "Concurrent", "next_step": "Prochaine étape", "entered_on": "Entrée", "left_on": "Sortie",
	"lead_no": "N° prospect", "answered_on": "Répondu le", "qualified": "Qualifié", "campaign_no": "Code", "cart_day": "Date", "step": "Étape",
	"activity_day": "Date", "activity_kind": "Type", "minutes": "Minutes", "score": "Note", "satisfaction": "Satisfaction", "theme": "Thème", "comment": "Commentaire",
	"ticket_no": "N° demande", "opened_on": "Ouverte le", "problem": "Constat", "action": "Action", "owner": "Pilote", "figure": "Indicateur", "done_on": "Faite le",
	"skill": "Compétence", "level": "Niveau", "wanted": "Visé", "review_on": "Revue le", "orders.": "Nb commandes",
}
