package schema

import (
	"fmt"
	"slices"
	"testing"

	"bilan/internal/config/scalar"
)

// places are files in which %s stands for a value of the rule.
var places = map[string]string{
	"address":    "owner: %s",
	"alert_band": alerting("metric: m, when: below 4, deadband: %s"),
	"alert_for":  alerting("metric: m, when: below 4, for: %s"),
	"alert_when": alerting("metric: m, when: %s"),
	"recipient":  "reports: {w: {title: T, to: [%s], sections: [text: x]}}",
	"cells":      "sources: {a: {files: x, tables: {t: {file: t.xlsx, range: %s}}}}",
	"clock":      scheduled("send: {every: week, at: %s}"),
	"colour":     "accent: %s",
	"condition":  withSection("table: {query: select 1 as a, columns: [{column: a, status: {off_track: %s}}]}"),
	"cron":       scheduled("send: {cron: %s}"),
	"currency":   "currency: %s",
	"dates":      csvWith("dates: %s"),
	"day":        scheduled("send: {every: month, day: %s}"),
	"decimal":    csvWith("decimal: %s"),
	"delimiter":  csvWith("delimiter: %s"),
	"domain":     "mail: {from: a@b.example, folder: out, allowed_domains: [b.example, %s]}",
	"encoding":   csvWith("encoding: %s"),
	"growth":     "currency: EUR\nsources: {a: {files: x}}\nsales: {orders: {from: a.o, id: n, day: d, amount: m}, definitions: {growth: %s}}",
	"holidays":   "calendar: {holidays: %s}",
	"host":       "mail: {from: a@b.example, smtp: {host: %s}}",
	"listen":     "serve: {listen: %s}",
	"locale":     "locale: %s",
	"month":      "calendar: {fiscal_year_starts: %s}",
	"positive":   oneMetric + "targets: [{metric: m, value: 100, per: month, scale: %s}]",
	"preset":     csvWith("locale: %s"),
	"quote":      csvWith("quote: %s"),
	"range":      "sources: {a: {files: x, tables: {t: {file: t.csv, wide: {columns: %s, into: month, value: v}}}}}",
	"relative":   "reports: {w: {title: T, periods: [%s], sections: [text: x]}}",
	"rows":       "sources: {a: {files: x}}\ndatasets: {d: {source: a, query: select 1 as n, checks: {rows: %s}}}",
	"running":    oneMetric + withSection("trend: {metric: m, last: 3 months, sum: %s}"),
	"send_month": scheduled("send: {every: year, month: %s}"),
	"span":       oneMetric + withSection("trend: {metric: m, last: %s}"),
	"thousands":  csvWith("thousands: %s"),
	"total":      "sources: {a: {files: x}}\ndatasets: {d: {source: a, query: select 1 as n, checks: {sum: [{column: n, equals: %s}]}}}",
	"type":       csvWith("columns: {c: %s}"),
	"url":        scheduled("send: {every: week}, ping: %s"),
	"workdays":   "calendar: {workdays: %s}",
	"year_end":   "calendar: {pattern: 4-4-5, year_ends: %s}",
	"zone":       "timezone: %s",
}

const oneMetric = "sources: {a: {files: x}}\ndatasets: {d: {source: a, query: select 1 as n}}\n" +
	"metrics: {m: {dataset: d, date: n, value: sum(n)}}\n"

func csvWith(what string) string { return "sources: {a: {files: x, csv: {" + what + "}}}" }

func withSection(section string) string {
	return "reports: {w: {title: T, sections: [{" + section + "}]}}"
}

func alerting(what string) string {
	return "timezone: UTC\nmail: {from: a@b.example, folder: out}\nowner: a@b.example\ntargets: [{metric: m, value: 100, per: month}]\n" + oneMetric + "alerts: {w: {to: a@b.example, send: {every: day}, " + what + "}}"
}

func scheduled(what string) string {
	return "timezone: UTC\nmail: {from: a@b.example, folder: out}\nreports: {w: {title: T, owner: a@b.example, to: a@b.example, sections: [text: x], " + what + "}}"
}

