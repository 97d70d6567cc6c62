"""The plots: their numbers against published ones, their words in both languages, and that they can be drawn."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import matplotlib.text
import numpy as np
import pytest
from matplotlib.figure import Figure

from colorize.color import SPACES, transform
from colorize.errors import ColorizeError
from colorize.lab.plots import ab_plane, chromaticity, frame, hue_wheel, planes, wheels
from colorize.lab.plots.chromaticity import project, spectral_locus, unproject
from colorize.lab.plots.frame import density, sample
from colorize.lab.plots.hue_wheel import SECTORS, hue_weights
from tests.color.oracles import colour
from tests.lab.colors import photo

PHOTO = photo(48)
PLOTS = {
    "xy": lambda rgb, **more: chromaticity(rgb, "xy", **more),
    "uv": lambda rgb, **more: chromaticity(rgb, "uv", **more),
    **{f"plane {mode}": lambda rgb, mode=mode, **more: ab_plane(rgb, mode, **more) for mode in planes()},
    **{f"wheel {mode}": lambda rgb, mode=mode, **more: hue_wheel(rgb, mode, **more) for mode in wheels()},
}
FEW = ("xy", "uv", "plane lab", "plane oklab", "wheel lch", "wheel hsv")


def drawn(figure: Figure) -> np.ndarray:
    """The figure as pixels, (H, W, 4)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def words(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(matplotlib.text.Text))


def contrast_of_words(figure: Figure, page: str) -> float:
    """The least contrast (WCAG) between the figure's words and a page."""
    from matplotlib.colors import to_rgb

    def light(color):
        return float(transform(np.float32(to_rgb(color)), "rgb", "xyz")[1]) + 0.05

    shown = [t.get_color() for t in figure.findobj(matplotlib.text.Text) if t.get_text().strip()]
    return min(max(light(c), light(page)) / min(light(c), light(page)) for c in shown)


@pytest.mark.parametrize(("name", "dark"), [*((name, False) for name in PLOTS), *((name, True) for name in FEW)])
def test_every_plot_can_be_drawn_and_read(name, dark):
    figure = PLOTS[name](PHOTO, dark=dark)
    assert isinstance(figure, Figure)
    pixels = drawn(figure)
    assert pixels[0, 0, 3] == 0  # no background of its own
    assert np.ptp(pixels[..., :3][pixels[..., 3] > 128], axis=0).max() > 100
    assert contrast_of_words(figure, "#0b0f19" if dark else "white") > 3


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("picture", [np.zeros((1, 1, 3)), np.ones((1, 1, 3)), np.full((2, 2, 3), 1.4)])
def test_pictures_without_color_or_of_one_pixel(name, picture):
    assert drawn(PLOTS[name](picture)).size


@pytest.mark.parametrize("name", FEW)
def test_chinese(name):
    if frame._chinese_font() is None:
        pytest.skip("no Chinese font: install Debian's fonts-noto-cjk")
    figure = PLOTS[name](PHOTO, language="zh-CN")
    drawn(figure)  # a missing glyph is a warning, and warnings are errors
    assert any("一" <= letter <= "鿿" for letter in words(figure))
    assert frame.NO_FONT not in words(figure)


def test_without_a_chinese_font_labels_are_english_and_say_why(monkeypatch):
    monkeypatch.setattr(frame, "_chinese_font", lambda: None)
    figure = hue_wheel(PHOTO, language="zh-CN")
    drawn(figure)
    assert frame.NO_FONT in words(figure)
    assert "Hues, weighted by chroma" in words(figure)
    assert frame.NO_FONT not in words(hue_wheel(PHOTO, language="en"))


def test_the_observer_is_that_of_colour_science():
    wavelengths, xy = spectral_locus()
    table = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"]
    assert wavelengths.tolist() == list(range(380, 781, 5))
    for wavelength, chromaticity_ in zip(wavelengths, xy, strict=True):
        expected = colour.XYZ_to_xy(table[wavelength])
        assert chromaticity_ == pytest.approx(expected, abs=1e-5)


def test_the_1976_diagram_by_colour_science():
    xy = np.random.default_rng(0).uniform(0.05, 0.6, (50, 2))
    assert project(xy, "uv") == pytest.approx(colour.xy_to_Luv_uv(xy))
    assert unproject(project(xy, "uv"), "uv") == pytest.approx(xy)


