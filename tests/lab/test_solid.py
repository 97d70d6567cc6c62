"""The color solid: its points stand for the picture, and the browser draws and turns them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from colorize.color import SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.solid import MOST, SCRIPT, cube_edges, gather, place, solid, solids
from tests.conftest import CHROMIUM
from tests.lab.colors import photo

PHOTO = photo(160)
PAGE = (
    """<!doctype html><meta charset="utf-8"><body style="margin:0"><canvas style="width:500px;height:400px"></canvas>"""
)


def table(data):
    return np.array(data["points"]).reshape(-1, 7)


@pytest.mark.parametrize("mode", solids())
def test_every_solid(mode):
    data = solid(PHOTO, mode)
    points = table(json.loads(json.dumps(data)))
    assert 100 < len(points) <= MOST
    assert np.abs(points[:, :3]).max() < 2.5  # in view
    assert points[:, 3:6].min() >= 0
    assert points[:, 3:6].max() <= 255
    assert points[:, 6].sum() == pytest.approx(1, abs=5e-3)
    assert (np.diff(points[:, 6]) <= 0).all()
    assert len(data["edges"]) == 12
    assert all(len(edge) % 6 == 0 for edge in data["edges"])


@pytest.mark.parametrize("mode", solids())
def test_points_stand_where_their_color_belongs(mode):
    points = table(solid(PHOTO, mode))
    colors = np.float32(points[:, 3:6] / 255)
    expected = place(transform(colors, "rgb", mode), mode)
    near = transform(colors, "rgb", "lab")[:, 0] > 10  # dark colors move far within half an 8-bit step
    assert np.median(np.abs(points[near, :3] - expected[near])) < 0.01


def test_places_by_hand():
    red = np.float32([[1, 0, 0]])
    assert place(red, "rgb").tolist() == [[1, -1, 1]]
    assert place(np.float32([[0, 1, 1], [90, 1, 0], [0, 0, 1]]), "hsv") == pytest.approx(
        np.array([[1, 1, 0], [0, -1, -1], [0, 1, 0]]), abs=1e-6
    )
    assert place(np.float32([[100, 50, -25]]), "lab").tolist() == [[1, 1, 0.5]]
    assert place(np.float32([[0.5, 0.1, 0.2]]), "oklab") == pytest.approx(np.array([[0.2, 0, -0.4]]), abs=1e-6)


def test_gathering_keeps_the_mean_and_the_count():
    rgb = np.random.default_rng(0).random((50_000, 3)).astype(np.float32)
    colors, counts = gather(rgb)
    assert len(colors) <= MOST
    assert counts.sum() == len(rgb)
    assert np.average(colors, axis=0, weights=counts) == pytest.approx(rgb.mean(axis=0), abs=1e-4)
    few, counts = gather(np.float32([[0, 0, 0], [1, 1, 1], [0, 0, 0]]))
    assert few.tolist() == [[0, 0, 0], [1, 1, 1]]
    assert counts.tolist() == [2, 1]
    assert len(gather(rgb, 100)[0]) <= 100


def test_edges_are_those_of_the_cube():
    edges = cube_edges()
    ends = {tuple(sorted((tuple(edge[0]), tuple(edge[-1])))) for edge in edges.round(6)}
    assert len(ends) == 12
    assert all(np.abs(np.subtract(*pair)).sum() == 1 for pair in ends)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((PHOTO, "cmyk"), "'cmyk' has no solid of three channels. Choose one of: rgb"),
        ((PHOTO, "gray_bt601"), "'gray_bt601' has no solid"),
        ((PHOTO, "lab", 3), "solid of 3 points shows nothing. Ask for 8 or more"),
        ((np.zeros((0, 1, 3)), "lab"), "at least one pixel"),
        ((np.full((1, 1, 3), np.nan), "lab"), "NaN or infinite"),
        ((np.zeros((1, 3)), "lab"), "expected"),
    ],
)
def test_refusals(arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        solid(*arguments)
    assert caught.value.text.zh != caught.value.text.en


def test_the_list_is_driven_by_the_registry():
    assert solids() == [name for name, space in SPACES.items() if len(space.channels) == 3]


@pytest.fixture
def page(browser):
    """A page with one canvas of 500 x 400 on which the solid of a photograph is drawn."""
    context = browser.new_context(device_scale_factor=2, viewport={"width": 520, "height": 420}, has_touch=True)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(PAGE)
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    page.evaluate(
        "data => { window.solid = drawSolid(document.querySelector('canvas'), data, { label: 'Colors' }) }",
        solid(PHOTO, "lab"),
    )
    wait(page)
    yield page
    context.close()
    assert not complaints


def wait(page):
    """Until what was asked for has been drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def shown(page) -> np.ndarray:
    """The canvas's pixels, (H, W, 4)."""
    width, height, data = page.evaluate(
        """() => {
          const canvas = document.querySelector('canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let text = '';
          for (let i = 0; i < pixels.length; i += 8192) text += String.fromCharCode(...pixels.subarray(i, i + 8192));
          return [canvas.width, canvas.height, btoa(text)];
        }"""
    )
    import base64

    return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)


