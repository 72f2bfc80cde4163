package scalar

// CalendarWords are usual words for calendar terms, each with the word of the YAML.
var CalendarWords = map[string]string{
	"lundi": "monday", "mardi": "tuesday", "mercredi": "wednesday", "jeudi": "thursday", "vendredi": "friday", "samedi": "saturday", "dimanche": "sunday",
	"janvier": "january", "février": "february", "fevrier": "february", "mars": "march", "avril": "april", "mai": "may", "juin": "june",
	"juillet": "july", "août": "august", "aout": "august", "septembre": "september", "octobre": "october", "novembre": "november",
	"décembre": "december", "decembre": "december", "dernier": "last", "fin": "last", "fin de mois": "last", "dernier jour": "last",
	"dernier jour ouvré": "last business day", "premier": "1",
}
