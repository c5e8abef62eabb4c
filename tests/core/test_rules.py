"""What jobs cost, rule by rule: every figure here was worked out by hand.

The number at the start of a row's name is that of the rule that it is about: 3 names, 7 quantity
and rate, 8 clips of listed lengths, 9 lengths at a price per second, 10 steps, 11 what re-renders
are counted in, 12 shares, takes and keep, 13 extra footage, images and free clips, 14 add-ons, 15
prices by hand, 16 the reserve, 17 and 18 what has no price, 19 what a budget steps by, 20 money.
"""

import re
import shlex
from fractions import Fraction
from typing import NamedTuple

import pytest
from core import oracle
from pricetexts import (
    Figures,
    estimated,
    figures,
    missing,
    plain,
    plain_tree,
    price_list,
    range_text,
)

from acorns_cli import AcornsError

HEAD = """\
service: {id: studio, name: Studio}
edition: 2026-01-01
source: {title: A page}
"""

LIST = f"""{HEAD}
tools:
  video:
    name: Video
    models:
      second: {{name: By the second, per_second: 7}}
      pro: {{per_second: 12}}
      cheap: {{per_second: 0.4}}
      step: {{price: 1, per: 15s}}
      block: {{price: 0.3, per: 5s}}
      table: {{clips: {{5s: 13, 10s: 21}}}}    # 2.6 and 2.1 a second
      tie: {{clips: {{10s: 110, 5s: 55}}}}     # 11 a second, both
      short: {{clips: {{5s: 10, 10s: 30}}}}    # 2 and 3 a second
      odd: {{clips: {{4s: 30, 8s: 20}}}}       # the longer clip is cheaper
      lengths: {{per_second: 0.40, lengths: [4s, 6s, 8s]}}
      veo/720p: {{per_second: 0.4}}
      veo/1080p: {{per_second: 0.6}}
    images: {{price: 4}}
    add_ons:
      upscale-4k: {{name: 4K upscale, price: 20, per: 5s}}
      lip-sync: {{name: Lip-sync, per_second: 3}}
      character: {{name: Character, price: 15}}
      sound: {{name: Sound, per_second: 0.5, models: [second, table]}}
  fbf:
    name: Frame-by-Frame
    any_model: {{per_second: 1}}
    images: {{price: 0.1, per_images: 4}}
  bare:
    name: Bare
    models:
      second: {{per_second: 7}}
"""

FREE = f"""{HEAD}
tools:
  video:
    name: Video
    models:
      second: {{per_second: 7}}
      table: {{clips: {{5s: 13, 10s: 21}}}}
    free_rerender_clips_per_minute: 1
  more:
    name: More
    models:
      second: {{per_second: 7}}
    free_rerender_clips_per_minute: 1.5
"""

GAP = "{name: something, why: no price is published, where: the app shows it}"
GAPS = f"""{HEAD}
tools:
  video:
    name: Video
    models:
      second: {{per_second: 7}}
      hidden: {{unpriced: {{why: no price is published, where: the app shows it}}}}
    add_ons:
      character: {{name: Character, price: 15}}
    always: [images]
    unpriced:
      images: {GAP}
      lip-sync: {GAP}
  secret:
    name: Secret
    unpriced:
      base: {GAP}
  needs:
    name: Needs
    models:
      second: {{per_second: 7}}
    images: {{price: 4}}
    add_ons:
      character: {{name: Character, price: 15}}
    always: [images, character]
  edits:
    name: Edits
    models:
      second: {{per_second: 7}}
      pro: {{per_second: 12}}
    unpriced:
      extra: {GAP}
      rerender: {GAP}
"""


def money(currency: str) -> str:
    """A list in a currency."""
    return f"""{HEAD}
unit: {currency}
tools:
  video:
    name: Video
    models:
      a: {{per_second: 0.084}}
      b: {{per_second: 0.025}}
      c: {{per_second: 0.05}}
      d: {{per_second: 12.5}}
      block: {{price: 0.15, per: 5s}}
      lengths: {{per_second: 0.10, lengths: [4s, 6s, 8s]}}
"""


class Row(NamedTuple):
    """One job, and what it must cost."""

    name: str
    """It starts with the number of the rule."""
    words: str
    """The tool is `video` where it is not said."""
    lines: tuple[str, ...]
    """Item, quantity (of the high end), unit, rate, and credits: `low..high` where they vary."""
    total: str
    missing: str = ""
    """What has no price, in the order of the alphabet."""
    assumed: str = ""
    """A clip length that nobody wrote."""


def said(words: str) -> dict[str, str]:
    """The words of a job, from `model=second add="lip-sync=0:45, character"`."""
    parts = (part.partition("=") for part in shlex.split(words))
    return {"tool": "video"} | {name: text for name, _, text in parts}


def rows(table: str, of: str) -> list[object]:
    """The rows of a table, each with the list that it is of.

    A table has a paragraph for each row: its name, its words, its lines, and its total with what
    is missing and what is assumed.
    """
    found: list[object] = []
    for paragraph in re.split(r"\n\s*\n", table.strip()):
        name, words, *lines, last = (line.strip() for line in paragraph.splitlines())
        fields = re.fullmatch(r"= (\S+)(?: missing ([a-z -]+))?(?: assumed (\S+))?", last)
        assert fields, last
        total, gaps, assumed = (field or "" for field in fields.groups())
        row = Row(name, words, tuple(lines), total, gaps, assumed)
        found.append(pytest.param(of, row, id=name.replace(" ", "-")))
    return found


