package period

import (
	"time"

	"github.com/rickar/cal/v2"
)

// The holidays of countries that the library lacks.
var (
	portugal = []*cal.Holiday{
		fixed(1, time.January, "Ano Novo"),
		easter(-2, "Sexta-feira Santa"),
		easter(0, "Páscoa"),
		fixed(25, time.April, "Dia da Liberdade"),
		fixed(1, time.May, "Dia do Trabalhador"),
		easter(60, "Corpo de Deus"),
		fixed(10, time.June, "Dia de Portugal"),
		fixed(15, time.August, "Assunção de Nossa Senhora"),
		fixed(5, time.October, "Implantação da República"),
		fixed(1, time.November, "Dia de Todos os Santos"),
		fixed(1, time.December, "Restauração da Independência"),
		fixed(8, time.December, "Imaculada Conceição"),
		fixed(25, time.December, "Natal"),
	}
	luxembourg = []*cal.Holiday{
		fixed(1, time.January, "Nouvel An"),
		easter(1, "Lundi de Pâques"),
		fixed(1, time.May, "Fête du travail"),
		sinceYear(2019, fixed(9, time.May, "Journée de l'Europe")),
		easter(39, "Ascension"),
		easter(50, "Lundi de Pentecôte"),
		fixed(23, time.June, "Fête nationale"),
		fixed(15, time.August, "Assomption"),
		fixed(1, time.November, "Toussaint"),
		fixed(25, time.December, "Noël"),
		fixed(26, time.December, "Saint-Étienne"),
	}
	// finland includes Midsummer Eve and Christmas Eve, which are holidays by collective agreement.
	finland = []*cal.Holiday{
		fixed(1, time.January, "Uudenvuodenpäivä"),
		fixed(6, time.January, "Loppiainen"),
		easter(-2, "Pitkäperjantai"),
		easter(0, "Pääsiäispäivä"),
		easter(1, "Toinen pääsiäispäivä"),
		fixed(1, time.May, "Vappu"),
		easter(39, "Helatorstai"),
		easter(49, "Helluntaipäivä"),
		weekdayOnOrAfter(time.Friday, 19, time.June, "Juhannusaatto"),
		weekdayOnOrAfter(time.Saturday, 20, time.June, "Juhannuspäivä"),
		weekdayOnOrAfter(time.Saturday, 31, time.October, "Pyhäinpäivä"),
		fixed(6, time.December, "Itsenäisyyspäivä"),
		fixed(24, time.December, "Jouluaatto"),
		fixed(25, time.December, "Joulupäivä"),
		fixed(26, time.December, "Tapaninpäivä"),
	}
)
