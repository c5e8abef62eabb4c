"""What a job can say, in every spelling, and what it can't."""

from decimal import Decimal

import pytest
from refusals import refused

from acorns_cli.core import words
from acorns_cli.core.addons import AskedAddOn
from acorns_cli.core.job import Job
from acorns_cli.core.rerender import Rerender
from acorns_cli.core.words import WORDS, Reader, read_word
from acorns_cli.errors import InputError, SeveralErrors

DURATION = "write 4:00, 1:02:03.5, 4m30s, 90s or PT4M30S"
LENGTH = "give minutes, seconds, length, duration or audio"
PLAIN_DIGITS = "write plain digits, like 4 or 0.5"
THE_WORDS = (
    "the words are tool, model, minutes, seconds, length, duration, audio, clip_length, extra,"
    " rerender, takes, keep, rerender_model, images, images_per_clip, add, credits_per_second,"
    " credits_per_image or reserve"
)


# --- the words --------------------------------------------------------------------------------


def test_every_word_is_read_into_the_job():
    job = Job.of(
        tool="t2v",
        model="Kling 2.1 Standard",
        minutes="4",
        seconds="2",
        clip_length="5s",
        rerender="10%..40%",
        rerender_model="Kling_2.1_Pro",
        extra="45s",
        images_per_clip="2",
        add="Upscale 4K, lip-sync=0:45",
        credits_per_second="9",
        credits_per_image="5",
        reserve="15%",
    )
    assert job == Job(
        tool="t2v",
        model="kling-2.1-standard",
        base_seconds=Decimal(242),
        clip_seconds=Decimal(5),
        rerender=Rerender("percent", Decimal(10), Decimal(40)),
        rerender_model="kling-2.1-pro",
        extra_seconds=Decimal(45),
        images_per_clip=2,
        add=(AskedAddOn("upscale-4k", plain=1), AskedAddOn("lip-sync", Decimal(45))),
        credits_per_second=Decimal(9),
        credits_per_image=Decimal(5),
        reserve=Decimal(15),
    )


@pytest.mark.parametrize(
    ("words", "base_seconds"),
    [
        ({"minutes": "4"}, "240"),
        ({"minutes": 4}, "240"),
        ({"minutes": Decimal("4.50")}, "270"),
        ({"seconds": "30"}, "30"),
        ({"seconds": "7.5"}, "7.5"),
        ({"minutes": "4", "seconds": "30"}, "270"),
        ({"minutes": "4", "seconds": "90"}, "330"),
        ({"minutes": "0", "seconds": "30"}, "30"),
        ({"duration": "4:00"}, "240"),
        ({"duration": "1:02:03.5"}, "3723.5"),
        ({"duration": "PT4M30S"}, "270"),
        ({"minutes": "60000"}, "3600000"),
    ],
)
def test_the_length_of_the_video(words: dict[str, object], base_seconds: str):
    assert str(Job.of(tool="fbf", **words).base_seconds) == base_seconds


def test_the_length_can_be_that_of_an_audio_file():
    job = Job.of(tool="fbf", audio="My Song.mp3", audio_seconds=Decimal("245.300"))
    assert (job.audio, str(job.base_seconds)) == ("My Song.mp3", "245.3")


def test_a_word_that_is_none_is_as_good_as_left_out():
    nothing = dict.fromkeys(WORDS)
    assert Job.of(**nothing | {"tool": "fbf", "minutes": 4}) == Job.of(tool="fbf", minutes=4)


@pytest.mark.parametrize(
    ("words", "takes_share"),
    [
        ({"minutes": 4}, True),
        ({"minutes": 4, "keep": "1/3"}, True),
        ({"minutes": 4, "rerender": "90s"}, False),
        ({"minutes": 4, "rerender": "3clips"}, False),
        ({"extra": "9s"}, False),
    ],
)
def test_a_share_can_take_the_place_of_a_share(words: dict[str, object], takes_share: bool):
    assert Job.of(tool="t2v", **words).takes_share is takes_share


