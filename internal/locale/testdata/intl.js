// Prints what ECMAScript's Intl (ICU, CLDR) writes, one row per line: locale, call, arguments, answer.
// node intl.js 37 > intl.tsv
const tags = ['fr-FR', 'fr-BE', 'fr-LU', 'fr-CH', 'fr-CA', 'en-US', 'en-GB', 'en-IE', 'en-AU', 'en-CA', 'en-NZ',
  'de-DE', 'de-AT', 'de-CH', 'es-ES', 'es-MX', 'it-IT', 'it-CH', 'nl-NL', 'nl-BE', 'pt-PT', 'pt-BR'];
const every = Number(process.argv[2] || 7); // of the rows that vary only by value, one in so many
let count = 0;
const row = (...cells) => console.log(cells.join('\t'));
const some = (...cells) => { if (count++ % every === 0) row(...cells); };
const fixed = d => ({ minimumFractionDigits: d, maximumFractionDigits: d });

let seed = 42;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const values = ['0', '1', '-1', '0.5', '-0.5', '2.5', '1.005', '-1.005', '999.995', '1234', '-1234.5', '9999.5', '12345',
  '1234567.891', '-1234567.895', '1000000', '1000000000000', '0.0001', '-0.004', '123456789012345678.125'];
for (let i = 0; i < 40; i++) {
  const whole = Math.floor(random() * 10 ** (1 + i % 9));
  values.push(`${random() < 0.5 ? '-' : ''}${whole}.${String(Math.floor(random() * 10000)).padStart(4, '0')}`);
}
const days = [];
for (let m = 0; m < 12; m++) days.push(new Date(Date.UTC(2026, m, 1)), new Date(Date.UTC(2027, m, 7 + 2 * m)));
const iso = d => d.toISOString().slice(0, 10);
const ranges = [['2026-11-09', '2026-11-15'], ['2026-11-01', '2026-11-15'], ['2026-10-28', '2026-11-03'], ['2026-12-28', '2027-01-03'], ['2026-07-06', '2026-07-12']];

for (const tag of tags) {
  const number = (call, args, options, value) => some(tag, call, args, new Intl.NumberFormat(tag, options).format(value));
  for (const v of values) for (const d of [0, 1, 2, 4]) {
    number('Number', `${v} ${d}`, { ...fixed(d), signDisplay: 'negative' }, v);
    number('Signed', `${v} ${d}`, { ...fixed(d), signDisplay: 'exceptZero' }, v);
  }
  for (const v of values) for (const d of [0, 2, 3]) for (const currency of ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'JPY', 'PLN', 'BRL']) {
    number('Money', `${v} ${currency} ${d}`, { style: 'currency', currency, ...fixed(d), signDisplay: 'negative' }, v);
  }
  const big = ['1234567', '-1234567', '12345678', '999499999', '2345678901', '-98765432109', '1500000000000'];
  for (const v of tag.startsWith('de') ? big : ['1234', '9999', '12345', '-123456', '999600', '9629.5', '99620', '9996', ...big, '9629134.4', '99630000']) {
    const three = { notation: 'compact', minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
    if (!tag.startsWith('es') || Math.abs(v) < 1e9) {
      for (const currency of ['EUR', 'CHF']) row(tag, 'Compact', `${v} ${currency}`, new Intl.NumberFormat(tag, { style: 'currency', currency, ...three }).format(v));
      row(tag, 'Compact', v, new Intl.NumberFormat(tag, three).format(v));
    }
  }
  for (const currency of ['EUR', 'JPY', 'USD']) row(tag, 'Money', `1234.5 ${currency} -1`, new Intl.NumberFormat(tag, { style: 'currency', currency }).format('1234.5'));
  for (const v of values.filter(v => Math.abs(v) < 1e6)) for (const d of [0, 1, 2]) {
    number('Percent', `${v} ${d}`, { style: 'percent', ...fixed(d), signDisplay: 'negative' }, v);
    number('SignedPercent', `${v} ${d}`, { style: 'percent', ...fixed(d), signDisplay: 'exceptZero' }, v);
  }
  for (const v of ['0', '1', '2', '1.5', '-1', '12.5', '1234']) for (const d of [0, 1])
    row(tag, 'Days', `${v} ${d}`, new Intl.NumberFormat(tag, { style: 'unit', unit: 'day', unitDisplay: 'short', ...fixed(d) }).format(v));
  const date = (call, options) => days.forEach(d => some(tag, call, iso(d), new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }).format(d)));
  date('Date', { dateStyle: 'long' });
  date('DateMedium', { day: 'numeric', month: 'short', year: 'numeric' });
  date('DateShort', {});
  date('DayMonth', { day: 'numeric', month: 'short' });
  date('Month', { month: 'long', year: 'numeric' });
  date('MonthYearShort', { month: 'short', year: 'numeric' });
  date('MonthName', { month: 'long' });
  date('Weekday', { weekday: 'long' });
  for (let i = 0; i < days.length; i += 2) row(tag, 'MonthShort', iso(days[i]), new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'short' }).format(days[i]));
  for (const [a, b] of ranges) row(tag, 'Range', `${a} ${b}`, new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).formatRange(new Date(a), new Date(b)));
  for (const items of ['a', 'a b', 'a b c', 'a b c d', 'x Italia', 'x Hidalgo', 'x hielo']) row(tag, 'List', items, new Intl.ListFormat(tag).format(items.split(' ')));
  for (const n of [0, 1, 1.5, 2, 5, 11, 21, 101, 1000000]) row(tag, 'Plural', n, new Intl.PluralRules(tag).select(n));
}