def test_gamut_triangles_are_the_published_ones():
    lines = {line.get_label(): line.get_xydata() for line in chromaticity(PHOTO).axes[0].get_lines()}
    for name, theirs in {"sRGB": "sRGB", "Display P3": "Display P3", "Adobe RGB": "Adobe RGB (1998)"}.items():
        assert lines[name][:3] == pytest.approx(colour.RGB_COLOURSPACES[theirs].primaries, abs=1e-4)
    assert lines["D65"][0] == pytest.approx([0.3127, 0.3290])


def test_density_counts_and_colors():
    x, y = np.array([0.1, 0.1, 0.9, 5.0]), np.array([0.1, 0.1, 0.9, 0.0])
    rgb = np.array([[1, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 1]], float)
    image = density(x, y, rgb, (0, 1, 0, 1), 2)
    assert image[0, 0, :3].tolist() == [0.5, 0, 0]
    assert image[1, 1, :3].tolist() == [0, 1, 0]
    assert image[0, 0, 3] == 1 > image[1, 1, 3] > 0.35
    assert image[0, 1, 3] == image[1, 0, 3] == 0


def test_a_large_picture_is_looked_at_in_a_grid_and_says_so(monkeypatch):
    monkeypatch.setattr(frame, "LARGEST", 500)
    pixels, note = sample(PHOTO)
    assert len(pixels) == 16 * 16
    assert pixels[1] == pytest.approx(PHOTO[0, 3] / 255)
    assert note == "256 / 2,304 px"
    assert note in words(ab_plane(PHOTO))
    monkeypatch.undo()
    assert sample(PHOTO)[1] == ""


@pytest.mark.parametrize("mode", wheels())
def test_hue_weights(mode):
    rgb = PHOTO.reshape(-1, 3) / np.float32(255)
    shares, colors = hue_weights(rgb, mode)
    values = transform(rgb, "rgb", mode)
    names = [channel.name for channel in SPACES[mode].channels]
    strength = values[:, names.index("C" if "C" in names else "S")]
    hue = values[:, [channel.angle for channel in SPACES[mode].channels].index(True)]
    expected, _ = np.histogram(hue, SECTORS, (0, 360), weights=strength)
    assert shares == pytest.approx(expected / expected.sum(), abs=1e-3)
    assert shares.sum() == pytest.approx(1)
    top = shares.argmax()
    inside = (hue >= top * 5) & (hue < top * 5 + 5)
    assert colors[top] == pytest.approx(np.average(rgb[inside], axis=0, weights=strength[inside]), abs=1e-2)


def test_a_gray_picture_has_no_hue_and_says_so():
    shares, _ = hue_weights(np.full((10, 3), 0.4, np.float32), "lch")
    assert shares.sum() == 0
    assert "the picture is gray" in words(hue_wheel(np.full((4, 4, 3), 0.4)))


def test_several_at_once():
    names = FEW[:4]
    alone = [drawn(PLOTS[name](PHOTO)) for name in names]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda name: drawn(PLOTS[name](PHOTO)), names))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


def test_they_can_be_saved():
    file = io.BytesIO()
    hue_wheel(PHOTO).savefig(file, format="png")
    assert file.getvalue().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("plot", "arguments", "sentence"),
    [
        (chromaticity, (PHOTO, "xyz"), "no chromaticity diagram 'xyz'. Choose one of: xy, uv"),
        (ab_plane, (PHOTO, "rgb"), "'rgb' has no plane of two color differences. Choose one of: lab"),
        (hue_wheel, (PHOTO, "lab"), "'lab' has no hue.*Choose one of: lch"),
        (chromaticity, (np.zeros((0, 1, 3)),), "at least one pixel"),
        (ab_plane, (np.full((1, 1, 3), np.nan),), "NaN or infinite"),
        (hue_wheel, (np.zeros((2, 2, 4)),), "has the shape"),
    ],
)
def test_refusals(plot, arguments, sentence):
    with pytest.raises(ColorizeError, match=sentence) as caught:
        plot(*arguments)
    assert caught.value.text.zh != caught.value.text.en