def test_words_that_are_numbers():
    numbers = [name for name, word in WORDS.items() if word.is_number]
    assert numbers == [
        *("minutes", "seconds", "rerender", "takes", "images", "images_per_clip"),
        *("credits_per_second", "credits_per_image", "reserve"),
    ]


@pytest.mark.parametrize("tool", ["t2v", "T2V", " t2v "])
def test_a_tool_is_matched_in_any_case(tool: str):
    assert Job.of(tool=tool, minutes=4).tool == "t2v"


@pytest.mark.parametrize(
    "words",
    [
        {"images": "48"},
        {"extra": "45s"},
        {"rerender": "90s"},
        {"rerender": "12clips", "clip_length": "5s"},
        {"rerender": "12clips"},
        {"rerender": "0s..90s"},
        {"add": "character=3"},
    ],
)
def test_a_job_can_be_without_a_video(words: dict[str, str]):
    assert Job.of(tool="t2v", **words).base_seconds == 0


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "what", "fix", "word"),
    [
        ({"minutes": "-4"}, "'-4' is below 0", "write 0 or more", "minutes"),
        ({"minutes": -4}, "'-4' is below 0", "write 0 or more", "minutes"),
        ({"minutes": "NaN"}, "'NaN' is not a number", PLAIN_DIGITS, "minutes"),
        ({"seconds": Decimal("NaN")}, "'NaN' is not a number", PLAIN_DIGITS, "seconds"),
        ({"seconds": "inf"}, "'inf' is not a number", PLAIN_DIGITS, "seconds"),
        ({"minutes": "1e999999"}, "'1e999999' is not a number", PLAIN_DIGITS, "minutes"),
        ({"minutes": Decimal("1e999999")}, "'1E+999999' is not a number", PLAIN_DIGITS, "minutes"),
        ({"minutes": ""}, "the value is empty", "write a number, like 4 or 0.5", "minutes"),
        ({"minutes": "٤"}, "'٤' is not a number", PLAIN_DIGITS, "minutes"),
        ({"duration": "4:75"}, "'4:75' has a part of 60 or more",
         "after a colon write 00 to 59, as in 4:30 or 1:02:03.5", "duration"),
        ({"duration": "4"}, "'4' could be seconds or minutes", "write 4s or 4m", "duration"),
        ({"minutes": "60000.5"}, "60000.5 is too much", "the most is 60,000 minutes", "minutes"),
        ({"minutes": "60000", "seconds": "1"}, "3600001 seconds of video is too much",
         "the most is 3,600,000 seconds", ""),
        ({"minutes": 4, "clip_length": "0s"}, "a clip of 0 seconds is no clip", "write it like 5s",
         "clip_length"),
        ({"minutes": 4, "clip_length": "0"}, "a clip of 0 seconds is no clip", "write it like 5s",
         "clip_length"),
        ({"minutes": "4:00"}, "'4:00' is not a number", "give it as duration 4:00", "minutes"),
        ({"seconds": " 4m "}, "'4m' is not a number", "give it as duration 4m", "seconds"),
        ({"minutes": 4, "clip_length": "5"}, "'5' could be seconds or minutes", "write 5s or 5m",
         "clip_length"),
        ({"minutes": 4, "extra": "lots"}, "'lots' is not a duration", DURATION, "extra"),
        ({"images": "2.5"}, "'2.5' is not a whole number of images", "write it whole", "images"),
        ({"images": "-1"}, "'-1' is below 0", "write 0 or more", "images"),
        ({"minutes": 4, "clip_length": "5s", "images_per_clip": "1e3"}, "'1e3' is not a number",
         PLAIN_DIGITS, "images_per_clip"),
        ({"minutes": 4, "credits_per_second": "free"}, "'free' is not a number", PLAIN_DIGITS,
         "credits_per_second"),
        ({"images": 4, "credits_per_image": "1000001"}, "1000001 is too much",
         "the most is 1,000,000 credits", "credits_per_image"),
        ({"minutes": 4, "model": ""}, "the text is empty", "", "model"),
        ({"minutes": 4, "rerender": "25%", "rerender_model": "\x1b[2J"},
         "'\\x1b[2J' has characters that can't be printed", "", "rerender_model"),
    ],
)  # fmt: skip
def test_a_value_that_no_job_can_have_names_its_word(
    words: dict[str, object], what: str, fix: str, word: str
):
    assert refused(Job.of, tool="t2v", **words) == (what, fix, word)


