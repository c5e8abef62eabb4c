"""Project files: what a scene takes from the defaults, and every fault with its line."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pricetexts import price_list
from projects import project, tree

from acorns_cli import FileError, Job, PriceList
from acorns_cli.errors import Problem
from acorns_cli.project.estimate import assumed
from acorns_cli.project.file import load_project
from acorns_cli.project.scenes import read_project, with_defaults
from acorns_cli.system.files import yaml_tree


def faults(prices: PriceList | None, value: Any, **audio: Decimal) -> list[str]:
    """What is wrong with a project, without the lines."""
    problems: list[Problem] = []
    assert read_project(tree(value), prices, audio, problems) is None
    return [f"{problem.path}: {problem.what}" for problem in problems]


def scene(**words: Any) -> dict[str, Any]:
    return {"title": "T", "scenes": [{"name": "A", **words}]}


@pytest.mark.parametrize(
    ("own", "defaults", "taken"),
    [
        ({}, {"tool": "fbf", "length": "5s"}, {"tool": "fbf", "length": "5s"}),
        ({"rerender": "5%"}, {"rerender": "25%"}, {"rerender": "5%"}),
        # Two ways to say the same.
        ({"length": "5s"}, {"minutes": "1", "seconds": "2"}, {"length": "5s"}),
        ({"minutes": "1"}, {"audio": "song.mp3"}, {"minutes": "1"}),
        ({"audio": "a.mp3"}, {"duration": "5s"}, {"audio": "a.mp3"}),
        ({"images": "4"}, {"images_per_clip": "1"}, {"images": "4"}),
        ({"images_per_clip": "1"}, {"images": "4"}, {"images_per_clip": "1"}),
        # A price by hand is for one model, and a model for one tool.
        ({"model": "x"}, {"model": "y", "credits_per_second": "9"}, {"model": "x"}),
        ({"tool": "fbf"}, {"tool": "t2v", "model": "y", "credits_per_second": "9", "extra": "5s"},
         {"tool": "fbf", "extra": "5s"}),
        ({"tool": "fbf", "rerender": "5%"}, {"tool": "t2v", "rerender_model": "y"},
         {"tool": "fbf", "rerender": "5%"}),
        ({"tool": "T2V"}, {"tool": "t2v", "model": "y"}, {"tool": "T2V", "model": "y"}),
        # Without a tool they are for whatever a scene is made with.
        ({"tool": "t2v"}, {"model": "y", "credits_per_second": "9", "add": "x"},
         {"tool": "t2v", "model": "y", "credits_per_second": "9", "add": "x"}),
        # How much is generated is said in one way.
        ({"takes": "3"}, {"rerender": "25%"}, {"takes": "3"}),
        ({"takes": "3"}, {"keep": "30%"}, {"takes": "3"}),
        ({"keep": "30%"}, {"takes": "3"}, {"keep": "30%"}),
        ({"keep": "30%"}, {"rerender": "5%"}, {"keep": "30%"}),
        ({"rerender": "5%"}, {"takes": "3"}, {"rerender": "5%"}),
        ({"rerender": "5%"}, {"keep": "1/3", "rerender_model": "y"},
         {"rerender": "5%", "rerender_model": "y"}),
        ({"rerender_model": "y"}, {"takes": "3"}, {"takes": "3", "rerender_model": "y"}),
        # Add-ons are those of a scene, or else all of the defaults, for their tool.
        ({"add": "y"}, {"add": "x=3, y=0:45"}, {"add": "y"}),
        ({}, {"add": "x=3, y=0:45"}, {"add": "x=3, y=0:45"}),
        ({"tool": "fbf"}, {"tool": "t2v", "add": "x", "takes": "3", "rerender_model": "y"},
         {"tool": "fbf", "takes": "3"}),
        # What waits for another word.
        ({}, {"credits_per_image": "5"}, {}),
        ({"images": "4"}, {"credits_per_image": "5"}, {"images": "4", "credits_per_image": "5"}),
        ({}, {"rerender_model": "y"}, {}),
        ({"rerender_model": "y"}, {}, {"rerender_model": "y"}),
    ],
)  # fmt: skip
def test_defaults_fill_in_what_a_scene_leaves_out(
    own: dict[str, str], defaults: dict[str, str], taken: dict[str, str]
):
    assert with_defaults(own, defaults) == taken


@pytest.mark.parametrize(
    ("own", "default", "is_one"),
    [
        ("Text-to-Video", "t2v", True),
        ("t2v", "text_to-video", True),
        ("T2V", "t2v", True),
        ("fbf", "t2v", False),
        ("Frame-by-Frame", "Text-to-Video", False),
        # What is no tool is reported where the job is read.
        ("vid", "t2v", False),
        ("vid", "vid", True),
        ("t2v\u200b", "t2v", False),
    ],
)
def test_a_tool_is_the_same_by_its_name(prices: PriceList, own: str, default: str, is_one: bool):
    taken = with_defaults({"tool": own}, {"tool": default, "model": "y"}, prices)
    assert taken == {"tool": own, **({"model": "y"} if is_one else {})}


def test_a_scene_is_the_job_that_its_words_say(prices: PriceList):
    read = project(
        prices,
        {"name": "A", "length": "0:30", "spent": "12.5", "done": "Yes"},
        {"name": "B", "audio": "b.wav", "rerender": "10%..40%"},
        audio={"b.wav": Decimal(7)},
        length="4:05",
        balance="900",
        reserve="15%",
        defaults={"tool": "t2v", "model": "Kling 2.1 Standard", "rerender": "25%"},
    )
    first, second = read.scenes
    common = {"tool": "t2v", "model": "kling-2.1-standard"}
    assert first.job == Job.of(**common, duration="30s", rerender="25%")
    assert (first.spent, first.done) == (Decimal("12.5"), True)
    assert second.job == Job.of(
        **common, audio="b.wav", audio_seconds=Decimal(7), rerender="10%..40%"
    )
    assert (second.spent, second.done) == (None, False)
    assert (read.song_seconds, read.balance, read.pinned) == (Decimal(245), Decimal(900), False)
    assert (read.reserve, first.job.reserve) == (Decimal(15), None)


def test_a_word_of_scenes_among_the_keys_of_the_project_is_told_its_place(prices: PriceList):
    problems: list[Problem] = []
    whole = tree({**scene(tool="fbf", minutes="4"), "model": "a", "titel": "T"})
    assert read_project(whole, prices, {}, problems) is None
    assert [(problem.path, problem.fix) for problem in problems] == [
        ("model", "write it under defaults, or in a scene"),
        ("titel", "did you mean title?"),
    ]


FAULTY = """\
titel: Night Swim
title: Night Swim
length: 4
audio: nope.mp3
prices: 2025-06-28
balance: -3
reserve: 0.15
defaults: {tool: t2v, rerender: 0.25, images: few}
scenes:
  - name: A
    length: 2:75
  - name: A
    minutes: 2
    done: maybe
    spent: 12x
  - name: C
    minutes: 2
    length: 2:00
    tool: fbf
    images: many
  - name: D
    minutes: 2
    foo: 2
  - minutes: 1
  - nothing
