package period

import (
	"maps"
	"slices"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/us"
)

// HolidayCodes returns the codes of the countries and regions that Options.Holidays takes, in order.
func HolidayCodes() []string { return slices.Sorted(maps.Keys(countries)) }

// countries contains the lists of holidays by ISO 3166 code; a region follows its country after a dash. US lists the
// federal holidays, ES the national ones, DE those of all Länder.
var countries = merge(
	map[string][]*cal.Holiday{
		"AT": at.Holidays, "BE": be.Holidays, "CZ": cz.Holidays, "ES": es.Holidays, "FI": finland,
		"FR": fr.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays, "JP": jp.Holidays,
		"LU": luxembourg, "LV": lv.Holidays, "PT": portugal,
		"SI": si.Holidays, "US": us.Holidays,

		"TARGET": ecb.Holidays, "ECB": ecb.Holidays,

		"AU-ACT": au.HolidaysACT, "AU-NT": au.HolidaysNT, "AU-QLD": au.HolidaysQLD, "AU-TAS": au.HolidaysTAS,
		"AU-VIC": au.HolidaysVIC,
	},
	amendedLists,
	germany,
	switzerland.regionLists("CH", cantons, swissLanguages),
	canada.regionLists("CA", provinces, canadianLanguages),
	unitedKingdom.regionLists("GB", nations, nil),
	map[string][]*cal.Holiday{"GB": unitedKingdom.regionList("ENG", 0)},
)

func merge(lists ...map[string][]*cal.Holiday) map[string][]*cal.Holiday {
	out := map[string][]*cal.Holiday{}
	for _, l := range lists {
		maps.Copy(out, l)
	}
	return out
}