@pytest.mark.parametrize(
    ("words", "what", "fix", "word"),
    [
        ({"minutes": 4}, "the tool is missing", "give it as tool, like t2v", "tool"),
        ({"tool": "t2v", "minuets": 4}, "a job has no word 'minuets'", "did you mean minutes?",
         "minuets"),
        ({"tool": "t2v", "cls": 4}, "a job has no word 'cls'",
         THE_WORDS, "cls"),
        ({"tool": "t2v", "xyzzy": 4}, "a job has no word 'xyzzy'",
         THE_WORDS, "xyzzy"),
        ({"tool": "t2v", "minutes": 4, "duration": "4:00"},
         "minutes and duration each say how long the video is", "give the length in one way",
         "duration"),
        ({"tool": "t2v", "seconds": 4, "audio": "a.mp3"},
         "seconds and audio each say how long the video is", "give the length in one way", "audio"),
        ({"tool": "t2v", "duration": "4:00", "audio": "a.mp3"},
         "duration and audio each say how long the video is", "give the length in one way",
         "audio"),
        ({"tool": "t2v", "minutes": 4, "credits_per_image": 5}, "a price for an image needs images",
         "give images or images_per_clip as well", "credits_per_image"),
        ({"tool": "t2v", "minutes": 4, "rerender_model": "kling-2.1-pro"},
         "a model for re-renders needs re-renders", "give rerender, takes or keep as well",
         "rerender_model"),
        ({"tool": "t2v", "minutes": 4, "rerender": "200%", "takes": 3},
         "rerender and takes each say how much is re-rendered", "give one of them", "takes"),
        ({"tool": "t2v", "minutes": 4, "takes": 3, "keep": "1/3", "rerender": "200%"},
         "takes, keep and rerender each say how much is re-rendered", "give one of them",
         "rerender"),
        ({"tool": "t2v", "minutes": 4, "clip_length": "5s", "images": 48, "images_per_clip": 1},
         "images and images_per_clip each say how many there are", "give one of them",
         "images_per_clip"),
        *(
            ({"tool": "t2v", "extra": "45s", word: text},
             "a share of the video needs the length of the video", LENGTH, word)
            for word, text in (("rerender", "25%"), ("takes", "3"), ("keep", "1/3"))
        ),
        ({"tool": "t2v"}, "the length of the video is missing or 0", LENGTH, ""),
        ({"tool": "t2v", "minutes": 0, "seconds": 0}, "the length of the video is missing or 0",
         LENGTH, ""),
        ({"tool": "t2v", "duration": "0:00", "images": 0, "extra": "0s", "rerender": "0s"},
         "the length of the video is missing or 0", LENGTH, ""),
    ],
)  # fmt: skip
def test_words_that_do_not_go_together_are_refused(
    words: dict[str, object], what: str, fix: str, word: str
):
    assert refused(Job.of, **words) == (what, fix, word)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"minutes": "4:00"}, ["duration"]),
        ({"minutes": 4, "duration": "4:00"}, ["minutes", "duration"]),
        ({"extra": "5s", "rerender": "25%"}, ["minutes", "seconds", "length", "duration", "audio"]),
        ({}, ["minutes", "seconds", "length", "duration", "audio"]),
        ({"minutes": 4, "rerender_model": "a"}, ["rerender", "takes", "keep"]),
    ],
)
def test_an_error_tells_which_words_it_names(words: dict[str, object], named: list[str]):
    with pytest.raises(InputError) as caught:
        Job.of(tool="t2v", **words)
    assert list(caught.value.named) == named
    assert all(f"{{{word}}}" in f"{caught.value.what} {caught.value.fix}" for word in named)


