() => {
  const root = document.documentElement;
  const texts = TEXTS; // key to [English, Chinese], filled in by page.py from the text table
  const say = (key) => texts[key][root.lang.toLowerCase().startsWith("zh") ? 1 : 0];

  // Gradio knows zh-CN and zh-TW only and meets every other kind of Chinese in English: ask its own module for ours.
  if (/^zh\b/i.test(navigator.language) && !/^zh/i.test(root.lang)) {
    const asset = performance.getEntriesByType("resource").find(({ name }) => /\/core-[^/]+\.js$/.test(name));
    const locale = /Hant|HK|MO/i.test(navigator.language) ? "zh-TW" : "zh-CN";
    if (asset) import(asset.name).then((gradio) => gradio.changeLocale?.(locale));
  }

  // Handlers make text in the language in force; when it changes, they are asked to say it again.
  new MutationObserver(() => document.querySelector("#language-changed")?.click()).observe(root, {
    attributes: true,
    attributeFilter: ["lang"],
  });

  // Gradio's slider names neither of its pictures, and its divider knows only the mouse.
  const move = (handle, pixels) => {
    const box = handle.getBoundingClientRect();
    const from = box.left + box.width / 2;
    const fire = (target, type, x) =>
      target.dispatchEvent(
        new MouseEvent(type, { bubbles: true, cancelable: true, view: window, clientX: x, clientY: box.top + 5 }),
      );
    fire(handle, "mousedown", from);
    fire(window, "mousemove", from + pixels);
    fire(window, "mouseup", from + pixels);
  };
  const describe = () => {
    const result = document.querySelector("#result");
    const handle = result?.querySelector('[data-testid="slider"]');
    if (!handle) return;
    const [before, after] = result.querySelectorAll('[data-testid="imageslider-image"]');
    const words = [say("studio.before_alt"), say("studio.after_alt")];
    [before, after].forEach((image, i) => image && image.alt !== words[i] && (image.alt = words[i]));
    const label = say("studio.divider");
    if (handle.getAttribute("aria-label") !== label) handle.setAttribute("aria-label", label);
    if (handle.tabIndex === 0) return;
    Object.assign(handle, { tabIndex: 0, role: "slider" });
    handle.setAttribute("aria-orientation", "horizontal");
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", "100");
    const tell = () => {
      const frame = handle.parentElement.getBoundingClientRect();
      const box = handle.getBoundingClientRect();
      const share = Math.round((100 * (box.left + box.width / 2 - frame.left)) / frame.width);
      if (handle.getAttribute("aria-valuenow") !== `${share}`) handle.setAttribute("aria-valuenow", `${share}`);
    };
    tell();
    new MutationObserver(tell).observe(handle, { attributes: true, attributeFilter: ["style"] });
    handle.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -0.05, ArrowRight: 0.05, Home: -1, End: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(handle, step * handle.parentElement.clientWidth);
    });
  };

  // What Gradio itself says in a toast is in English only.
  const said = [
    [/application is currently busy|Queue is full/, "error.busy"],
    [/exceed the maximum allowed size/, "error.too_heavy_here"],
    [/is (less|greater) than (minimum|maximum) value/, "error.beyond_slider"],
    [/Invalid file type.*Only [^*]*\.icc/, "error.no_icc"],
    [/Invalid file type.*Only image/, "error.no_picture_file"],
    [/Connection errored out|Could not connect|Failed to fetch/, "error.connection"],
  ];
  const translate = () => {
    for (const place of document.querySelectorAll('[data-testid="toast-text"]')) {
      const match = said.find(([pattern]) => pattern.test(place.textContent));
      if (match) place.textContent = say(match[1]);
    }
  };
  new MutationObserver(() => (describe(), translate())).observe(document.body, { childList: true, subtree: true });

  // Names that Gradio gives in English whatever the language, in the language in force, and back.
  const own = GRADIO.map((pair) => pair.map((text) => [
    new RegExp(`^${text.replace(/[\\^$.+?()[\]{}|\/]/g, "\\$&").replace("*", "(?<star>.+)").replace("#", "(?<hash>.+)")}$`, "s"), text,
  ]));
  const retold = (text) => {
    const chinese = root.lang.toLowerCase().startsWith("zh") ? 1 : 0;
    for (const pair of own) {
      const match = pair[1 - chinese][0].exec(text.trim());
      if (match) return pair[chinese][1].replace("*", match.groups?.star ?? "").replace("#", match.groups?.hash ?? "");
    }
    return text;
  };
  const named = ["aria-label", "title", "alt"];
  const rename = (part) => {
    for (const name of named) {
      const text = part.getAttribute(name);
      const told = text && retold(text);
      if (told !== text) part.setAttribute(name, told);
    }
  };
  const reword = (node) => {
    if (!node.data.trim() || node.parentElement?.closest("code, pre, script, style, .cm-editor")) return;
    const told = retold(node.data);
    if (told !== node.data) node.data = told;
  };
  const retell = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return reword(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const part of [node, ...node.querySelectorAll("[aria-label], [title], [alt]")]) rename(part);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) reword(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") rename(target);
      else if (type === "characterData") reword(target);
      else addedNodes.forEach(retell);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: named });
  new MutationObserver(() => retell(document.body)).observe(root, { attributes: true, attributeFilter: ["lang"] });
  retell(document.body);

  // The lab. While a slider moves, a picture follows by its address: one view at a time, always the latest.
  let wanted = null;
  let loading = false;
  const follow = () => {
    const image = wanted && document.querySelector(wanted.place);
    if (loading || !image) return;
    const address = new URL(image.src);
    const { place } = wanted;
    address.searchParams.set(wanted.name, wanted.text);
    [wanted, loading] = [null, true];
    const view = new Image();
    view.onload = view.onerror = ({ type }) => {
      const shown = document.querySelector(place); // Gradio may have made another one meanwhile
      if (type === "load" && shown) shown.src = view.src;
      loading = false;
      follow();
    };
    view.src = address.href;
  };
  // Gradio lets a slider go only by the mouse; the keyboard lets go when the key is.
  document.addEventListener("keyup", ({ target }) => {
    if (target.matches?.("input[type=range]")) target.dispatchEvent(new Event("pointerup", { bubbles: true }));
  });
  // The solid of colors is drawn anew when its data change.
  const solids = new WeakMap();
  const turnable = () => {
    for (const canvas of document.querySelectorAll("canvas.solid")) {
      const { solid, label } = canvas.dataset;
      const known = solids.get(canvas);
      if (known?.solid === solid) continue;
      if (known) known.drawing.update(JSON.parse(solid));
      solids.set(canvas, { solid, drawing: known?.drawing ?? drawSolid(canvas, JSON.parse(solid), { label }) });
    }
  };
  new MutationObserver(turnable).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-solid"],
  });
  // Where the photo was clicked, in its own pixels: remembered for as long as it is the same photo.
  let clicked = null;
  const photo = () => new URL(document.querySelector("#lab-picture img").src).searchParams.get("photo");
  // A cross stands on the probed pixel while that section is open, and only on the photo that it is a pixel of.
  const mark = () => {
    const figure = document.querySelector("#lab-picture figure");
    if (!figure) return;
    const open = document.querySelector("#lab-probe-button")?.getAttribute("aria-selected") === "true";
    const { photo: token, x, y } = document.querySelector("#lab-pixel .probe")?.dataset ?? {};
    const told = { photo: token, place: [Number(x), Number(y)] };
    const probed = clicked?.photo === photo() ? clicked : told; // a click is marked before its answer comes
    const cross = figure.querySelector(".cross");
    if (!open || probed.photo !== photo()) return cross?.remove();
    const [left, top] = [figure.dataset.width, figure.dataset.height].map((size, i) => (100 * (probed.place[i] + 0.5)) / size);
    const shown = cross ?? Object.assign(document.createElement("span"), { className: "cross" });
    const style = `left: ${left}%; top: ${top}%`;
    if (shown.getAttribute("style") !== style) shown.setAttribute("style", style);
    if (!cross) figure.querySelector(".frame").append(shown);
  };
  new MutationObserver(mark).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"],
  });
  document.addEventListener(
    "click",
    ({ target, clientX, clientY }) => {
      if (target.matches?.(".snippet .copy")) {
        navigator.clipboard?.writeText(target.parentElement.querySelector("code").textContent);
        target.textContent = say("lab.copied");
      }
      if (!target.matches?.("#lab-picture img")) return;
      const [box, { width, height }] = [target.getBoundingClientRect(), target.closest("figure").dataset];
      const along = (part, whole, count) => Math.min(count - 1, Math.max(0, Math.floor((part / whole) * count)));
      const place = [along(clientX - box.left, box.width, width), along(clientY - box.top, box.height, height)];
      clicked = { photo: photo(), place };
      mark();
      const section = document.querySelector("#lab-probe-button");
      if (section?.getAttribute("aria-selected") !== "true") section?.click();
    },
    true,
  );
  // The paper for digits, which knows no words of its own.
  const paper = () => {
    const label = say("classify.draw_alt");
    for (const canvas of document.querySelectorAll("canvas.draw"))
      if (canvas.getAttribute("aria-label") !== label) window.colorizeClassify.start(canvas, label);
  };
  new MutationObserver(paper).observe(document.body, { childList: true, subtree: true });
  new MutationObserver(paper).observe(root, { attributes: true, attributeFilter: ["lang"] });
  // Corrections: where the result was clicked, as shares of width and height, and which of the likely colors.
  let [spot, likely] = [null, null];
  document.addEventListener(
    "click",
    ({ target, clientX, clientY }) => {
      if (target.matches?.(".likely")) likely = target.dataset.color;
      if (!target.matches?.(".correct-figure img")) return;
      const box = target.getBoundingClientRect();
      const share = (part, whole) => Math.min(1, Math.max(0, part / whole));
      spot = [share(clientX - box.left, box.width), share(clientY - box.top, box.height)];
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches?.(".correct-figure img")) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, 0] }[key];
    if (!step) return;
    event.preventDefault();
    const figure = target.parentElement;
    const ring = figure.querySelector(".ring") ?? figure.appendChild(document.createElement("span"));
    ring.className = "mark ring";
    const at = [ring.style.left, ring.style.top].map((text) => (text ? parseFloat(text) / 100 : 0.5));
    const [x, y] = at.map((share, i) => Math.min(1, Math.max(0, share + 0.02 * step[i])));
    Object.assign(ring.style, { left: `${100 * x}%`, top: `${100 * y}%` });
    if (key !== "Enter") return;
    const box = target.getBoundingClientRect();
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ...place }));
  });
  const once = (value) => {
    [spot, likely] = [null, null];
    return value;
  };
  window.colorizeCorrect = {
    place: () => once(spot) ?? [null, null],
    color: () => once(likely),
  };
  // The Loss lab: its settings stand in the address, so that a lesson can be handed on.
  window.colorizeLesson = {
    // Whoever has gone to another tab before the server had read the address stays there.
    open: () => {
      const untouched = document.querySelector("[role=tab]")?.getAttribute("aria-selected") === "true";
      const wished = new URLSearchParams(location.search).get("tab") === "lesson";
      if (wished && untouched) document.querySelector("#tab-lesson-button")?.click();
      return [];
    },
    link: (query) => {
      const plain = !location.search && query === "tab=lesson";
      if (query && !plain && `?${query}` !== location.search) history.replaceState(null, "", `?${query}`);
      return [];
    },
    copy: () => {
      const address = new URL(location.href);
      if (!address.searchParams.has("tab")) address.searchParams.set("tab", "lesson");
      navigator.clipboard?.writeText(address.href);
      document.querySelector("#lesson-copy").textContent = say("lab.copied");
      return [];
    },
  };
  window.colorizeLab = {
    show: (place, name, controls) => {
      wanted = { place, name, text: JSON.stringify(controls) };
      follow();
      return [];
    },
    place: (x, y) => (clicked && clicked.photo === photo() ? clicked.place : [x, y]),
    typed: (x, y) => {
      clicked = null;
      return [x, y];
    },
    save: (button) => {
      document.querySelector(button)?.click();
      return [];
    },
  };
}