"""


def test_every_fault_of_a_file_is_reported_with_its_line(tmp_path: Path):
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY)
    with pytest.raises(FileError) as caught:
        load_project(path)
    found = [(problem.line, problem.path, problem.what) for problem in caught.value.problems]
    assert found == [
        (1, "titel", "the key 'titel' is not known"),
        (3, "length", "'4' could be seconds or minutes"),
        (4, "audio", f"{tmp_path}/nope.mp3: no such file or directory"),
        (4, "audio", "length and audio each say how long the song is"),
        (5, "prices", "there is no price list of '2025-06-28'"),
        (6, "balance", "'-3' is below 0"),
        (7, "reserve", "'0.15' could mean 0.15% or 15%"),
        (8, "defaults.rerender", "'0.25' could mean 0.25% or 25%"),
        (8, "defaults.images", "'few' is not a number"),
        (11, "scenes[0].length", "'2:75' has a part of 60 or more"),
        (12, "scenes[1].name", "the scene 'A' is here twice, first on line 10"),
        (14, "scenes[1].done", "'maybe' is not yes or no"),
        (15, "scenes[1].spent", "'12x' is not a number"),
        (18, "scenes[2].length", "minutes and length each say how long the video is"),
        (20, "scenes[2].images", "'many' is not a number"),
        (23, "scenes[3].foo", "the key 'foo' is not known"),
        (24, "scenes[4]", "the key name is missing"),
        (25, "scenes[5]", "there must be a group of keys here, not text"),
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            {"title": "T", "defaults": {"tool": "t9v"}, **scene(tool="fbf", length="5s")},
            ["defaults.tool: the price list of 2025-06-27 has no tool 't9v'"],
        ),
        (
            {"title": "T", "defaults": {"tool": ["fbf"]}, **scene(length="5s")},
            ["defaults.tool: there must be text here, not a list"],
        ),
        ({"title": "T"}, [": the key scenes is missing"]),
        ({"title": "T", "scenes": []}, ["scenes: the list of scenes is empty"]),
        ({"title": "T", "scenes": ""}, ["scenes: there must be a list here, not nothing"]),
        ("T", [": there must be a group of keys here, not text"]),
        ({**scene(tool="fbf", length="5s"), "length": "0s"},
         ["length: a song must be longer than 0 seconds"]),
        (scene(length="5s"), ["scenes[0].tool: the tool is missing"]),
        (scene(tool="fbf"), ["scenes[0]: the length of the video is missing or 0"]),
        (scene(tool="t2v", length="5s"), ["scenes[0].model: t2v needs a model"]),
        (scene(tool="t2v", model="kling-2.1-mega", length="5s", images="x", rerender_model="z"),
         ["scenes[0].rerender_model: a model for re-renders needs re-renders",
          "scenes[0].images: 'x' is not a number",
          "scenes[0].model: t2v has no model 'kling-2.1-mega'",
          "scenes[0].rerender_model: t2v has no model 'z'"]),
        # A model with a price by hand need not be listed.
        (scene(tool="t2v", model="sora", credits_per_second=9, length="5s", images="x"),
         ["scenes[0].images: 'x' is not a number"]),
        (scene(tool="fbf", length="5s", rerender="1clip"),
         ["scenes[0].rerender: a number of clips needs the length of a clip"]),
        (scene(tool="fbf", length="5s", takes="0.5"),
         ["scenes[0].takes: '0.5' is less than one take"]),
        (scene(tool="fbf", length="5s", takes="3", keep="30%"),
         ["scenes[0].keep: takes and keep each say how much is re-rendered"]),
        (scene(tool="fbf", length="5s", add="upscale-4k"),
         ["scenes[0].add: fbf has no add-on 'upscale-4k'"]),
        (scene(tool="fbf", length="5s", reserve="15%"),
         ["scenes[0].reserve: the key 'reserve' is not known"]),
        ({**scene(tool="fbf", length="5s"), "defaults": {"reserve": "15%"}},
         ["defaults.reserve: the key 'reserve' is not known"]),
        (scene(tool="t2v", model="", length="5s", rerender="5%", rerender_model="x"),
         ["scenes[0].model: the text is empty", "scenes[0].rerender_model: t2v has no model 'x'"]),
        (scene(tool=["fbf"], length="5s", rerender="1clip", rerender_model="x"),
         ["scenes[0].tool: there must be text here, not a list"]),
        (scene(tool="fbf", length="5s", images_per_clip=1, credits_per_image=5),
         ["scenes[0].images_per_clip: images per clip need the length of a clip"]),
        (scene(tool="fbf", audio="gone.wav", rerender="5%"), []),
    ],
)  # fmt: skip
def test_a_fault_is_reported_where_it_is(prices: PriceList, value: Any, found: list[str]):
    if found:
        assert faults(prices, value) == found
        return
    # The file that can't be measured is reported by whoever looked for it.
    problems = [Problem("no such file", path="scenes[0].audio")]
    assert read_project(tree(value), prices, {}, problems) is None
    assert len(problems) == 1


def test_any_model_is_taken_where_no_footage_has_a_price():
    prices = price_list("""\