ROWS = [
    *rows(
        """
        3 the first entry under a name before the slash
        model=veo seconds=10
        base: 10 second × 0.4 = 4
        = 4

        3 a name with its quality
        model=veo/1080p seconds=10
        base: 10 second × 0.6 = 6
        = 6

        7 seconds
        model=second minutes=4
        base: 240 second × 7 = 1680
        = 1680

        7 minutes and seconds add up
        model=second minutes=4 seconds=30
        base: 270 second × 7 = 1890
        = 1890

        7 part of a second
        model=second seconds=7.5
        base: 7.5 second × 7 = 52.5
        = 52.5

        7 a small rate
        model=cheap seconds=0.1
        base: 0.1 second × 0.4 = 0.04
        = 0.04

        7 clips by the second
        model=second duration=4:02 clip_length=5s
        base: 245 second × 7 = 1715
        = 1715

        7 a clip longer than the video
        model=second seconds=4 clip_length=10s
        base: 10 second × 7 = 70
        = 70

        7 steps
        model=step minutes=4
        base: 16 step × 1 = 16
        = 16

        7 clips of a table
        model=table seconds=242 clip_length=5s
        base: 49 clip × 13 = 637
        = 637

        7 the first example of the page
        model=second minutes=4 rerender=25%
        base: 240 second × 7 = 1680
        rerender: 60 second × 7 = 420
        = 2100

        7 the second example of the page
        tool=fbf minutes=4 rerender=25%
        base: 240 second × 1 = 240
        rerender: 60 second × 1 = 60
        = 300

        7 any name of a model
        tool=fbf model=custom minutes=4
        base: 240 second × 1 = 240
        = 240

        8 a listed length
        model=table minutes=4 clip_length=10s
        base: 24 clip × 21 = 504
        = 504

        8 shorter than all that are listed
        model=table seconds=10 clip_length=3s
        base: 4 clip × 13 = 52
        = 52

        8 between two that are listed
        model=table seconds=60 clip_length=6s
        base: 10 clip × 21 = 210
        = 210

        8 hardly longer than a listed one
        model=table seconds=10 clip_length=5.000001s
        base: 2 clip × 21 = 42
        = 42

        8 the lowest price per second is assumed
        model=table minutes=4
        base: 24 clip × 21 = 504
        = 504 assumed 10s

        8 whatever the length of the video
        model=table seconds=3
        base: 1 clip × 21 = 21
        = 21 assumed 10s

        8 the shorter on a tie
        model=tie seconds=5
        base: 1 clip × 55 = 55
        = 55 assumed 5s

        8 the shorter on a tie for a long video
        model=tie minutes=4
        base: 48 clip × 55 = 2640
        = 2640 assumed 5s

        8 the shorter where it is cheaper
        model=short seconds=10
        base: 2 clip × 10 = 20
        = 20 assumed 5s

        8 the longer where it is cheaper altogether
        model=odd seconds=4
        base: 1 clip × 20 = 20
        = 20 assumed 8s

        8 the shortest that holds it and not the cheapest
        model=odd seconds=8 clip_length=4s
        base: 2 clip × 30 = 60
        = 60

        8 the assumed length counts clips
        model=table minutes=4 rerender=12clips
        base: 24 clip × 21 = 504
        rerender: 12 clip × 21 = 252
        = 756 assumed 10s

        8 the assumed length has images
        model=table seconds=95 images_per_clip=1
        base: 10 clip × 21 = 210
        images: 10 image × 4 = 40
        = 250 assumed 10s

        8 the assumed length makes extra footage
        model=table seconds=20 extra=12s
        base: 2 clip × 21 = 42
        extra: 2 clip × 21 = 42
        = 84 assumed 10s

        8 the assumed length without a video
        model=table extra=12s
        extra: 2 clip × 21 = 42
        = 42 assumed 10s

        8 the assumed length is that of shares
        model=table seconds=95 rerender=25%
        base: 10 clip × 21 = 210
        rerender: 3 clip × 21 = 63
        = 273 assumed 10s

        9 the longest
        model=lengths seconds=60 clip_length=8s
        base: 8 clip × 3.2 = 25.6
        = 25.6

        9 between two
        model=lengths seconds=60 clip_length=5s
        base: 12 clip × 2.4 = 28.8
        = 28.8

        9 the shortest
        model=lengths seconds=6 clip_length=4s
        base: 2 clip × 1.6 = 3.2
        = 3.2

        9 the shortest is assumed
        model=lengths seconds=60
        base: 15 clip × 1.6 = 24
        = 24 assumed 4s

        9 re-renders
        model=lengths seconds=60 clip_length=6s rerender=25%
        base: 10 clip × 2.4 = 24
        rerender: 3 clip × 2.4 = 7.2
        = 31.2

        10 a started step counts
        model=step seconds=31
        base: 3 step × 1 = 3
        = 3

        10 whole steps
        model=step seconds=30
        base: 2 step × 1 = 2
        = 2

        10 less than one
        model=step seconds=0.5
        base: 1 step × 1 = 1
        = 1

        10 steps of 5 s
        model=block minutes=4
        base: 48 step × 0.3 = 14.4
        = 14.4

        10 without clips
        model=block seconds=12
        base: 3 step × 0.3 = 0.9
        = 0.9

        10 each clip in one step
        model=block seconds=12 clip_length=4s
        base: 3 step × 0.3 = 0.9
        = 0.9

        10 each clip in two steps
        model=block seconds=12 clip_length=6s
        base: 4 step × 0.3 = 1.2
        = 1.2

        10 each stretch
        model=block seconds=30 rerender=25% extra=1s
        base: 6 step × 0.3 = 1.8
        rerender: 2 step × 0.3 = 0.6
        extra: 1 step × 0.3 = 0.3
        = 2.7

        10 each clip of each stretch
        model=block seconds=30 clip_length=6s rerender=25% extra=1s
        base: 10 step × 0.3 = 3
        rerender: 4 step × 0.3 = 1.2
        extra: 2 step × 0.3 = 0.6
        = 4.8

        11 clips on another model
        model=second seconds=242 clip_length=5s rerender=26% rerender_model=pro
        base: 245 second × 7 = 1715
        rerender: 65 second × 12 = 780
        = 2495

        11 clips in steps
        model=second minutes=4 clip_length=5s rerender=25% rerender_model=block
        base: 240 second × 7 = 1680
        rerender: 12 step × 0.3 = 3.6
        = 1683.6

        11 clips in a longer listed one
        model=second seconds=60 clip_length=6s rerender=25% rerender_model=table
        base: 60 second × 7 = 420
        rerender: 3 clip × 21 = 63
        = 483

        11 seconds in steps
        model=second minutes=4 rerender=25% rerender_model=block
        base: 240 second × 7 = 1680
        rerender: 12 step × 0.3 = 3.6
        = 1683.6

        11 seconds in clips of its own
        model=second minutes=4 rerender=25% rerender_model=table
        base: 240 second × 7 = 1680
        rerender: 6 clip × 21 = 126
        = 1806 assumed 10s

        11 assumed clips by the second
        model=table minutes=4 rerender=25% rerender_model=second
        base: 24 clip × 21 = 504
        rerender: 60 second × 7 = 420
        = 924 assumed 10s

        11 from one table to another
        model=table minutes=4 clip_length=5s rerender=25% rerender_model=lengths
        base: 48 clip × 13 = 624
        rerender: 12 clip × 2.4 = 28.8
        = 652.8

        11 from steps to a table
        model=step minutes=4 clip_length=10s rerender=10% rerender_model=table
        base: 24 step × 1 = 24
        rerender: 3 clip × 21 = 63
        = 87

        11 a time in whole clips
        model=second minutes=4 clip_length=5s rerender=91s
        base: 240 second × 7 = 1680
        rerender: 95 second × 7 = 665
        = 2345

        11 a time in assumed clips
        model=table seconds=95 rerender=25s rerender_model=second
        base: 10 clip × 21 = 210
        rerender: 30 second × 7 = 210
        = 420 assumed 10s

        11 a time without clips
        model=second minutes=4 rerender=1:30
        base: 240 second × 7 = 1680
        rerender: 90 second × 7 = 630
        = 2310

        11 a time without a video
        model=second rerender=90s
        rerender: 90 second × 7 = 630
        = 630

        11 clips without a video
        model=table clip_length=5s rerender=3clips
        rerender: 3 clip × 13 = 39
        = 39

        12 a third of the clips
        model=second minutes=4 clip_length=5s rerender=1/3
        base: 240 second × 7 = 1680
        rerender: 80 second × 7 = 560
        = 2240

        12 a third that 6 decimals do not hold
        model=second seconds=200 rerender=1/3
        base: 200 second × 7 = 1400
        rerender: 67 second × 7 = 469
        = 1869

        12 a third that they hold
        model=second minutes=4 rerender=1/3
        base: 240 second × 7 = 1680
        rerender: 80 second × 7 = 560
        = 2240

        12 an eighth of a second
        model=second seconds=1 rerender=1/8
        base: 1 second × 7 = 7
        rerender: 0.125 second × 7 = 0.875
        = 7.875

        12 over 100 percent
        model=second seconds=10 rerender=150%
        base: 10 second × 7 = 70
        rerender: 15 second × 7 = 105
        = 175

        12 a bare number is percent
        model=second minutes=4 rerender=25
        base: 240 second × 7 = 1680
        rerender: 60 second × 7 = 420
        = 2100

        12 three takes of clips
        model=second minutes=4 clip_length=5s takes=3
        base: 240 second × 7 = 1680
        rerender: 480 second × 7 = 3360
        = 5040

        12 two hundred percent is the same
        model=second minutes=4 clip_length=5s rerender=200%
        base: 240 second × 7 = 1680
        rerender: 480 second × 7 = 3360
        = 5040

        12 a third is kept is the same
        model=second minutes=4 clip_length=5s keep=1/3
        base: 240 second × 7 = 1680
        rerender: 480 second × 7 = 3360
        = 5040

        12 of whole clips and not of the seconds of the video
        model=second seconds=242 clip_length=5s takes=3
        base: 245 second × 7 = 1715
        rerender: 490 second × 7 = 3430
        = 5145

        12 one take
        model=second minutes=4 takes=1
        base: 240 second × 7 = 1680
        rerender: 0 second × 7 = 0
        = 1680

        12 two and a half takes of seconds
        model=second seconds=10 takes=2.5
        base: 10 second × 7 = 70
        rerender: 15 second × 7 = 105
        = 175

        12 hardly more than one take of clips
        model=second minutes=4 clip_length=5s takes=1.1
        base: 240 second × 7 = 1680
        rerender: 25 second × 7 = 175
        = 1855

        12 a range of takes
        model=second minutes=4 takes=2..4
        base: 240 second × 7 = 1680
        rerender: 720 second × 7 = 1680..5040
        = 3360..6720

        12 48 clips at 30 percent are 160
        model=table minutes=4 clip_length=5s keep=30%
        base: 48 clip × 13 = 624
        rerender: 112 clip × 13 = 1456
        = 2080

        12 49 clips at 50 percent are 98
        model=second seconds=245 clip_length=5s keep=50%
        base: 245 second × 7 = 1715
        rerender: 245 second × 7 = 1715
        = 3430

        12 as two takes are
        model=second seconds=245 clip_length=5s takes=2
        base: 245 second × 7 = 1715
        rerender: 245 second × 7 = 1715
        = 3430

        12 all is kept
        model=second minutes=4 keep=100%
        base: 240 second × 7 = 1680
        rerender: 0 second × 7 = 0
        = 1680

        12 the smaller keep is the high end
        model=second minutes=4 keep=25%..50%
        base: 240 second × 7 = 1680
        rerender: 720 second × 7 = 1680..5040
        = 3360..6720

        12 keep in seconds that 6 decimals do not hold
        model=second seconds=200 keep=30%
        base: 200 second × 7 = 1400
        rerender: 467 second × 7 = 3269
        = 4669

        12 keep of part of a second
        model=second seconds=200.5 keep=30%
        base: 200.5 second × 7 = 1403.5
        rerender: 468.5 second × 7 = 3279.5
        = 4683

        12 keep in seconds that they hold
        model=second minutes=4 keep=30%
        base: 240 second × 7 = 1680
        rerender: 560 second × 7 = 3920
        = 5600

        12 keep in assumed clips
        model=table seconds=95 keep=1/3
        base: 10 clip × 21 = 210
        rerender: 20 clip × 21 = 420
        = 630 assumed 10s

        12 takes on another model
        model=second minutes=4 clip_length=5s takes=2 rerender_model=table
        base: 240 second × 7 = 1680
        rerender: 48 clip × 13 = 624
        = 2304

        12 a range of shares
        model=second minutes=4 rerender=10%..40%
        base: 240 second × 7 = 1680
        rerender: 96 second × 7 = 168..672
        = 1848..2352

        12 a range of fractions
        model=table minutes=4 clip_length=5s rerender=1/4..1/3
        base: 48 clip × 13 = 624
        rerender: 16 clip × 13 = 156..208
        = 780..832

        12 a range of clips
        model=second seconds=242 clip_length=5s rerender=5clips..12clips
        base: 245 second × 7 = 1715
        rerender: 60 second × 7 = 175..420
        = 1890..2135

        12 a range of times
        model=second seconds=242 clip_length=5s rerender=31s..1:00
        base: 245 second × 7 = 1715
        rerender: 60 second × 7 = 245..420
        = 1960..2135

        13 extra footage
        model=second minutes=4 extra=45s
        base: 240 second × 7 = 1680
        extra: 45 second × 7 = 315
        = 1995

        13 extra footage in whole clips
        model=second seconds=242 clip_length=5s extra=42s
        base: 245 second × 7 = 1715
        extra: 45 second × 7 = 315
        = 2030

        13 no share counts it
        model=table seconds=20 clip_length=5s rerender=50% extra=7s
        base: 4 clip × 13 = 52
        rerender: 2 clip × 13 = 26
        extra: 2 clip × 13 = 26
        = 104

        13 keep does not count it
        model=second seconds=20 clip_length=5s keep=50% extra=10s
        base: 20 second × 7 = 140
        rerender: 20 second × 7 = 140
        extra: 10 second × 7 = 70
        = 350

        13 it is of the base model
        model=second seconds=60 rerender=50% rerender_model=pro extra=10s
        base: 60 second × 7 = 420
        rerender: 30 second × 12 = 360
        extra: 10 second × 7 = 70
        = 850

        13 images for each clip of the base alone
        model=second seconds=20 clip_length=5s rerender=100% extra=10s images_per_clip=2
        base: 20 second × 7 = 140
        rerender: 20 second × 7 = 140
        extra: 10 second × 7 = 70
        images: 8 image × 4 = 32
        = 382

        13 images alone
        images=48
        images: 48 image × 4 = 192
        = 192

        13 images in sets
        tool=fbf images=6
        images: 2 image set × 0.1 = 0.2
        = 0.2

        13 a whole set
        tool=fbf images=4
        images: 1 image set × 0.1 = 0.1
        = 0.1

        13 images for each clip in sets
        tool=fbf seconds=242 clip_length=5s images_per_clip=1
        base: 245 second × 1 = 245
        images: 13 image set × 0.1 = 1.3
        = 246.3

        13 no images
        model=second seconds=60 images=0
        base: 60 second × 7 = 420
        = 420

        14 over the length as given
        model=second seconds=242 clip_length=5s add=lip-sync
        base: 245 second × 7 = 1715
        lip-sync: 242 second × 3 = 726
        = 2441

        14 in steps
        model=second seconds=242 clip_length=5s add=upscale-4k
        base: 245 second × 7 = 1715
        upscale-4k: 49 step × 20 = 980
        = 2695

        14 five seconds with their upscale
        model=tie seconds=5 add=upscale-4k
        base: 1 clip × 55 = 55
        upscale-4k: 1 step × 20 = 20
        = 75 assumed 5s

        14 a stretch
        model=second minutes=4 add=lip-sync=0:45
        base: 240 second × 7 = 1680
        lip-sync: 45 second × 3 = 135
        = 1815

        14 one piece
        model=second minutes=4 add=character
        base: 240 second × 7 = 1680
        character: 1 piece × 15 = 15
        = 1695

        14 three pieces
        model=second minutes=4 add=character=3
        base: 240 second × 7 = 1680
        character: 3 piece × 15 = 45
        = 1725

        14 in the order first named
        model=second minutes=4 add="character=3, upscale-4k, lip-sync=0:45"
        base: 240 second × 7 = 1680
        character: 3 piece × 15 = 45
        upscale-4k: 48 step × 20 = 960
        lip-sync: 45 second × 3 = 135
        = 2820

        14 pieces named twice
        model=second minutes=4 add="character=2, lip-sync=0:45, character"
        base: 240 second × 7 = 1680
        character: 3 piece × 15 = 45
        lip-sync: 45 second × 3 = 135
        = 1860

        14 stretches named twice
        model=second seconds=60 add="lip-sync=0:10, lip-sync=0:12"
        base: 60 second × 7 = 420
        lip-sync: 22 second × 3 = 66
        = 486

        14 steps named twice
        model=second seconds=60 add="upscale-4k=7s, upscale-4k=7s"
        base: 60 second × 7 = 420
        upscale-4k: 3 step × 20 = 60
        = 480

        14 neither re-renders nor extra footage
        model=second seconds=60 rerender=50% extra=10s add=lip-sync
        base: 60 second × 7 = 420
        rerender: 30 second × 7 = 210
        extra: 10 second × 7 = 70
        lip-sync: 60 second × 3 = 180
        = 880

        14 after images
        model=second seconds=60 images=2 add=character
        base: 60 second × 7 = 420
        images: 2 image × 4 = 8
        character: 1 piece × 15 = 15
        = 443

        14 as long as the video
        model=second seconds=45 add=lip-sync=0:45
        base: 45 second × 7 = 315
        lip-sync: 45 second × 3 = 135
        = 450

        14 a stretch alone
        add=lip-sync=0:45
        lip-sync: 45 second × 3 = 135
        = 135

        14 steps alone
        add=upscale-4k=7s
        upscale-4k: 2 step × 20 = 40
        = 40

        14 a piece alone
        add=character
        character: 1 piece × 15 = 15
        = 15

        14 for some models
        model=second seconds=60 add=sound
        base: 60 second × 7 = 420
        sound: 60 second × 0.5 = 30
        = 450

        14 for some models that make clips
        model=table seconds=60 add=sound
        base: 6 clip × 21 = 126
        sound: 60 second × 0.5 = 30
        = 156 assumed 10s

        14 a range does not vary it
        model=second minutes=4 rerender=10%..40% add=character
        base: 240 second × 7 = 1680
        rerender: 96 second × 7 = 168..672
        character: 1 piece × 15 = 15
        = 1863..2367

        15 base and re-renders
        model=second minutes=4 rerender=25% credits_per_second=9
        base: 240 second × 9 = 2160
        rerender: 60 second × 9 = 540
        = 2700

        15 another model keeps the price of the list
        model=second minutes=4 rerender=25% rerender_model=pro credits_per_second=9
        base: 240 second × 9 = 2160
        rerender: 60 second × 12 = 720
        = 2880

        15 extra footage
        model=second seconds=60 extra=10s credits_per_second=9
        base: 60 second × 9 = 540
        extra: 10 second × 9 = 90
        = 630

        15 in place of a table
        model=table seconds=95 credits_per_second=2
        base: 95 second × 2 = 190
        = 190

        15 in place of a table with a longer clip
        model=table seconds=60 clip_length=12s credits_per_second=2
        base: 60 second × 2 = 120
        = 120

        15 in place of steps
        model=block seconds=12 credits_per_second=9
        base: 12 second × 9 = 108
        = 108

        15 the same table re-renders as listed
        model=table seconds=60 rerender=50% rerender_model=table credits_per_second=2
        base: 60 second × 2 = 120
        rerender: 3 clip × 21 = 63
        = 183 assumed 10s

        15 nothing
        model=second minutes=4 credits_per_second=0
        base: 240 second × 0 = 0
        = 0

        15 a model that is not listed
        model=new-one seconds=10 credits_per_second=2
        base: 10 second × 2 = 20
        = 20

        15 no model
        seconds=10 credits_per_second=2
        base: 10 second × 2 = 20
        = 20

        15 images one by one
        tool=fbf images=6 credits_per_image=0.5
        images: 6 image × 0.5 = 3
        = 3

        15 images for each clip
        model=second seconds=20 clip_length=5s images_per_clip=2 credits_per_image=5
        base: 20 second × 7 = 140
        images: 8 image × 5 = 40
        = 180

        15 images that are not listed
        tool=bare images=6 credits_per_image=0.5
        images: 6 image × 0.5 = 3
        = 3

        16 over base and re-renders
        model=second minutes=4 rerender=25% reserve=15%
        base: 240 second × 7 = 1680
        rerender: 60 second × 7 = 420
        reserve: 315 credits × 1 = 315
        = 2415

        16 a whole hundredth
        model=second seconds=1 reserve=1%
        base: 1 second × 7 = 7
        reserve: 0.07 credits × 1 = 0.07
        = 7.07

        16 up to a hundredth
        model=cheap seconds=1 reserve=1%
        base: 1 second × 0.4 = 0.4
        reserve: 0.01 credits × 1 = 0.01
        = 0.41

        16 of both ends
        model=second minutes=4 rerender=10%..40% reserve=10%
        base: 240 second × 7 = 1680
        rerender: 96 second × 7 = 168..672
        reserve: 235.2 credits × 1 = 184.8..235.2
        = 2032.8..2587.2

        16 over images and add-ons
        model=second seconds=60 images=10 add=character reserve=10%
        base: 60 second × 7 = 420
        images: 10 image × 4 = 40
        character: 1 piece × 15 = 15
        reserve: 47.5 credits × 1 = 47.5
        = 522.5

        19 the last second that 1,000 credits buy
        model=second seconds=142
        base: 142 second × 7 = 994
        = 994

        19 one second more
        model=second seconds=143
        base: 143 second × 7 = 1001
        = 1001

        19 the last clip that 1,000 credits buy
        model=second seconds=140 clip_length=5s
        base: 140 second × 7 = 980
        = 980

        19 one second more is one clip more
        model=second seconds=141 clip_length=5s
        base: 145 second × 7 = 1015
        = 1015
        """,
        LIST,
    ),
    *rows(
        """
        13 a free clip for each minute
        model=second minutes=4 clip_length=5s rerender=25%
        base: 240 second × 7 = 1680
        rerender: 40 second × 7 = 280
        = 1960

        13 free clips are rounded down
        model=second seconds=239 clip_length=5s rerender=25%
        base: 240 second × 7 = 1680
        rerender: 45 second × 7 = 315
        = 1995

        13 one and a half free clips a minute
        tool=more model=second minutes=3 clip_length=5s rerender=10clips
        base: 180 second × 7 = 1260
        rerender: 30 second × 7 = 210
        = 1470

        13 no more free clips than are re-rendered
        model=second minutes=4 clip_length=5s rerender=3clips
        base: 240 second × 7 = 1680
        rerender: 0 second × 7 = 0
        = 1680

        13 from free to charged
        model=second minutes=4 clip_length=5s rerender=2clips..6clips
        base: 240 second × 7 = 1680
        rerender: 10 second × 7 = 0..70
        = 1680..1750

        13 no free clips where there are no clips
        model=second minutes=4 rerender=25%
        base: 240 second × 7 = 1680
        rerender: 60 second × 7 = 420
        = 2100

        13 free clips of an assumed length
        model=table minutes=4 rerender=25%
        base: 24 clip × 21 = 504
        rerender: 2 clip × 21 = 42
        = 546 assumed 10s

        13 free clips on another model
        model=table minutes=4 rerender=25% rerender_model=second
        base: 24 clip × 21 = 504
        rerender: 20 second × 7 = 140
        = 644 assumed 10s

        13 free clips and keep
        model=second minutes=4 clip_length=5s keep=50%
        base: 240 second × 7 = 1680
        rerender: 220 second × 7 = 1540
        = 3220

        13 extra footage is not free
        model=second minutes=4 clip_length=5s rerender=5clips extra=10s
        base: 240 second × 7 = 1680
        rerender: 5 second × 7 = 35
        extra: 10 second × 7 = 70
        = 1785
        """,
        FREE,
    ),
    *rows(
        """
        17 what every video needs and the job does not say
        model=second minutes=1
        base: 60 second × 7 = 420
        = 420 missing images

        17 asked for without a price
        model=second minutes=1 images=12
        base: 60 second × 7 = 420
        = 420 missing images

        17 none are needed
        model=second minutes=1 images=0
        base: 60 second × 7 = 420
        = 420

        17 an add-on without a price
        model=second minutes=1 images=0 add=lip-sync
        base: 60 second × 7 = 420
        = 420 missing lip-sync

        17 a stretch of an add-on without a price
        model=second minutes=1 add="lip-sync=0:30, character"
        base: 60 second × 7 = 420
        character: 1 piece × 15 = 15
        = 435 missing images lip-sync

        17 footage of one model
        model=hidden minutes=1 images=0
        = 0 missing base

        17 what is known of footage without a price
        model=hidden minutes=1 images=0 add=character
        character: 1 piece × 15 = 15
        = 15 missing base

        17 re-renders on a model with a price
        model=hidden minutes=1 images=0 rerender=50% rerender_model=second
        rerender: 30 second × 7 = 210
        = 210 missing base

        17 re-renders on a model without a price
        model=second minutes=1 images=0 rerender=50% rerender_model=hidden
        base: 60 second × 7 = 420
        = 420 missing rerender

        17 footage of a tool
        tool=secret minutes=1
        = 0 missing base

        17 footage of a tool on any model
        tool=secret model=any-name minutes=1 rerender=25%
        = 0 missing base rerender

        17 footage of a tool at a price by hand
        tool=secret minutes=1 credits_per_second=2
        base: 60 second × 2 = 120
        = 120

        17 footage of a tool on any model that re-renders
        tool=secret model=any-name minutes=1 rerender=25% rerender_model=any-other
        = 0 missing base rerender

        17 extra footage without a video
        tool=secret extra=10s
        = 0 missing extra

        17 images and an add-on that every video needs
        tool=needs model=second minutes=1
        base: 60 second × 7 = 420
        = 420 missing character images

        17 one of the two is said
        tool=needs model=second minutes=1 images=4
        base: 60 second × 7 = 420
        images: 4 image × 4 = 16
        = 436 missing character

        17 both are said
        tool=needs model=second minutes=1 images=4 add=character
        base: 60 second × 7 = 420
        images: 4 image × 4 = 16
        character: 1 piece × 15 = 15
        = 451

        17 there is no video that needs them
        tool=needs model=second extra=10s
        extra: 10 second × 7 = 70
        = 70

        17 no re-renders are needed
        tool=edits model=second minutes=1 takes=1 rerender_model=pro
        base: 60 second × 7 = 420
        = 420

        17 edits without a price
        tool=edits model=second minutes=1 extra=10s
        base: 60 second × 7 = 420
        = 420 missing extra

        17 re-renders without a price
        tool=edits model=second minutes=1 rerender=25% rerender_model=pro
        base: 60 second × 7 = 420
        = 420 missing rerender

        17 edits at a price by hand
        tool=edits model=second minutes=1 extra=10s credits_per_second=9
        base: 60 second × 9 = 540
        extra: 10 second × 9 = 90
        = 630

        18 complete at a price by hand
        model=hidden minutes=1 images=12 credits_per_second=2 credits_per_image=5
        base: 60 second × 2 = 120
        images: 12 image × 5 = 60
        = 180

        18 a reserve does not complete it
        model=hidden minutes=1 images=0 add=character reserve=10%
        character: 1 piece × 15 = 15
        reserve: 1.5 credits × 1 = 1.5
        = 16.5 missing base
        """,
        GAPS,
    ),
    *rows(
        """
        16 up to a cent
        model=c seconds=7 reserve=10%
        base: 7 second × 0.05 = 0.35
        reserve: 0.04 USD × 1 = 0.04
        = 0.39

        20 thousandths of a dollar stay exact
        model=a seconds=10.5
        base: 10.5 second × 0.084 = 0.882
        = 0.882

        20 less than a cent stays exact
        model=b seconds=0.3
        base: 0.3 second × 0.025 = 0.0075
        = 0.0075

        20 blocks in dollars
        model=block seconds=11 rerender=50%
        base: 3 step × 0.15 = 0.45
        rerender: 2 step × 0.15 = 0.3
        = 0.75

        20 clips in dollars
        model=lengths seconds=60 clip_length=8s keep=50%
        base: 8 clip × 0.8 = 6.4
        rerender: 8 clip × 0.8 = 6.4
        = 12.8
        """,
        money("USD"),
    ),
    *rows(
        """
        16 up to a yen
        model=d seconds=10 reserve=10%
        base: 10 second × 12.5 = 125
        reserve: 13 JPY × 1 = 13
        = 138

        20 half a yen stays exact
        model=d seconds=1
        base: 1 second × 12.5 = 12.5
        = 12.5
        """,
        money("JPY"),
    ),
    *rows(
        """
        16 up to a thousandth of a dinar
        model=c seconds=7 reserve=1%
        base: 7 second × 0.05 = 0.35
        reserve: 0.004 KWD × 1 = 0.004
        = 0.354
        """,
        money("KWD"),
    ),
]


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_a_job_costs_what_was_worked_out_by_hand(text: str, row: Row):
    found = estimated(text, said(row.words))
    assert tuple(str(figures(line)) for line in found.lines) == row.lines
    assert range_text(Fraction(found.total.low), Fraction(found.total.high)) == row.total
    assert missing(gap.item for gap in found.unpriced) == row.missing
    assert found.complete is not bool(row.missing)
    told = any(re.search(rf"\b{row.assumed[:-1]} ?s\b", text) for text in found.assumptions)
    assert told or not row.assumed


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_the_oracle_says_what_was_worked_out_by_hand(text: str, row: Row):
    found = oracle.priced(plain_tree(text), said(row.words))
    lines = (
        Figures(line.item, line.quantity.high, line.unit, line.rate, *line.credits)
        for line in found.lines
    )
    assert tuple(map(str, lines)) == row.lines
    assert range_text(*found.total) == row.total
    assert missing(found.unpriced) == row.missing
    assert found.complete is not bool(row.missing)
    assert "".join(f"{plain(clip)}s" for clip in found.assumed) == row.assumed