// bad are values that neither the loader nor the schema accepts.
var bad = map[string][]string{
	"address":    {"ann", "a@", "'@b.example'", "a@b.example; c@d.example", "'a@[10.0.0.1]'"},
	"recipient":  {"a@", "'@b.example'", "a@b.example; c@d.example", "'a, b'", "'<a>'"},
	"cells":      {"A", "'4:20'", "A-D", "B4", "'A1..D9'", "Sheet!A:D", "A0:D"},
	"clock":      {"25:00", "8am", "'8'", "'08:60'"},
	"colour":     {"blue", "'#abc'", "1f4e79"},
	"alert_band": {"'5 euros'", "two", "'-1'", "'% 2'"},
	"alert_for":  {"'0'", "two", "2 weeks", "100", "'-1'"},
	"alert_when": {"beneath 4", "'4'", "below", "below 4 of margin", "falls 10 %", "below objective and 4"},
	"condition":  {"'0'", "'=> 0'", "'> many'", "'< 1,5'"},
	"cron":       {"'* * * *'", "'@daily'", "'0 8 * * 1 2026'", "every monday"},
	"currency":   {"€", "eur", "EURO", "euros", "XYZ"},
	"dates":      {"jj/mm", "dd/mm/y", "iso", "mm/yyyy"},
	"day":        {"lundi", "0", "29", "first", "premier", "last workday", "business day 16", "business day 0", "'-1'"},
	"decimal":    {"';'", "point", "virgule"},
	"delimiter":  {"semicolon", "';;'", "'\\t'", "é"},
	"domain":     {"a@b.example", "'https://b.example'", "b..example", "b example"},
	"encoding":   {"excel", "utf-7", "unicode"},
	"holidays":   {"France", "XX", "CH", "CA", "FR-ALSAC", "FR+", "FR,BE"},
	"host":       {"'smtp.b.example:25'", "'smtp://b.example'", "a b", "a@b.example"},
	"listen":     {"':9118'", "'0.0.0.0:9118'", "'9118'", "127.0.0.1", "'b.example:80'"},
	"locale":     {"french", "fr-XX", "français", "sv-SE"},
	"month":      {"janvier", "'4'", "Apr.", "0"},
	"positive":   {"-1", "'-5%'", "'1,5'", "'1 000'", "many"},
	"preset":     {"french", "us", "xx-XX"},
	"quote":      {"double", "'\"\"'", "«"},
	"range":      {"janv", "janv-déc", "'..déc'", "'janv..'"},
	"relative":   {"semaine dernière", "last", "this day", "rolling months", "week to last month", "last 0 weeks", "last 1001 days", "next month", "this 2 weeks", "2026-11"},
	"rows":       {"some", "'> many'", "'10-20'", "-1"},
	"running":    {"cumul", "12", "12 mois", "year to date"},
	"send_month": {"janvier", "13", "0", "Q1"},
	"growth":     {"5", "'150 %'", "'2,5 %'", "more"},
	"span":       {"13", "13 semaines", "a week", "0 weeks", "1001 days", "weeks"},
	"thousands":  {"comma", "x", "'_'"},
	"total":      {"many", "'1 204,50'", "1.204.50"},
	"type":       {"string", "money", "decimal(19)", "decimal(a)", "nombre"},
	"url":        {"b.example", "ftp://b.example", "'https://'"},
	"workdays":   {"lundi-vendredi", "weekdays", "monday-", "mon fri", "1-5"},
	"year_end":   {"january", "last day of january", "december 31", "last samedi of january"},
	"zone":       {"Paris", "CEST", "UTC+1", "europe/paris", "Local", "Francia/Paris"},
}

