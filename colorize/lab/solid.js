/* The color solid of a picture, turned by mouse, touch and keyboard. No dependencies.
 *
 * drawSolid(canvas, solid, options) -> { update(solid), turn(yaw, pitch), zoom(factor), reset(), destroy() }
 *
 * solid: what colorize.lab.solid.solid() returns: { points: [x, y, z, r, g, b, share, ...], edges: [[x, y, z, r, g, b, ...], ...] },
 *   x right, y up, z toward the viewer, about -1 to 1.
 * options: { label: for those who hear the page, size: of a point of average weight in CSS pixels (4), yaw, pitch: in radians }
 *
 * Drag or one finger turns, wheel or two fingers zoom, arrows turn, + and - zoom, Home or a double click goes back.
 */
function drawSolid(canvas, solid, options = {}) {
  const context = canvas.getContext("2d");
  const paper = document.createElement("canvas"); // the solid, at least twice as fine as the page: smooth when reduced
  const start = { yaw: options.yaw ?? -0.6, pitch: options.pitch ?? 0.35, scale: 1 };
  const view = { ...start };
  const abort = new AbortController();
  const listen = (target, type, work, more = {}) => target.addEventListener(type, work, { signal: abort.signal, ...more });
  const GRAY = opaque(127, 127, 127);
  let shapes, image, pixels, depths, fine = 2, waiting = 0, width = 0, height = 0;

  function opaque(red, green, blue) {
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  }

  /* Places, colors and radii of the points, and the corners of the edges. */
  const load = ({ points, edges }) => {
    const count = points.length / 7;
    shapes = { count, places: new Float32Array(count * 3), colors: new Int32Array(count), radii: new Float32Array(count) };
    for (let i = 0; i < count; i++) {
      const [x, y, z, red, green, blue, share] = points.slice(i * 7, i * 7 + 7);
      shapes.places.set([x, y, z], i * 3);
      shapes.colors[i] = opaque(red, green, blue);
      // Area grows with the square root of the share: rare colors stay visible, frequent ones do not cover all.
      shapes.radii[i] = Math.min(3, Math.max(0.55, Math.pow(share * count, 0.25)));
    }
    shapes.edges = edges.map((edge) =>
      Array.from({ length: edge.length / 6 }, (_, i) => [edge.slice(i * 6, i * 6 + 3), opaque(...edge.slice(i * 6 + 3, i * 6 + 6))]),
    );
    // As large as the frame of all colors allows, whatever mode it is in, turning around its middle.
    const corners = shapes.edges.flat().map(([place]) => place);
    shapes.middle = [0, 1, 2].map((c) => (Math.min(...corners.map((p) => p[c])) + Math.max(...corners.map((p) => p[c]))) / 2);
    shapes.reach = Math.max(...corners.map((place) => Math.hypot(...place.map((value, c) => value - shapes.middle[c]))));
    request();
  };

  const request = () => (waiting ||= requestAnimationFrame(draw));

  /* A disk at x, y in fine pixels; what is nearer hides what is behind, pixel by pixel, so nothing needs sorting. */
  const disk = (x, y, near, radius, color) => {
    const [wide, high] = [image.width, image.height];
    const [first, last] = [Math.max(0, Math.ceil(y - radius)), Math.min(high - 1, Math.floor(y + radius))];
    for (let row = first; row <= last; row++) {
      const half = Math.sqrt(radius * radius - (row - y) * (row - y));
      const end = row * wide + Math.min(wide - 1, Math.floor(x + half));
      for (let i = row * wide + Math.max(0, Math.ceil(x - half)); i <= end; i++)
        if (near > depths[i]) {
          depths[i] = near;
          pixels[i] = color;
        }
    }
  };

  const draw = () => {
    waiting = 0;
    if (!width || !height) return;
    const { count, places, colors, radii, edges, middle, reach } = shapes;
    const [cy, sy, cp, sp] = [Math.cos(view.yaw), Math.sin(view.yaw), Math.cos(view.pitch), Math.sin(view.pitch)];
    const unit = (Math.min(image.width, image.height) * 0.5 * view.scale) / reach;
    const camera = 5 * reach;
    const at = [0, 0, 0];
    const project = (x, y, z) => {
      x -= middle[0], y -= middle[1], z -= middle[2];
      const back = cy * z - sy * x;
      const near = camera / (camera - sp * y - cp * back);
      at[0] = image.width / 2 + unit * (cy * x + sy * z) * near;
      at[1] = image.height / 2 - unit * (cp * y - sp * back) * near;
      at[2] = near;
    };
    pixels.fill(0);
    depths.fill(0);
    const size = ((options.size ?? 4) / 2) * fine * Math.sqrt(view.scale);
    for (let i = 0; i < count; i++) {
      project(places[i * 3], places[i * 3 + 1], places[i * 3 + 2]);
      disk(at[0], at[1], at[2], size * radii[i] * at[2], colors[i]);
    }
    for (const edge of edges)
      for (let i = 0; i + 1 < edge.length; i++) {
        project(...edge[i][0]);
        const from = [...at];
        project(...edge[i + 1][0]);
        const steps = Math.min(400, Math.ceil(Math.hypot(at[0] - from[0], at[1] - from[1])));
        for (let step = 0; step < steps; step++) {
          const [x, y, near] = from.map((value, c) => value + ((at[c] - value) * step) / steps);
          disk(x, y, near, 0.7 * fine, edge[i][1]);
          disk(x, y, near * 0.97, 1.2 * fine, GRAY); // a rim, so that white and black edges show on any page
        }
      }
    paper.getContext("2d").putImageData(image, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(paper, 0, 0, canvas.width, canvas.height);
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
    const ratio = window.devicePixelRatio || 1;
    fine = ratio === 1 ? 2 : Math.min(ratio, 2);
    [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width || !height) return; // in a tab that is not shown; the observer tells when it is
    [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    [paper.width, paper.height] = [Math.round(width * fine), Math.round(height * fine)];
    image = new ImageData(paper.width, paper.height);
    pixels = new Int32Array(image.data.buffer);
    depths = new Float32Array(pixels.length);
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