def test_every_fault_of_a_job_is_reported():
    with pytest.raises(SeveralErrors) as caught:
        Job.of(minutes="x", duration="4:00", rerender="y", images=48)
    assert [(error.word, error.what) for error in caught.value.errors] == [
        ("tool", "the tool is missing"),
        ("duration", "{minutes} and {duration} each say how long the video is"),
        ("minutes", "'x' is not a number"),
        ("rerender", "'y' is not an amount to re-render"),
    ]


def test_only_short_texts_are_remembered_and_not_too_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(words, "_MANY", 2)
    reader = Reader("audio")
    for text in ("b" * 41, "b" * 40, "c"):
        assert reader[text].value == text
    assert list(reader) == ["b" * 40, "c"]
    assert reader["d"].value == "d"
    assert list(reader) == ["d"]


def test_a_number_is_read_as_its_text_and_true_is_none():
    reader = Reader("images")
    assert (reader[1], reader[Decimal(1)]) == (reader["1"], reader["1"])
    assert list(reader) == ["1"]
    with pytest.raises(InputError, match="'True' is not text or an exact number"):
        reader[True]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0.5, "'0.5' is not text or an exact number"),
        (True, "'True' is not text or an exact number"),
        (b"4", "'b'4'' is not text or an exact number"),
        ([4], "'[4]' is not text or an exact number"),
    ],
)
def test_a_word_is_text_or_an_exact_number(value: object, what: str):
    assert refused(Job.of, tool="t2v", minutes=value) == (
        what,
        'write it as text, like "0.5"',
        "minutes",
    )


@pytest.mark.parametrize("digits", [1_000, 10_000])
@pytest.mark.parametrize("kind", [str, int, Decimal])
def test_a_number_of_thousands_of_digits_is_refused(kind: type, digits: int):
    value = 10**digits if kind is int else kind("1" + "0" * digits)
    assert refused(Job.of, tool="t2v", minutes=value)[2] == "minutes"


@pytest.mark.parametrize(
    ("value", "what", "fix"),
    [
        (10**15, "1000000000000000 is too much", "the most is 60,000 minutes"),
        (-(10**15), "'-1000000000000000' is below 0", "write 0 or more"),
        (10**15 + 1, "the number is too large for any word of a job",
         "the most is 1,000,000,000,000,000"),
        (-(10**15) - 1, "the number is too large for any word of a job",
         "the most is 1,000,000,000,000,000"),
    ],
)  # fmt: skip
def test_a_whole_number_beyond_every_word_is_not_even_read(value: int, what: str, fix: str):
    assert refused(Job.of, tool="t2v", minutes=value) == (what, fix, "minutes")


@pytest.mark.parametrize(
    ("length", "what", "fix", "word"),
    [
        ("-5", "-5 seconds is no length of a video", "", "audio"),
        ("-0.000001", "-0.000001 seconds is no length of a video", "", "audio"),
        ("NaN", "NaN seconds is no length of a video", "", "audio"),
        ("Infinity", "Infinity seconds is no length of a video", "", "audio"),
        ("1." + "1" * 90, f"1.{'1' * 90} seconds has too many decimals", "", "audio"),
        ("3600000.001", "3600000.001 seconds of video is too much", "the most is 3,600,000 seconds",
         ""),
    ],
)  # fmt: skip
def test_an_audio_file_has_a_length_that_a_video_can_have(
    length: str, what: str, fix: str, word: str
):
    assert refused(Job.of, tool="t2v", audio="song.mp3", audio_seconds=Decimal(length)) == (
        what,
        fix,
        word,
    )


@pytest.mark.parametrize("words", [{}, {"minutes": None}, {"images": 2, "duration": None}])
def test_an_audio_file_without_a_length_is_no_video(words: dict[str, object]):
    assert refused(Job.of, tool="t2v", audio="song.mp3", **words)[:2] == (
        "the length of the audio is missing",
        "give it as audio_seconds",
    )


