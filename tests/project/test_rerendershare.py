"""One share in place of what every scene re-renders."""

from decimal import Decimal
from pathlib import Path

import pytest

from acorns_cli.core.rerender import rerender
from acorns_cli.errors import AcornsError, error_lines
from acorns_cli.project.file import load_project
from acorns_cli.project.rerendershare import with_share
from acorns_cli.project.scenes import Project
from acorns_cli.project.totals import costs


def project(tmp_path: Path, *scenes: str) -> Project:
    file = tmp_path / "plan.yaml"
    defaults = "{tool: t2v, model: kling-2.1-standard, clip_length: 5s}"
    lines = "".join(f"- {{{scene}}}\n" for scene in scenes)
    file.write_text(f"title: T\nprices: 2025-06-27\ndefaults: {defaults}\nscenes:\n{lines}")
    return load_project(file)


def test_scenes_keep_all_but_what_they_re_render(tmp_path: Path):
    # 2 clips of 5 s at 7 are 70, and 3 images 12; 4 clips are 140. Half of 6 clips are 3: 105.
    planned = project(
        tmp_path,
        "name: A, length: 0:10, images: 3, takes: 3, spent: 40",
        "name: B, length: 0:20, rerender_model: kling-2.1-standard, rerender: 10%, done: yes",
    )
    shared = with_share(planned, rerender("50%"))
    assert costs(shared).total.high == Decimal(70 + 12 + 140 + 105)
    assert [scene.name for scene in shared.scenes] == ["A", "B"]
    assert [(scene.spent, scene.done) for scene in shared.scenes] == [
        (Decimal(40), False),
        (None, True),
    ]
    assert with_share(shared, rerender("50%")) == shared


def test_a_range_has_two_ends(tmp_path: Path):
    shared = with_share(project(tmp_path, "name: A, length: 0:20"), rerender("0%..50%"))
    assert (costs(shared).total.low, costs(shared).total.high) == (140, 210)


def test_scenes_that_no_share_stands_for_are_named(tmp_path: Path):
    planned = project(
        tmp_path,
        "name: A, length: 0:10, rerender: 25%",
        "name: B, length: 0:10, rerender: 1clip",
        "name: C, images: 3",
    )
    with pytest.raises(AcornsError) as caught:
        with_share(planned, rerender("25%"))
    assert error_lines(caught.value) == [
        "rerender: the scene 'B' re-renders a number of clips or a time, which no share replaces;"
        " leave the option out, or change the scene",
        "rerender: the scene 'C' has no length to re-render a share of; leave the option out, or"
        " change the scene",
    ]
