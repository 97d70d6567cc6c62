// The tab Classify: the paper for digits, whose strokes are kept so that a new canvas shows them again; and what was
// clicked: a cell of the confusion matrix, a test digit, a name.
window.colorizeClassify = (() => {
  const INK = 22;
  let [strokes, cell, row, name] = [[], null, null, null];

  const paint = (canvas) => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#111", fillStyle: "#111", lineWidth: INK, lineCap: "round", lineJoin: "round" });
    for (const points of strokes) {
      pen.beginPath();
      pen.moveTo(...points[0]);
      // A single touch is a dot.
      for (const point of points.length > 1 ? points.slice(1) : points) pen.lineTo(...point);
      pen.stroke();
    }
  };

  const start = (canvas, label) => {
    canvas.setAttribute("aria-label", label);
    if (canvas.dataset.ready) return;
    canvas.dataset.ready = "yes";
    paint(canvas);
    const place = ({ clientX, clientY }) => {
      const box = canvas.getBoundingClientRect();
      return [((clientX - box.left) / box.width) * canvas.width, ((clientY - box.top) / box.height) * canvas.height];
    };
    let drawing = false;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      canvas.setPointerCapture?.(event.pointerId);
      drawing = true;
      strokes.push([place(event)]);
      paint(canvas);
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      strokes.at(-1).push(place(event));
      paint(canvas);
    });
    const end = () => {
      if (!drawing) return;
      drawing = false;
      document.querySelector("#digit-drawn")?.click();
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
  };

  document.addEventListener(
    "click",
    ({ target }) => {
      const pressed = target.closest?.(".confusion button");
      if (pressed) {
        cell = [Number(pressed.dataset.truth), Number(pressed.dataset.answer)];
        for (const each of pressed.closest("table").querySelectorAll("button"))
          each.setAttribute("aria-pressed", `${each === pressed}`);
      }
      const digit = target.closest?.(".kept");
      if (digit) row = Number(digit.dataset.row);
      const place = target.closest?.("button.name")?.dataset.place;
      if (place) name = Number(place);
    },
    true,
  );

  const paper = () => document.querySelector("canvas.draw");
  const wipe = () => {
    strokes = [];
    if (paper()) paint(paper());
  };
  const once = (value) => {
    [cell, row, name] = [null, null, null];
    return value;
  };
  return {
    start,
    clear: wipe,
    take: () => (strokes.length && paper() ? paper().toDataURL("image/png") : ""),
    cell: () => once(cell) ?? [null, null],
    row: () => {
      if (row !== null) wipe();
      return once(row);
    },
    name: () => once(name),
  };
})();