def view(page):
    return page.evaluate("() => solid.view()")


def test_it_is_drawn_sharp_and_in_the_pictures_colors(page):
    pixels = shown(page)
    assert pixels.shape == (800, 1000, 4)  # twice as many as the page's, as on the screen
    covered = pixels[..., 3] == 255
    assert 0.02 < covered.mean() < 0.6
    assert pixels[0, 0, 3] == 0
    palette = {tuple(color) for color in table(solid(PHOTO, "lab"))[:, 3:6].astype(int)}
    colors, counts = np.unique(pixels[covered][:, :3], axis=0, return_counts=True)
    own = sum(count for color, count in zip(colors, counts, strict=True) if tuple(int(c) for c in color) in palette)
    assert own / counts.sum() > 0.5  # the rest are edges and the seams between points


def test_dragging_wheel_and_keys(page):
    before, first = view(page), shown(page)
    page.mouse.move(250, 200)
    page.mouse.down()
    page.mouse.move(350, 170)
    page.mouse.up()
    wait(page)
    turned = view(page)
    assert turned["yaw"] - before["yaw"] == pytest.approx(1.0)
    assert turned["pitch"] - before["pitch"] == pytest.approx(-0.3)
    assert (shown(page) != first).any()
    page.mouse.move(250, 200)
    assert view(page) == turned  # let go is let go
    page.mouse.wheel(0, -300)
    page.wait_for_function("before => solid.view().scale > before", arg=turned["scale"])
    page.locator("canvas").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("-")
    after = view(page)
    assert after["yaw"] == pytest.approx(turned["yaw"] - 0.1)
    assert after["pitch"] == pytest.approx(turned["pitch"] + 0.1)
    page.keyboard.press("Home")
    assert view(page) == before
    wait(page)
    assert np.array_equal(shown(page), first)
    page.keyboard.press("Tab")  # keys that are not its own go on


def test_two_fingers_zoom(page):
    touch = """fingers => {
      const canvas = document.querySelector('canvas');
      canvas.setPointerCapture = () => {};
      for (const [type, id, x, y] of fingers)
        canvas.dispatchEvent(new PointerEvent(type, {pointerId: id, clientX: x, clientY: y, pointerType: 'touch'}));
    }"""
    before = view(page)
    page.evaluate(touch, [["pointerdown", 1, 200, 200], ["pointerdown", 2, 300, 200], ["pointermove", 2, 400, 200]])
    assert view(page) == before | {"scale": pytest.approx(2)}
    page.evaluate(touch, [["pointerup", 2, 400, 200], ["pointermove", 1, 210, 200]])
    assert view(page)["yaw"] == pytest.approx(before["yaw"] + 0.1)


def test_it_follows_its_size_new_data_and_its_end(page):
    page.evaluate("() => { document.querySelector('canvas').style.width = '300px' }")
    page.wait_for_function("() => document.querySelector('canvas').width === 600")
    wait(page)
    before = shown(page)
    page.evaluate("data => solid.update(data)", solid(PHOTO[:1, :1], "lab"))
    wait(page)
    after = shown(page)
    assert (after[..., 3] == 255).mean() < (before[..., 3] == 255).mean() / 2
    page.evaluate("() => { solid.destroy(); solid.turn(1, 0) }")
    wait(page)
    assert np.array_equal(shown(page), after)


def test_it_can_be_heard_and_reached(page):
    canvas = page.get_by_role("img", name="Colors")
    assert canvas.count() == 1
    assert canvas.evaluate("canvas => canvas.tabIndex") == 0


def test_chromium_is_named():
    if not CHROMIUM:
        pytest.skip("no Chromium: install Debian's `chromium`, or name one in the variable CHROMIUM")
    assert SCRIPT.read_text(encoding="utf-8").count("function drawSolid(") == 1
