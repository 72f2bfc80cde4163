package period

import (
	"time"

	"github.com/rickar/cal/v2"
)

// The holidays of countries that the library lacks.
var (
	portugal = []*cal.Holiday{
		on(1, time.January, "Ano Novo"),
		easter(-2, "Sexta-feira Santa"),
		easter(0, "Páscoa"),
		on(25, time.April, "Dia da Liberdade"),
		on(1, time.May, "Dia do Trabalhador"),
		easter(60, "Corpo de Deus"),
		on(10, time.June, "Dia de Portugal"),
		on(15, time.August, "Assunção de Nossa Senhora"),
		on(5, time.October, "Implantação da República"),
		on(1, time.November, "Dia de Todos os Santos"),
		on(1, time.December, "Restauração da Independência"),
		on(8, time.December, "Imaculada Conceição"),
		on(25, time.December, "Natal"),
	}
	luxembourg = []*cal.Holiday{
		on(1, time.January, "Nouvel An"),
		easter(1, "Lundi de Pâques"),
		on(1, time.May, "Fête du travail"),
		since(2019, on(9, time.May, "Journée de l'Europe")),
		easter(39, "Ascension"),
		easter(50, "Lundi de Pentecôte"),
		on(23, time.June, "Fête nationale"),
		on(15, time.August, "Assomption"),
		on(1, time.November, "Toussaint"),
		on(25, time.December, "Noël"),
		on(26, time.December, "Saint-Étienne"),
	}
	// finland includes Midsummer Eve and Christmas Eve, which are holidays by collective agreement.
	finland = []*cal.Holiday{
		on(1, time.January, "Uudenvuodenpäivä"),
		on(6, time.January, "Loppiainen"),
		easter(-2, "Pitkäperjantai"),
		easter(0, "Pääsiäispäivä"),
		easter(1, "Toinen pääsiäispäivä"),
		on(1, time.May, "Vappu"),
		easter(39, "Helatorstai"),
		easter(49, "Helluntaipäivä"),
		from(time.Friday, 19, time.June, "Juhannusaatto"),
		from(time.Saturday, 20, time.June, "Juhannuspäivä"),
		from(time.Saturday, 31, time.October, "Pyhäinpäivä"),
		on(6, time.December, "Itsenäisyyspäivä"),
		on(24, time.December, "Jouluaatto"),
		on(25, time.December, "Joulupäivä"),
		on(26, time.December, "Tapaninpäivä"),
	}
)
