// The data as the page asks it: terms, names, documents, claims, moments. Inside, a term is its
// number, whose order is that of the IRIs; outside, a thing is its short name and a text an
// object {text, lang}.
const TEXT_KINDS = ["person", "post", "unit", "organization", "group", "document"];

function readModel(json) {
  readWords(json.words);
  return new Model(json);
}

class Model {
  constructor(json) {
    this.json = json;
    this.title = json.title;
    this.lang = json.lang;
    this.start = dayOf(json.start);
    this.terms = json.terms.map((term) =>
      typeof term === "string" ? term : { text: term[0], lang: term[1] ?? "" });
    this.numbers = new Map(this.terms.map((term, number) => [term, number]));
    this.names = new Map(json.names.map((row) => [row[0], row]));
    this.documents = json.documents.map((row, index) => readDocument(this, row, index));
    this.claims = json.claims.map((row) => new Claim(this, row));
    this.judgements = json.judgements.map((row) => readJudgement(this, row));
    this.moments = json.moments.map((moment) => ({
      ...moment,
      day: moment.day === null ? null : dayOf(moment.day),
    }));
    this.momentsLeftOut = json.momentsLeftOut;
    this.records = [];
  }

  record(moment) {
    this.records[moment] ??= new Record(this, moment);
    return this.records[moment];
  }

  isThing(term) {
    return typeof term === "string";
  }

  // How a thing is called in the current language, if only nameless; of a text, the text.
  label(term) {
    if (!this.isThing(term)) return term?.text ?? "";
    const number = this.numbers.get(term);
    return (number === undefined ? localName(term) : this.labelOf(number)) || say("nameless");
  }

  labelOf(number) {
    const row = this.names.get(number);
    if (row) return (currentLang() === "fr" && row[2]) || row[1];
    const term = this.terms[number];
    return this.isThing(term) ? localName(term) : term.text;
  }

  kind(term) {
    if (!this.isThing(term)) return "text";
    if (term.startsWith("claim:")) return "claim";
    return this.names.get(this.numbers.get(term))?.[3] ?? "thing";
  }

  spellings(term) {
    return this.names.get(this.numbers.get(term))?.[4] ?? [];
  }

  has(term) {
    return this.numbers.has(term);
  }

  // Things with a word for each word of the text that begins like it, best first.
  search(text, limit = 12) {
    const wanted = fold(text);
    if (!wanted.trim()) return [];
    this.index ??= [...this.names.values()].flatMap((row) => searchable(this, row));
    const best = new Map();
    for (const entry of this.index) {
      const score = scoreOf(entry, wanted);
      const old = best.get(entry.thing);
      if (score < Infinity && (!old || score < old.score)) best.set(entry.thing, { score, entry });
    }
    return [...best.values()]
      .sort((a, b) => a.score - b.score || compare(a.entry.folded, b.entry.folded))
      .slice(0, limit)
      .map(({ entry: { thing, kind, spelling } }) => {
        const label = this.label(thing);
        return { thing, kind, label, spelling: spelling === label ? "" : spelling };
      });
  }

  // Claims that speak of a term, by its number.
  claimsOf(number) {
    this.spokenOf ??= indexClaims(this.claims);
    return this.spokenOf.get(number) ?? [];
  }
}

class Claim {
  constructor(model, row) {
    const [id, doc, places, modality, stance, speaker, relays, said, en, fr, triples, state] = row;
    const term = (number) => (number === null ? null : model.terms[number]);
    Object.assign(this, { doc, places, said, en, numbers: triples });
    this.model = model;
    this.id = term(id);
    this.document = doc === null ? null : model.documents[doc];
    this.modality = term(modality);
    this.stance = term(stance);
    this.speaker = term(speaker);
    this.relays = relays.map(term);
    this.fr = fr || en;
    this.accepted = Boolean(state & 1);
    this.rejected = Boolean(state & 2);
    this.preferred = Boolean(state & 4);
  }

  get says() {
    return currentLang() === "fr" ? this.fr : this.en;
  }

  get triples() {
    const found = [];
    for (let at = 0; at < this.numbers.length; at += 3) {
      found.push(this.numbers.slice(at, at + 3).map((number) => this.model.terms[number]));
    }
    return found;
  }

  states(s, p, o) {
    const { numbers } = this;
    for (let at = 0; at < numbers.length; at += 3) {
      const same = numbers[at] === s && (p === undefined || numbers[at + 1] === p);
      if (same && (o === undefined || numbers[at + 2] === o)) return true;
    }
    return false;
  }
}

function readDocument(model, row, index) {
  const [id, en, fr, publisher, first, last, language, file, length, text] = row;
  return {
    index, language, file, length, text,
    id: model.terms[id],
    publisher: publisher === null ? null : model.terms[publisher],
    first: first ?? -Infinity,
    last: last ?? Infinity,
    get title() {
      return (currentLang() === "fr" && fr) || en;
    },
  };
}

function readJudgement(model, [preferred, rejected, en, fr, by, date]) {
  return {
    date,
    preferred: preferred.map((claim) => model.claims[claim]),
    rejected: rejected.map((claim) => model.claims[claim]),
    by: by === null ? null : model.terms[by],
    get rationale() {
      return (currentLang() === "fr" && fr) || en;
    },
  };
}

function localName(term) {
  return term.split(/[/#:]/).filter(Boolean).at(-1) ?? term;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// The spellings of a thing that has a name of its own; terms of vocabularies have a prefix.
function searchable(model, row) {
  const thing = model.terms[row[0]];
  const kind = row[3];
  const made = (kind === "period" || kind === "event") && !row[4].length;
  if (made || /^[a-z]+:(?!\/\/)/.test(thing)) return [];
  const rank = TEXT_KINDS.indexOf(kind) < 0 ? TEXT_KINDS.length : TEXT_KINDS.indexOf(kind);
  return [...new Set([row[1], row[2], ...row[4]])].filter(Boolean).map((spelling, at) => {
    const folded = fold(spelling);
    const words = folded.split(/[^\p{L}\p{N}]+/u);
    return { thing, kind, spelling, folded, words, rank: rank + (at ? 0.5 : 0) };
  });
}

// Less is better: the whole name, its beginning, its words; then people before posts and so on.
function scoreOf(entry, wanted) {
  if (entry.folded === wanted) return entry.rank;
  if (entry.folded.startsWith(wanted)) return 10 + entry.rank;
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const found = words.length > 0 &&
    words.every((word) => entry.words.some((one) => one.startsWith(word)));
  if (found) return 20 + entry.rank;
  // Scripts without spaces are found anywhere in a name.
  return /[^\u0000-\u024f]/.test(wanted) && entry.folded.includes(wanted)
    ? 30 + entry.rank : Infinity;
}

// Number of a term → the claims that say something of it, in order; spellings apart.
function indexClaims(claims) {
  const found = new Map();
  for (const claim of claims) {
    const { numbers, model } = claim;
    const terms = new Set();
    for (let at = 0; at < numbers.length; at += 3) {
      if (!/^skos:(alt|hidden)Label$/.test(model.terms[numbers[at + 1]])) {
        terms.add(numbers[at]).add(numbers[at + 2]);
      }
    }
    for (const term of terms) push(found, term, claim);
  }
  return found;
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// Texts in the order of their code points, as Python sorts; UTF-16 has some of them elsewhere.
function compare(a, b) {
  if (a === b) return 0;
  let at = 0;
  while (a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  const [one, other] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1];
  return one < other ? -1 : 1;
}
