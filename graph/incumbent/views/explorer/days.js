// Days are whole numbers since 1970-01-01, so that a slider step compares integers only;
// a bound that nobody knows is ±Infinity.
const MILLISECONDS = 86400000;
const MONTHS = {
  en: "January February March April May June July August September October November December",
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
};

// "2024-09-26" → its number; NaN for what is no day.
function dayOf(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return NaN;
  const day = Math.round(Date.parse(text + "T00:00:00Z") / MILLISECONDS);
  return Number.isFinite(day) && isoOf(day) === text ? day : NaN;
}

function isoOf(day) {
  return Number.isFinite(day) ? new Date(day * MILLISECONDS).toISOString().slice(0, 10) : "";
}

// As people write it: 1 September 2024, 1er septembre 2024.
function longDate(day, lang) {
  if (!Number.isFinite(day)) return "";
  const date = new Date(day * MILLISECONDS);
  const number = date.getUTCDate();
  const french = lang === "fr";
  const month = MONTHS[french ? "fr" : "en"].split(" ")[date.getUTCMonth()];
  return `${french && number === 1 ? "1er" : number} ${month} ${date.getUTCFullYear()}`;
}
