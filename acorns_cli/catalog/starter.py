"""The price list that `acorns prices new` starts one with: sound as it is, and full of comments."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from acorns_cli.core.pricelist import PriceList
from acorns_cli.core.quantities import printed

_HEAD: Final = """\
# yaml-language-server: $schema=prices.schema.json
# For help in an editor, make its schema beside this file:
#                                        acorns prices schema --output prices.schema.json
# A price list of your own. Prove it:    acorns prices check THIS-FILE
#                           Use it:      acorns estimate … --prices THIS-FILE
edition: {edition}           # the day from which these prices hold
{extends}
# Where the prices are from: every result says so.
source:
  title: {title}
  kind: the app                # or help page, e-mail, agreement …
  date: {edition}
"""

_ALONE: Final = """
# Credits for each second of footage. The tools are autopilot, t2v (Text-to-Video) and
# fbf (Frame-by-Frame).
tools:
  t2v:
    models:
      # The name on the left is what --model takes; billed_in is for footage sold in whole steps.
      my-model: {name: My Model, credits_per_second: 7}
      # another-model: {credits_per_second: 12, billed_in: 5s}
    # Images are sold in sets; a started set is paid whole.
    images: {credits: 4, per_images: 1}
    # Clips that may be re-rendered free, for each minute of video.
    # free_rerender_clips_per_minute: 5

  # fbf:
  #   any_model: {credits_per_second: 1}     # where every model has the same price

  # autopilot:
  #   models:
  #     my-model: {credits_per_second: 8}
  #   unpriced:                              # what costs credits that nobody publishes
  #     images: {name: storyboards, why: no price is published, where: the app shows it}

# Credits sold at once.
# top_ups:
#   source: {title: the shop page}
#   currency: USD
#   packs:
#     - {credits: 600, price: 15}

# A sum that the source itself works out, or that you saw in the app: the proof of the list.
examples:
  - title: 4 minutes, a quarter of them re-rendered
    job: {tool: t2v, model: my-model, minutes: 4, rerender: 25%}
    expect: {base: 1680, rerender: 420, total: 2100}
"""

_CHANGES: Final = """
# The prices of {base} as they are. Change what differs; what you delete stays as it is there.
# A new model is a new line, and a model that is no more is named: removed_models: [its-name]
"""

_PROOF: Final = """
# A sum that you saw in the app, or were quoted: the proof of the list. Take away the # to use it.
# examples:
#   - title: a minute, as the app showed it
#     job: {tool: t2v, model: kling-2.1-standard, minutes: 1}
#     expect: {total: 420}
"""


def new_list(edition: date) -> str:
    """The text of a list that stands alone, with the day from which its prices hold."""
    return _HEAD.format(edition=edition, extends="", title="My prices") + _ALONE


def new_extension(edition: date, extends: str, base: PriceList) -> str:
    """The text of a list that extends another, named as `extends`, with its rates to be changed."""
    title = f"My changes to the prices of {base.edition}"
    head = _HEAD.format(edition=edition, extends=f"extends: {_quoted(extends)}\n", title=title)
    tools = "".join(f"{line}\n" for line in _tools(base))
    return head + _CHANGES.format(base=base.edition) + tools + _PROOF


def _tools(base: PriceList) -> Iterator[str]:
    yield "tools:"
    for tool, prices in base.tools.items():
        yield f"  {tool}:"
        if prices.models:
            yield "    models:"
        for model, price in prices.models.items():
            yield f"      {_quoted(model)}: {price.written}"
        if prices.any_model:
            yield f"    any_model: {prices.any_model.written}"
        if images := prices.images:
            credits, size = printed(images.credits), images.per_images
            yield f"    images: {{credits: {credits}, per_images: {size}}}"
        if gap := prices.unpriced.get("images"):
            yield f"    # images: {{credits: 4}}     # {gap.name}, once you know"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    if all(character.isalnum() or character in "-._/" for character in text) and text[0] != "-":
        return text
    return "'" + text.replace("'", "''") + "'"