// good are values that both accept, in all forms that the loader knows.
var good = map[string][]string{
	"address":    {"a@b.example", "'Ann Berg <a@b.example>'", "'\"Berg, A. @ home\" <a@b.example>'", "${COMPANY_MAIL}"},
	"recipient":  {"a@b.example", "'Ann Berg <a@b.example>'", "'${COMPANY_MAIL}'"},
	"cells":      {"A:D", "B4:F200", "B4:F", "$b$4:$f$200", "A:AB"},
	"clock":      {"'8:00'", "23h59"},
	"colour":     {"'#1F4e79'"},
	"alert_band": {"2 %", "'5000'", "5000", "'5 000'", "1 point", "0"},
	"alert_for":  {"'2'", "2", "2 evaluations", "3 Days", "12 times"},
	"alert_when": {"Below 40 000", "above -5", "below last year", "above 120 % of Last_Year", "rises by more than 20 % since the month before", "falls 5 against previous"},
	"condition":  {"'> 0'", "'<=-5%'", "'== 1.5 %'", "'<> 0'"},
	"cron":       {"'0 8 * * 1-5'", "'*/15 7-9 1,15 JAN-jun ?'"},
	"currency":   {"EUR", "CHF", "${CURRENCY}"},
	"dates":      {"dd/mm/yyyy", "JJ.MM.AAAA", "yyyy-mm-dd", "m/d/yy", "yyyymmdd", "dd/mm/yyyy hh:mm"},
	"day":        {"1", "28", "last", "Last Business  Day", "business day -2", "business day 15", "'07'"},
	"decimal":    {"','", "'.'"},
	"delimiter":  {"';'", "tab", "pipe", "'|'", "' '", "\"\\t\"", "1"},
	"domain":     {"'*.lenoir.example'", "müller.example", "localhost"},
	"encoding":   {"UTF-8", "windows_1252", "latin1", "cp850"},
	"holidays":   {"none", "FR", "fr + be", "CH-GE+DE-BY-KATH"},
	"host":       {"smtp.b.example", "10.0.0.1", "'::1'"},
	"listen":     {"127.0.0.1:9118", "localhost:80", "'[::1]:9118'"},
	"locale":     {"fr", "de_ch", "PT-br", "es-MX"},
	"month":      {"april", "APR", "' May '"},
	"positive":   {"1000", "0.01", "'28 %'", "'+5'"},
	"preset":     {"fr", "EN-us", "de_AT"},
	"quote":      {"\"'\"", "none", "'|'"},
	"range":      {"janv..déc", "'first month .. last month'"},
	"relative":   {"last week", "Previous 3 Months", "this quarter", "ytd", "yesterday", "rolling 12 months", "year-to-last-month", "week to last day", "quarter to  date", "current year"},
	"rows":       {"12", "'>= 1'", "10..200", "'= 3'"},
	"running":    {"to date", "To  Date", "12 months", "4 weeks"},
	"send_month": {"january", "Dec"},
	"growth":     {"5%", "'-2 %'", "0.03", "'100 %'", "0"},
	"span":       {"13 weeks", "1 Day", "8 QUARTERS", "1000 days"},
	"thousands":  {"' '", "none", "space", "'’'", "'\u202f'"},
	"total":      {"1204.50", "'12%'", "select 1", "'(select 1)'", "with t as (select 1) from t", "'-- all\n\n select 1'"},
	"type":       {"text", "Decimal(18)", "decimal", "bool", "timestamp"},
	"url":        {"https://ping.example/abc", "HTTP://ping.example:80"},
	"workdays":   {"monday-friday", "'Mon-Thu, sat'", "friday-tuesday", "monday"},
	"year_end":   {"saturday nearest january 31", "saturday nearest to jan", "last fri in june"},
	"zone":       {"Europe/Paris", "UTC", "CET", "Etc/GMT+3", "America/Argentina/Buenos_Aires"},
}

func filled(name string) (string, bool) {
	return map[string]string{"COMPANY_MAIL": "a@b.example", "CURRENCY": "EUR"}[name], true
}

// The schema refuses what the loader refuses, and accepts what it accepts.
func TestSchemaJudgesAsTheLoaderDoes(t *testing.T) {
	schema := compiled(t)
	judge := func(rule, value string, want bool) {
		t.Helper()
		text := fmt.Sprintf(places[rule], value)
		if _, err := loaded(t, text); (err == nil) != want {
			t.Errorf("%s: %s: the loader: %v", rule, value, err)
		}
		if err := schema.Validate(instance(t, []byte(text))); (err == nil) != want {
			t.Errorf("%s: %s: the schema: %v", rule, value, err)
		}
	}
	for rule := range scalar.Rules {
		if slices.Contains([]string{"file", "png", "days"}, rule) {
			continue // about files on the disk, or numbers of days
		}
		if places[rule] == "" || len(bad[rule]) == 0 || len(good[rule]) == 0 {
			t.Errorf("%s: no place, or no values", rule)
		}
		for _, value := range bad[rule] {
			judge(rule, value, false)
		}
		for _, value := range good[rule] {
			judge(rule, value, true)
		}
	}
}

// The loader accepts every word that the schema completes.
func TestSchemaCompletesWordsThatHold(t *testing.T) {
	for rule, w := range wordings() {
		for _, word := range w.words {
			if rule == "day" && slices.Contains([]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, word) {
				continue // a day of the week
			}
			if _, err := loaded(t, fmt.Sprintf(places[rule], fmt.Sprintf("%q", word))); err != nil {
				t.Errorf("%s: %q: %v", rule, word, err)
			}
		}
	}
}