@pytest.mark.parametrize("words", [{"minutes": 4}, {"duration": "4:00"}, {"images": 2}, {}])
def test_a_length_of_audio_without_audio_is_refused(words: dict[str, object]):
    assert refused(Job.of, tool="t2v", audio_seconds=Decimal(5), **words)[:2] == (
        "audio_seconds is the length of a file",
        "name the file as audio",
    )


def test_a_length_of_audio_is_an_exact_number():
    assert Job.of(tool="t2v", audio="a.mp3", audio_seconds=5).base_seconds == 5  # type: ignore[arg-type]
    for length in (5.0, "5", True):
        with pytest.raises(InputError, match="is not text or an exact number") as caught:
            Job.of(tool="t2v", audio="a.mp3", audio_seconds=length)  # type: ignore[arg-type]
        assert caught.value.word == "audio_seconds"


# --- what must be said of how words are read --------------------------------------------------

NOTE = "3.42 min is 3 min 25.2 s; write 3:42 for 3 min 42 s"


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ({"minutes": "3.42"}, (NOTE,)),
        ({"minutes": Decimal("3.42")}, (NOTE,)),
        ({"duration": "3.42m"}, (NOTE,)),
        ({"duration": "3.42\u00a0Min"}, (NOTE,)),
        ({"duration": "3:42"}, ()),
        ({"duration": "3.42s"}, ()),
        ({"seconds": "3.42"}, ()),
        ({"minutes": "3.4"}, ()),
        ({"minutes": "3.60"}, ()),
        ({"minutes": "3.425"}, ()),
        ({"minutes": "3.00"}, ()),
        ({"minutes": "0.05"}, ("0.05 min is 0 min 3 s; write 0:05 for 0 min 5 s",)),
        ({"minutes": "4", "extra": "1.30m"},
         ("1.30 min is 1 min 18 s; write 1:30 for 1 min 30 s",)),
        ({"minutes": "4", "rerender": "1.30m..2.30m"},
         ("1.30 min is 1 min 18 s; write 1:30 for 1 min 30 s;"
         " 2.30 min is 2 min 18 s; write 2:30 for 2 min 30 s",)),
        ({"minutes": "3.42", "extra": "3.42m"}, (NOTE,)),
        ({"minutes": "4", "rerender": "3.42"}, ("3.42 re-rendered is in percent",)),
        ({"minutes": "4", "rerender": " 10 .. 40% "}, ("10 .. 40% re-rendered is in percent",)),
        ({"minutes": "4", "rerender": "25%..1/3"}, ()),
        ({"minutes": "4", "rerender": "0"}, ()),
    ],
)  # fmt: skip
def test_minutes_whose_decimals_could_be_seconds_have_a_note(
    words: dict[str, object], notes: tuple[str, ...]
):
    assert Job.of(tool="fbf", **words).notes == notes


@pytest.mark.parametrize("word", ["images", "images_per_clip"])
@pytest.mark.parametrize("value", ["1.000", Decimal("1.000")])
def test_a_count_of_two_readings_is_refused_as_text_and_as_a_number(word: str, value: object):
    with pytest.raises(InputError, match=r"^\w+: '1\.000' could be 1000 or 1; write 1000 or 1$"):
        Job.of(tool="fbf", minutes="4", clip_length="5s", **{word: value})


@pytest.mark.parametrize("word", ["credits_per_second", "minutes", "seconds"])
def test_rates_and_lengths_have_one_reading(word: str):
    words = {"minutes": "4"} | {word: "1.500"}
    assert read_word(word, "1.500").value == (90 if word == "minutes" else Decimal("1.5"))
    assert Job.of(tool="fbf", **words)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", " "])
def test_any_space_may_part_a_number_and_its_unit(space: str):
    assert read_word("duration", f"4{space}min{space}30{space}s").value == 270
    assert read_word("minutes", f"{space}4{space}").value == 240


def test_zeros_in_front_do_not_count() -> None:
    assert read_word("minutes", "08").value == 480
    assert read_word("minutes", "01000").value == 60_000
    assert read_word("images", "048").value == 48
    assert read_word("duration", "08m05s").value == 485
