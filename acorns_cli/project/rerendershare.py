"""A project with one share in place of what every scene re-renders: `--rerender` and sliders."""

from msgspec.structs import replace

from acorns_cli.core.pricing import estimate
from acorns_cli.core.rerender import Rerender
from acorns_cli.errors import InputError, one_or_several, shown
from acorns_cli.project.scenes import Project, Scene, scene_of


def with_share(project: Project, share: Rerender) -> Project:
    """The project with a share in place of what every scene re-renders.

    Raises:
        InputError: A scene has no length, or re-renders a number of clips or a time, which no share
            stands for.
        SeveralErrors: Several do.
    """
    if faults := [_no_share(scene) for scene in project.scenes if not scene.job.takes_share]:
        raise one_or_several(faults)
    prices, are_pooled = project.prices, len(project.scenes) > 1
    jobs = [replace(scene.job, rerender=share) for scene in project.scenes]
    found = {job: estimate(job, prices) for job in dict.fromkeys(jobs)}
    scenes = (
        scene_of(scene, job, found[job], prices, are_pooled=are_pooled)
        for scene, job in zip(project.scenes, jobs, strict=True)
    )
    return replace(project, scenes=tuple(scenes))


def _no_share(scene: Scene) -> InputError:
    why = "has no length to re-render a share of"
    if scene.seconds:
        why = "re-renders a number of clips or a time, which no share replaces"
    what = f"the scene {shown(scene.name)} {why}"
    return InputError(what, fix="leave the option out, or change the scene", word="rerender")
