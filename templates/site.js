// Searches what the issues showed, in the browser. Everything that is shown is set as text, never as markup.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("words").textContent);
  const { words, years } = told;
  const STEP = 20;
  const FEW = 4;
  const field = document.getElementById("query");
  const status = document.getElementById("found");
  const results = document.getElementById("results");
  const pages = document.getElementById("pages");
  const more = document.getElementById("more");
  const links = [...document.querySelectorAll("#topics ~ .links a, #people ~ .body .links a")];
  const count = new Intl.NumberFormat(words.language, { numberingSystem: "latn" });
  const unspaced = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/;
  const told_of = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const folded = text => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const spaced = text => ` ${folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  let loading = null;
  let sentences = [];
  let failed = [];
  let found = [];
  let wanted = [];
  let shown = 0;

  // --- the data, a file a year

  function load() {
    loading ??= Promise.all(years.map(loaded)).then(all => {
      sentences = all.flat().sort((a, b) => (a.first < b.first ? 1 : a.first > b.first ? -1 : a.place - b.place));
    });
    return loading;
  }

  function loaded(year) {
    return new Promise(done => {
      const script = document.createElement("script");
      script.src = `search/${encodeURIComponent(year)}.js`;
      script.onload = () => done(self.briefing?.length ? read(self.briefing.pop()) : lost(year));
      script.onerror = () => done(lost(year));
      document.head.append(script);
    });
  }

  function lost(year) {
    failed.push(year);
    return [];
  }

  function read(year) {
    return year.sentences.map(([text, source, at], place) => {
      const [publisher, published, link] = year.sources[source];
      const places = [];
      for (let n = 0; n < at.length; n += 3) {
        const [iso, day] = year.days[at[n]];
        places.push({ iso, day, href: `${iso}/brief.html#${at[n + 1]}`, heading: year.headings[at[n + 2]] });
      }
      const last = places[places.length - 1].iso;
      const folded = spaced(`${text} ${publisher}`);
      return { text, publisher, published, link, places, folded, place, language: year.language, first: places[0].iso, last };
    });
  }

  // --- what is asked for

  function parts(query) {
    const asked = [];
    for (const [, phrase, word] of query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/g)) {
      const text = spaced(phrase ?? word);
      if (!text.trim()) continue;
      asked.push(unspaced.test(text) ? text.trim() : phrase ? text : text.trimEnd());
    }
    return asked;
  }

  function search() {
    wanted = parts(field.value);
    keep(field.value.trim());
    if (!wanted.length) {
      found = [];
      status.textContent = "";
      pages.replaceChildren();
      show(0);
      return;
    }
    if (!sentences.length) status.textContent = words.search_loading;
    load().then(answer);
  }

  function answer() {
    if (!wanted.length) return;
    found = sentences.filter(one => wanted.every(part => one.folded.includes(part)));
    status.textContent = summary();
    const named = links.filter(link => wanted.every(part => spaced(link.parentElement.textContent).includes(part)));
    pages.replaceChildren(...named.slice(0, STEP).map(link => put("li", link.cloneNode(true))));
    show(STEP);
  }

  function summary() {
    const lost = failed.map(year => told_of(words.search_failed, { name: year }));
    if (!found.length) return [words.search_none, ...lost].join(" ");
    const first = found[found.length - 1].places[0];
    const last = found.reduce((a, b) => (b.last > a.last ? b : a)).places.at(-1);
    const days = told_of(words.search_days, { first: first.day, last: last.day });
    return [`${told_of(words.search_found, { n: count.format(found.length) })} · ${days}`, ...lost].join(" ");
  }

  // --- what is shown

  function put(name, ...parts) {
    const element = document.createElement(name);
    element.append(...parts);
    return element;
  }

  function linked(href, ...parts) {
    const link = put("a", ...parts);
    link.href = href;
    return link;
  }

  function show(most) {
    if (most <= STEP) results.replaceChildren();
    results.append(...found.slice(results.children.length, most).map(entry));
    shown = results.children.length;
    more.hidden = shown >= found.length;
  }

  function entry(one) {
    const said = put("span", ...marked(one.text));
    said.className = "said";
    said.lang = one.language;
    said.dir = "auto";
    const text = put("p", said);
    text.className = "words";
    text.dir = "auto";
    const name = put("bdi", one.publisher);
    const source = put("cite", /^https?:/.test(one.link) ? linked(one.link, name) : name);
    const about = put("p", source, `${words.comma}${one.published} · ${words.site_shown} `);
    about.className = "about";
    const many = one.places.length > FEW;
    const places = many ? [one.places[0], one.places.at(-1)] : one.places;
    places.forEach((place, n) => about.append(n ? (many ? " … " : words.comma) : "", linked(place.href, place.day, " (", put("bdi", place.heading), ")")));
    if (many) about.append(` (${count.format(one.places.length)})`);
    const item = put("li", text, about);
    item.tabIndex = -1;
    return item;
  }

  // The words that were asked for, marked in a text that stays as it is.
  function marked(text) {
    const asked = wanted.flatMap(part => part.trim().split(" "));
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).map(piece => {
      const bare = folded(piece);
      return bare && asked.some(word => bare.startsWith(word) || (unspaced.test(word) && bare.includes(word))) ? put("mark", piece) : piece;
    });
  }

  // --- the query is kept in the address, so that it can be sent, and is there on the way back

  function keep(query) {
    const hash = query ? `#q=${encodeURIComponent(query)}` : "#";
    if (location.hash !== hash && (query || location.hash.startsWith("#q="))) history.replaceState(null, "", hash);
  }

  function asked() {
    if (!location.hash.startsWith("#q=")) return;
    try {
      field.value = decodeURIComponent(location.hash.slice(3));
    } catch {
      return;
    }
    search();
  }

  let waiting = 0;
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  field.form.addEventListener("submit", event => {
    event.preventDefault();
    search();
  });
  more.addEventListener("click", () => {
    const at = shown;
    show(shown + STEP);
    results.children[at]?.focus();
  });
  addEventListener("hashchange", asked);
  document.querySelector(".search").hidden = false;
  asked();
})();
