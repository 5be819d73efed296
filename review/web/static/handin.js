// The intake form: files are dragged, hashed here and looked into by the server, and what the paper
// says of itself is filled in where nothing was written. The form does without all of it.
"use strict";

(() => {
  const form = document.getElementById("hand-in");
  const input = document.getElementById("files");
  const drop = document.getElementById("drop");
  const list = document.getElementById("picked");
  const row = document.getElementById("picked-row");
  const looking = document.getElementById("looking");
  const missing = document.getElementById("missing");
  const hints = document.getElementById("hints");
  if (!form || !input || !window.DataTransfer || !window.fetch) return;

  let picked = [];
  let queue = Promise.resolve();
  let refused = false;
  const written = {}; // what was filled in here, by field: until somebody writes it is no one's word

  const shown = (size) => (size >= 1024 ? `${(size / 1024).toFixed(1)} KiB` : `${size} B`);
  const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const show = (el, is) => { el.hidden = !is; };

  // ── What is chosen, in its order; the field holds the same files ──────────────────────────────
  const settle = () => {
    const carried = new DataTransfer();
    for (const each of picked) carried.items.add(each.file);
    input.files = carried.files;
    picked.forEach((each, at) => {
      list.append(each.row);
      each.row.querySelector(".part").textContent = at === 0 ? list.dataset.main : list.dataset.annex + at;
      show(each.row.querySelector(".first"), at > 0);
    });
    show(list, picked.length > 0);
    if (picked.length > 0 && picked[0].answer) fill(picked[0]);
    show(document.getElementById("differ"), picked.some((each) => each.differs));
    tell();
  };

  const add = (files) => {
    for (const file of files) {
      if (picked.some((each) => each.file.name === file.name && each.file.size === file.size && each.file.lastModified === file.lastModified)) continue;
      const each = { file, row: row.content.firstElementChild.cloneNode(true), sha256: "", answer: null, differs: false };
      each.row.querySelector(".name").textContent = file.name;
      each.row.querySelector(".size").textContent = shown(file.size);
      each.row.querySelector(".off").addEventListener("click", () => take(each));
      each.row.querySelector(".first").addEventListener("click", () => lead(each));
      picked.push(each);
      queue = queue.then(() => lookInto(each));
    }
    settle();
  };

  const take = (each) => {
    picked = picked.filter((one) => one !== each);
    each.row.remove();
    settle();
    input.focus();
  };

  const lead = (each) => {
    picked = [each, ...picked.filter((one) => one !== each)];
    settle();
  };

  // ── What the server makes of a file ───────────────────────────────────────────────────────────
  const lookInto = async (each) => {
    if (!picked.includes(each)) return;
    const [at, of] = [picked.indexOf(each) + 1, picked.length];
    looking.querySelector(".at").textContent = at;
    looking.querySelector(".of").textContent = of;
    looking.querySelector("progress").value = (at - 1) / of;
    show(looking, true);
    try {
      await hashHere(each);
      each.answer = await ask(each.file);
    } catch {
      each.answer = null;
    }
    if (!picked.includes(each)) return done();
    const place = each.row.querySelector(".came-to");
    show(place.querySelector(".waits"), false);
    if (each.answer) {
      place.replaceChildren(each.answer);
      if (each.answer.dataset.refused) return refuse(each);
      each.differs = each.sha256 !== "" && each.answer.dataset.sha256 !== each.sha256;
      show(each.row.querySelector(".here"), each.differs);
      show(each.answer.querySelector(".agrees"), each.sha256 !== "" && !each.differs);
    } else {
      show(place.querySelector(".failed"), true);
    }
    settle();
    done();
  };

  const done = () => {
    const waits = picked.some((each) => each.row.querySelector(".waits:not([hidden])"));
    if (!waits) show(looking, false);
  };

  const hashHere = async (each) => {
    if (!window.crypto || !window.crypto.subtle) return;
    each.sha256 = hex(await window.crypto.subtle.digest("SHA-256", await each.file.arrayBuffer()));
    const place = each.row.querySelector(".here");
    place.querySelector("code span").textContent = each.sha256;
    show(place, true);
  };

  const post = async (address, said) => {
    said.append("csrf", form.elements.csrf.value);
    const answer = await fetch(address, { method: "POST", body: said });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  };

  const ask = (file) => {
    const said = new FormData();
    said.append("files", file, file.name);
    return post(form.action + "/file", said);
  };

  // A refused file goes no further: the words of the refusal take the place of the form.
  const refuse = (each) => {
    refused = true;
    picked = [];
    input.value = "";
    form.replaceWith(each.answer);
    each.answer.setAttribute("tabindex", "-1");
    each.answer.focus();
  };

  // ── What the paper says of itself ─────────────────────────────────────────────────────────────
  const fill = (each) => {
    let filled = false;
    for (const name of ["title", "number", "kind", "dated"]) {
      const field = form.elements[name];
      const said = each.answer.dataset[name];
      if (field.value !== "" && field.value !== written[name]) continue;
      filled = filled || (said !== "" && said !== field.value);
      field.value = written[name] = said;
    }
    if (!filled) return;
    for (const one of picked) show(one.row.querySelector(".filled"), one === each);
    form.dispatchEvent(new Event("change"));
  };

  const advise = async () => {
    const said = new FormData();
    for (const name of ["title", "number", "kind", "source"]) said.append(name, form.elements[name].value);
    try {
      const answer = await post(form.action + "/hints", said);
      hints.replaceChildren(...(answer ? [answer] : []));
    } catch {
      hints.replaceChildren();
    }
  };

  // ── What is still missing ─────────────────────────────────────────────────────────────────────
  const labelOf = (field) => {
    const holder = field.type === "radio" ? field.closest("fieldset").querySelector("legend") : form.querySelector(`label[for="${field.id}"]`);
    return holder.firstChild.textContent.trim();
  };
  const unmet = () => {
    const fields = [...form.elements].filter((one) => one.willValidate && !one.validity.valid);
    return fields.filter((one, at) => fields.findIndex((other) => other.name === one.name) === at);
  };
  const tell = () => {
    const genre = form.elements.genre;
    const asked = form.elements.kind.value === genre.dataset.onlyFor;
    show(document.getElementById("of-genre"), asked);
    genre.required = asked;
    if (!asked) genre.value = "";
    const lacks = unmet();
    missing.querySelector("strong").textContent = lacks.map(labelOf).join(missing.dataset.apart);
    show(missing, lacks.length > 0);
    return lacks;
  };

  form.noValidate = true;
  show(document.getElementById("drop-hint"), true);
  form.addEventListener("input", tell);
  form.addEventListener("change", () => { tell(); if (form.elements.kind.value) advise(); });
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    if (chosen.length > 0) add(chosen);
    else settle();
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); add([...event.dataTransfer.files]); });
  form.addEventListener("submit", (event) => {
    const lacks = tell();
    if (lacks.length > 0 || refused) {
      event.preventDefault();
      if (lacks.length > 0) lacks[0].focus();
      return;
    }
    show(document.getElementById("sending"), true);
    form.querySelector("button.primary").disabled = true;
  });
  window.addEventListener("pageshow", () => {
    show(document.getElementById("sending"), false);
    form.querySelector("button.primary").disabled = false;
  });
  tell();
})();
