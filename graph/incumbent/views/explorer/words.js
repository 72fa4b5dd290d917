// What the page says, in English and French; the words themselves are data.
const speech = { words: {}, lang: "en" };

function readWords(words) {
  speech.words = words;
}

function setLang(lang) {
  speech.lang = lang === "fr" ? "fr" : "en";
}

function currentLang() {
  return speech.lang;
}

// A word or a sentence in the current language; {name} stands for values.name.
function say(key, values = {}) {
  const [english, french] = speech.words[key] ?? [key, ""];
  const text = (speech.lang === "fr" && french) || english;
  // Most words have no place for a value, and a chart of thousands of cards says many.
  if (!text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole);
}