edition: 2026-01-01
source: {title: A page}
tools:
  video: {unpriced: {base: {name: footage, why: it is new, where: the app shows it}}}
""")
    value = scene(tool="video", model="sora", length="5s", images="x")
    assert faults(prices, value) == ["scenes[0].images: 'x' is not a number"]


def test_a_fault_of_the_defaults_is_reported_once_and_of_each_scene_each_time(prices: PriceList):
    scenes = [{"name": name, "length": "5s"} for name in "AB"]
    value = {"title": "T", "defaults": {"tool": "t2v", "model": "klong"}, "scenes": scenes}
    assert faults(prices, value) == ["defaults.model: in the scene 'A', t2v has no model 'klong'"]
    nameless = {**value, "scenes": [{"length": "5s"}]}
    assert faults(prices, nameless) == [
        "scenes[0]: the key name is missing",
        "defaults.model: t2v has no model 'klong'",
    ]


def test_without_prices_the_jobs_are_checked_all_the_same():
    assert faults(None, scene(tool="t2v", model="x", length="5s")) == []
    assert faults(None, scene(tool="t2v", model="x", length="5s", clip_length="0s")) == [
        "scenes[0].clip_length: a clip of 0 seconds is no clip"
    ]


AUDIO = Path(__file__).parents[1] / "system" / "audio"


def write(folder: Path, text: str) -> Path:
    path = folder / "video.yaml"
    path.write_text(text)
    return path


def test_what_a_file_names_is_beside_it(tmp_path: Path, prices: PriceList):
    prices_folder = Path(__file__).parents[2] / "prices" / "neural-frames"
    shipped = (prices_folder / "2025-06-27.yaml").read_text()
    (tmp_path / "mine.yaml").write_text(shipped.replace("2025-06-27", "2025-07-01"))
    song = sorted(AUDIO.glob("*.wav"))[0]
    (tmp_path / "song.wav").write_bytes(song.read_bytes())
    path = write(
        tmp_path,
        "title: T\nprices: mine.yaml\naudio: song.wav\n"
        "scenes: [{name: A, tool: fbf, audio: song.wav}]\n",
    )
    read = load_project(path)
    assert str(read.prices.edition) == "2025-07-01"
    assert read.song_seconds == read.scenes[0].job.base_seconds > 0
    assert read.pinned
    assert load_project(path, prices).prices is prices


def test_a_price_list_that_is_wrong_is_reported_where_it_is_named(tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("edition: today\n")
    path = write(tmp_path, "title: T\nprices: mine.yaml\nscenes: [{name: A, tool: fbf}]\n")
    with pytest.raises(FileError) as caught:
        load_project(path)
    [pin, missing] = caught.value.problems
    assert (pin.line, pin.path) == (2, "prices")
    assert pin.what.startswith(f"the price list can't be used: {tmp_path}/mine.yaml:1: ")
    assert ", and " in pin.what
    assert missing.what == "the length of the video is missing or 0"


def test_prices_that_no_file_names_are_the_newest(tmp_path: Path):
    path = write(tmp_path, "title: T\nscenes: [{name: A, tool: fbf, length: 5s}]\n")
    read = load_project(path)
    assert not read.pinned
    assert read.prices.edition.year >= 2025


def test_ten_thousand_scenes_are_read(tmp_path: Path, prices: PriceList):
    lines = [f"  - {{name: Scene {i}, length: 0:{i % 50 + 10}}}\n" for i in range(10_000)]
    path = write(tmp_path, f"title: T\ndefaults: {{tool: fbf}}\nscenes:\n{''.join(lines)}")
    root, problems = yaml_tree(path)
    assert not problems
    read = read_project(root, prices, {}, problems)
    # 200 rounds of 10 + 11 + … + 59 seconds, at a credit each.
    assert sum(scene.estimate.total_credits for scene in read.scenes) == 200 * 1725


@pytest.mark.parametrize("key", ["balance", "spent", "images"])
def test_a_number_of_two_readings_is_refused(prices: PriceList, key: str):
    words = scene(tool="fbf", minutes="4", **({} if key == "balance" else {key: "2.000"}))
    held = words | ({key: "2.000"} if key == "balance" else {})
    path = key if key == "balance" else f"scenes[0].{key}"
    assert faults(prices, held) == [f"{path}: '2.000' could be 2000 or 2"]


def test_thousands_may_be_set_apart(prices: PriceList):
    words = {"name": "A", "tool": "fbf", "minutes": "4", "spent": "1,234.5", "images": "1,500"}
    read = project(prices, words, balance="2,000")
    assert (read.balance, read.scenes[0].spent) == (2000, Decimal("1234.5"))
    assert read.scenes[0].job.images == 1500


def test_a_note_on_a_length_of_the_defaults_reaches_the_estimate(prices: PriceList):
    names = [{"name": "A"}, {"name": "B"}, {"name": "C", "length": "3:42"}]
    read = project(prices, *names, defaults={"tool": "fbf", "length": "3.42m"})
    assert assumed(read.scenes) == ("3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s",)


@pytest.mark.parametrize(
    "name",
    ["第\u30001話", "👩\u200d🎤", "می\u200cخواهم", "Scène\u00a01", "Do\u00adnau", "\U0001fae8"],
)
def test_names_keep_ordinary_characters(prices: PriceList, name: str):
    read = project(prices, {"name": f"\u3000{name} ", "tool": "fbf", "minutes": "4"})
    assert read.scenes[0].name == name