# --- what is refused --------------------------------------------------------------------------


def refusals(table: str, of: str) -> list[object]:
    """The rows of a table of jobs that are errors: a name, a colon and the words in each line."""
    lines = (line.partition(":") for line in table.strip().splitlines())
    return [pytest.param(of, words, id=name.strip().replace(" ", "-")) for name, _, words in lines]


REFUSED = [
    *refusals(
        """
    3 an unknown model: model=nobody seconds=10
    3 an unknown tool: tool=nobody model=second seconds=10
    3 no model: seconds=10
    3 no model that re-renders: rerender=90s
    3 an unknown model of images: model=nobody images=4
    3 an unknown model that re-renders: model=second seconds=10 rerender=25% rerender_model=nobody
    8 a clip longer than all that are listed: model=table seconds=60 clip_length=12s
    8 for a model that re-renders: model=second seconds=9 clip_length=12s takes=2 rerender_model=tie
    8 for extra footage: model=table extra=60s clip_length=12s
    9 a clip longer than all lengths: model=lengths seconds=60 clip_length=9s
    11 clips of no length: model=second seconds=60 rerender=12clips
    11 a share of no video: model=second rerender=25%
    11 a model that re-renders nothing: model=second seconds=60 rerender_model=pro
    12 a bare keep: model=second seconds=60 keep=3
    12 nothing is kept: model=second seconds=60 keep=0%
    12 more than all is kept: model=second seconds=60 keep=101%
    12 less than one take: model=second seconds=60 takes=0.5
    12 takes and a share: model=second seconds=60 takes=3 rerender=200%
    12 takes and keep: model=second seconds=60 takes=3 keep=30%
    12 keep of no video: model=second keep=30% extra=10s
    12 takes of no video: model=second takes=3 extra=10s
    12 a share of two readings: model=second seconds=60 rerender=0.25
    12 a range in two units: model=second seconds=60 rerender=10%..90s
    12 a range from high to low: model=second seconds=60 rerender=40%..10%
    13 images for each clip of no length: model=second seconds=60 images_per_clip=1
    13 images said twice: model=second seconds=60 clip_length=5s images_per_clip=1 images=4
    14 longer than the video: model=second seconds=30 add=lip-sync=0:45
    14 steps longer than the video: model=second seconds=30 add=upscale-4k=0:45
    14 the whole of no video: add=upscale-4k
    14 a time of pieces: model=second seconds=30 add=character=0:10
    14 a number of seconds: model=second seconds=30 add=lip-sync=3
    14 half a piece: model=second seconds=30 add=character=1.5
    14 an unknown add-on: model=second seconds=30 add=subtitles
    14 not for this model: model=step seconds=30 add=sound
    15 a price by hand has no clips: model=table seconds=60 credits_per_second=2 rerender=12clips
    15 a price by hand has no images: model=table seconds=60 credits_per_second=2 images_per_clip=1
    16 a reserve of two readings: model=second seconds=60 reserve=0.15
    15 a price for no images: model=second seconds=60 credits_per_image=5
    17 images with no price anywhere: tool=bare model=second seconds=60 images=4
    17 so many for each clip: tool=bare model=second seconds=9 clip_length=5s images_per_clip=1
    19 shorter than the stretch of an add-on: model=second seconds=44 add=lip-sync=0:45
    nothing to price: model=second
    nothing to price but a reserve: model=second reserve=10%
    no images to price: images=0
    no seconds to re-render: model=second rerender=0s
    a length said twice: model=second seconds=60 duration=1:00
        """,
        LIST,
    ),
    *refusals(
        """
    11 clips of no length and without a price: model=hidden seconds=60 images=0 rerender=12clips
    13 images without a price for each clip of no length: model=second seconds=60 images_per_clip=1
    14 longer than the video and without a price: model=second seconds=30 images=0 add=lip-sync=0:45
        """,
        GAPS,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_the_rules_refuse_is_an_error(text: str, words: str):
    price_list(text)
    with pytest.raises(AcornsError):
        estimated(text, said(words))


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_the_oracle_refuses_it_as_well(text: str, words: str):
    with pytest.raises(oracle.Refused):
        oracle.priced(plain_tree(text), said(words))


# --- footage ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "base", "rerender"),
    [
        # Rule 7: seconds of footage, and never what a step or a longer listed clip bills.
        ("model=second seconds=242 clip_length=5s rerender=26%", 245, 65),
        ("model=lengths seconds=60 clip_length=5s rerender=25%", 60, 15),
        ("model=block seconds=12 clip_length=6s rerender=50%", 12, 6),
        ("model=step seconds=31 rerender=10s", 31, 10),
        ("model=table seconds=95 rerender=25%", 100, 30),
    ],
)
def test_footage_is_what_is_generated(words: str, base: int, rerender: int):
    footage = estimated(LIST, said(words)).footage
    assert (footage.base_seconds, footage.rerender_seconds) == (base, rerender)
