/* The color solid of a picture, turned by mouse, touch and keyboard. No dependencies.
 *
 * drawSolid(canvas, solid, options) -> { update(solid), turn(yaw, pitch), zoom(factor), reset(), destroy() }
 *
 * solid: what colorize.lab.solid() returns: { points: [x, y, z, r, g, b, share, ...], edges: [[x, y, z, r, g, b, ...], ...] },
 *   x right, y up, z toward the viewer, about -1 to 1.
 * options: { label: for those who hear the page, size: of a point of average weight in CSS pixels (4), yaw, pitch: in radians }
 *
 * Drag or one finger turns, wheel or two fingers zoom, arrows turn, + and - zoom, Home or a double click goes back.
 */
function drawSolid(canvas, solid, options = {}) {
  const context = canvas.getContext("2d");
  const start = { yaw: options.yaw ?? -0.6, pitch: options.pitch ?? 0.35, scale: 1 };
  const view = { ...start };
  const abort = new AbortController();
  const listen = (target, type, work, more = {}) => target.addEventListener(type, work, { signal: abort.signal, ...more });
  let shapes, order, depths, waiting = 0, width = 0, height = 0, ratio = 1;

  /* Points and pieces of edges in one list, so that nearer ones hide those behind them. */
  const load = ({ points, edges }) => {
    const count = points.length / 7;
    const pieces = edges.reduce((sum, edge) => sum + edge.length / 6 - 1, 0);
    shapes = { count, places: new Float32Array((count + 2 * pieces) * 3), colors: [], radii: new Float32Array(count) };
    for (let i = 0; i < count; i++) {
      const [x, y, z, r, g, b, share] = points.slice(i * 7, i * 7 + 7);
      shapes.places.set([x, y, z], i * 3);
      shapes.colors.push(`rgb(${r},${g},${b})`);
      // Area grows with the square root of the share: rare colors stay visible, frequent ones do not cover all.
      shapes.radii[i] = Math.min(3, Math.max(0.55, Math.pow(share * count, 0.25)));
    }
    let at = count * 3;
    for (const edge of edges)
      for (let i = 0; i + 6 < edge.length; i += 6) {
        shapes.places.set(edge.slice(i, i + 3), at);
        shapes.places.set(edge.slice(i + 6, i + 9), at + 3);
        at += 6;
        const [r, g, b] = [3, 4, 5].map((c) => Math.round((edge[i + c] + edge[i + 6 + c]) / 2));
        shapes.colors.push(`rgb(${r},${g},${b})`);
      }
    order = Uint32Array.from({ length: count + pieces }, (_, i) => i);
    depths = new Float32Array(count + pieces);
    request();
  };

  const request = () => (waiting ||= requestAnimationFrame(draw));

  const draw = () => {
    waiting = 0;
    if (!width || !height) return;
    const { count, places, colors, radii } = shapes;
    const [cy, sy, cp, sp] = [Math.cos(view.yaw), Math.sin(view.yaw), Math.cos(view.pitch), Math.sin(view.pitch)];
    const unit = Math.min(width, height) * 0.3 * view.scale;
    const corners = places.length / 3;
    const across = new Float32Array(corners), down = new Float32Array(corners), near = new Float32Array(corners);
    for (let i = 0; i < corners; i++) {
      const x = places[i * 3], y = places[i * 3 + 1], z = places[i * 3 + 2];
      const right = cy * x + sy * z, back = cy * z - sy * x;
      const up = cp * y - sp * back, toward = sp * y + cp * back;
      near[i] = 6 / (6 - toward); // a camera six half-widths away
      across[i] = width / 2 + unit * right * near[i];
      down[i] = height / 2 - unit * up * near[i];
    }
    for (let i = 0; i < depths.length; i++) {
      const first = count + 2 * (i - count);
      depths[i] = i < count ? near[i] : (near[first] + near[first + 1]) / 2;
    }
    order.sort((a, b) => depths[a] - depths[b]);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineWidth = 1.5;
    context.lineCap = "round";
    const radius = ((options.size ?? 4) / 2) * Math.sqrt(view.scale);
    for (const i of order) {
      context.beginPath();
      if (i < count) {
        context.fillStyle = colors[i];
        context.arc(across[i], down[i], radius * radii[i] * near[i], 0, 7);
        context.fill();
      } else {
        const first = count + 2 * (i - count);
        context.strokeStyle = colors[i];
        context.moveTo(across[first], down[first]);
        context.lineTo(across[first + 1], down[first + 1]);
        context.stroke();
      }
    }
  };

  const turn = (yaw, pitch) => {
    view.yaw += yaw;
    view.pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, view.pitch + pitch));
    request();
  };
  const zoom = (factor) => {
    view.scale = Math.max(0.4, Math.min(12, view.scale * factor));
    request();
  };
  const reset = () => {
    Object.assign(view, start);
    request();
  };

  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  listen(canvas, "pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  listen(canvas, "pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (apart) zoom(spread() / apart);
    else if (fingers.size === 1) turn((event.clientX - before.x) * 0.01, (event.clientY - before.y) * 0.01);
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"])
    listen(canvas, type, (event) => fingers.delete(event.pointerId));
  listen(canvas, "dblclick", reset);
  listen(canvas, "wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)));
  }, { passive: false });
  listen(canvas, "keydown", (event) => {
    const keys = {
      ArrowLeft: () => turn(-0.1, 0), ArrowRight: () => turn(0.1, 0), ArrowUp: () => turn(0, -0.1),
      ArrowDown: () => turn(0, 0.1), "+": () => zoom(1.15), "=": () => zoom(1.15), "-": () => zoom(1 / 1.15), Home: reset,
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });

  canvas.tabIndex = 0;
  canvas.style.touchAction = "none";
  canvas.setAttribute("role", "img");
  if (options.label) canvas.setAttribute("aria-label", options.label);
  const fit = () => {
    ratio = window.devicePixelRatio || 1;
    [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    request();
  };
  const observer = new ResizeObserver(fit);
  observer.observe(canvas);
  listen(window, "resize", fit); // also when the page moves to a screen of another density
  fit();
  load(solid);

  return {
    update: load, turn, zoom, reset,
    view: () => ({ ...view }),
    destroy() {
      abort.abort();
      observer.disconnect();
      cancelAnimationFrame(waiting);
      waiting = -1; // a frame asked for later is not drawn
    },
  };
}
