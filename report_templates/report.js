// What this adds to a page that is whole without it: filters, copying, keys, and opening what a link leads into.
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what, where = document) => where.querySelector(what);
  const words = document.documentElement.lang === "de"
    ? { copy: "Kopieren", ticket: "Als Ticket kopieren", done: "Kopiert" }
    : { copy: "Copy", ticket: "Copy as ticket", done: "Copied" };

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = words.done;
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copying";
    made.textContent = label;
    made.addEventListener("click", (event) => { event.preventDefault(); act(made); });
    return made;
  };

  for (const fold of all(".ticket")) {
    const text = one("pre", fold);
    fold.parentElement.append(button(words.ticket, (made) => copy(text.textContent, made)));
  }
  for (const code of all(".copy")) code.before(button(words.copy, (made) => copy(code.textContent, made)));

  const plain = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const ticket = (card) => {
    const lines = [`**${plain(one(".badge", card))}: ${plain(one("strong", card))}**`, plain(one(".eyebrow", card)), ""];
    for (const found of all(".found", card)) {
      const what = plain(one(".what", found));
      if (what) lines.push(`- [ ] ${what}`);
      const place = plain(one(".where code", found));
      if (place) lines.push(`  \`${place}\``);
      const mend = plain(one(".mend > span", found));
      if (mend) lines.push(`  ${mend}`);
      for (const each of all(".copy", found)) lines.push(`  \`${each.textContent}\``);
    }
    lines.push("", `${document.title} · ${location.href.split("#")[0].split("/").pop()}#${card.id}`);
    return lines.join("\n");
  };
  const cards = all("#findings .check");
  for (const card of cards) {
    one(".tail", card).append(button(words.ticket, (made) => copy(ticket(card), made)));
  }

  const bar = one(".filter");
  if (bar) {
    bar.hidden = false;
    const search = one("#filter-words");
    const who = one("#filter-who");
    const chips = all("[data-severity]", bar);
    const fresh = one("[data-news]", bar);
    const shown = one("#filter-shown");
    const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
    const sift = () => {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const kinds = new Set(chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.severity));
      const newOnly = fresh && fresh.ariaPressed === "true";
      let left = 0;
      for (const card of cards) {
        const fits = kinds.has(card.dataset.severity) && (!who.value || who.value === card.dataset.who)
          && wanted.every((word) => texts.get(card).includes(word))
          && (!newOnly || one(".news:not(.old)", card));
        card.hidden = !fits;
        left += fits ? 1 : 0;
      }
      for (const family of all("#findings .family")) {
        const inside = all(".check", family);
        if (inside.length) family.hidden = inside.every((card) => card.hidden);
      }
      one("#filter-none").hidden = left > 0;
      shown.textContent = shown.dataset.words.replace("N", left).replace("M", cards.length);
    };
    for (const chip of [...chips, ...(fresh ? [fresh] : [])]) {
      chip.addEventListener("click", () => { chip.ariaPressed = String(chip.ariaPressed !== "true"); sift(); });
    }
    search.addEventListener("input", sift);
    who.addEventListener("change", sift);
    const toggle = one("#all-open");
    toggle.addEventListener("click", () => {
      const open = toggle.ariaPressed !== "true";
      toggle.ariaPressed = String(open);
      for (const card of cards) card.open = open;
    });
    sift();
  }

  // A number beside a finding moves the mail to its place; bring the mail into view as well.
  for (const pin of all(".pin[data-stage]")) {
    pin.addEventListener("click", () => one(`#${pin.dataset.stage}-stage`).scrollIntoView({ block: "start" }));
  }

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.hidden) node.hidden = false;
    }
    target.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // j and k go from finding to finding, / searches, o opens or closes.
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const seen = cards.filter((card) => !card.hidden);
    if (event.key === "/" && bar) {
      event.preventDefault();
      one("#filter-words").focus();
    } else if (seen.length && (event.key === "j" || event.key === "k")) {
      const now = seen.indexOf(document.activeElement && document.activeElement.closest(".check"));
      at = now >= 0 ? now : at;
      at = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), seen.length - 1);
      one("summary", seen[at]).focus();
      seen[at].scrollIntoView({ block: "start" });
    } else if (event.key === "o" && document.activeElement.closest(".check")) {
      const card = document.activeElement.closest(".check");
      card.open = !card.open;
    }
  });

  addEventListener("beforeprint", () => { for (const fold of all("details:not(.ticket):not(.sourcefold)")) fold.open = true; });
})();
