"""The price list that `acorns prices new` writes: sound as it is, and full of comments."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, get_args

from acorns_cli.core.filevalues import Length
from acorns_cli.core.pricelist import DEFAULT_SERVICE, NoPrice, PriceList, Service, ShapedPrice
from acorns_cli.core.quantities import printed
from acorns_cli.records.record import shape

_HEAD: Final = """\
# yaml-language-server: $schema=prices.schema.json
# For help in an editor, make its schema beside this file:
#                                        acorns prices schema --output prices.schema.json
# A price list of your own. Prove it:    acorns prices check THIS-FILE
#                           Use it:      acorns estimate … --prices THIS-FILE
{service}edition: {edition}           # the day from which these prices hold
{extends}
# Where the prices are from: every result says so.
source:
  title: {title}
  kind: the app                # or help page, e-mail, agreement …
  date: {edition}
"""

_ALONE: Final = """
# What the prices are in: credits, or a currency like USD.
unit: credits

# The tools: what makes the video. A service with one tool calls it video.
tools:
  {tool}:
    models:
      # The name on the left is what --model takes. A model has one price, in one of these shapes:
      my-model: {{name: My Model, per_second: 7}}                 # footage of any length
      # in-steps: {{price: 35, per: 5s}}                          # whole steps of 5 s
      # in-clips: {{clips: {{5s: 35, 10s: 65}}}}                    # only clips of these lengths
      # in-lengths: {{per_second: 0.4, lengths: [4s, 6s, 8s]}}    # the same, by the second
      # not-published: {{unpriced: {{why: no price is published, where: the app shows it}}}}
      # A model in several qualities is several lines: my-model/720p, my-model/1080p
    # Images are sold in sets; a started set is paid whole.
    images: {{price: 4, per_images: 1}}
    # What else is sold: by the second, in steps, or by the piece.
    # add_ons:
    #   upscale-4k: {{name: 4K upscale, price: 20, per: 5s}}
    #   character: {{name: Character, price: 10}}
    # Clips that may be re-rendered free, for each minute of video.
    # free_rerender_clips_per_minute: 5
    # What every video needs, and what costs something that nobody publishes.
    # always: [images]
    # unpriced:
    #   storyboard: {{name: storyboard, why: no price is published, where: the app shows it}}

# Credits sold once, and credits sold every month.
# packs:
#   source: {{title: the shop page}}
#   currency: USD
#   sold:
#     - {{credits: 600, price: 15}}
# plans:
#   source: {{title: the page of plans}}
#   currency: USD
#   sold:
#     - {{name: Pro, credits: 2250, monthly: 35, yearly: 336}}

# A sum that the source itself works out, or that you saw in the app: the proof of the list.
examples:
  - title: 4 minutes, a quarter of them re-rendered
    job: {{tool: {tool}, model: my-model, minutes: 4, rerender: 25%}}
    expect: {{base: 1680, rerender: 420, total: 2100}}
"""

_CHANGES: Final = """
# The prices of {base} as they are. Change what differs; what you delete stays as it is there.
# A new model is a new line, and a model that is gone is named in: removed: [its-name]
"""

_PROOF: Final = """
# A sum that you saw in the app, or were quoted: the proof of the list. Remove the # to use it.
# examples:
#   - title: a minute, as the app showed it
#     job: {{tool: {tool}{named}, minutes: 1}}
#     expect: {{total: 420}}      # what you saw
"""


def new_list(edition: date, service: str = DEFAULT_SERVICE) -> str:
    """The text of a list that stands alone, with the day from which its prices hold."""
    head = _head(edition, "My prices", Service(service, service.replace("-", " ").title()))
    return head + _ALONE.format(tool="t2v" if service == DEFAULT_SERVICE else "video")


def new_extension(edition: date, extends: str, base: PriceList) -> str:
    """The text of a list that extends another, named as `extends`, with its rates to be changed."""
    title = f"My changes to the prices of {base.title}"
    head = _head(edition, title, base.service, f"extends: {_quoted(extends)}\n")
    tools = "".join(f"{line}\n" for line in _tools(base))
    return head + _CHANGES.format(base=base.title) + tools + _proof(base)


def _head(edition: date, title: str, service: Service, extends: str = "") -> str:
    """The first lines of a list, which name a service that is not the default."""
    said = ""
    if service.id != DEFAULT_SERVICE:
        said = f"service: {{id: {_quoted(service.id)}, name: {_quoted(str(service))}}}\n"
    return _HEAD.format(edition=edition, extends=extends, title=title, service=said)


def _tools(base: PriceList) -> Iterator[str]:
    yield "tools:"
    for tool, prices in base.tools.items():
        has_prices = prices.models or prices.any_model or prices.images or prices.add_ons
        yield f"  {_quoted(tool)}:{'' if has_prices else ' {}'}"
        if prices.models:
            yield "    models:"
        for model, price in prices.models.items():
            yield f"      {_quoted(model)}: {_written(price)}"
        if prices.any_model:
            yield f"    any_model: {_written(prices.any_model)}"
        if images := prices.images:
            yield f"    images: {{price: {printed(images.price)}, per_images: {images.per_images}}}"
        if prices.add_ons:
            yield "    add_ons:"
        for name, add_on in prices.add_ons.items():
            yield f"      {_quoted(name)}: {_written(add_on)}"
        if gap := prices.unpriced.get("images"):
            yield f"    # images: {{price: 4}}     # {gap.name}, once you know"


def _written(price: ShapedPrice) -> str:
    """A price as a list has it, without what is said beside it."""
    keys, _ = shape(type(price))
    said = {key: getattr(price, key) for key in keys if key not in _BESIDE}
    return _group(
        (key, _text(it, keys[key])) for key, it in said.items() if it not in (None, {}, ())
    )


_BESIDE: Final = ("name", "source", "note", "models")


def _text(value: Any, kind: Any) -> str:
    """A value of a price, of the kind that its key says, as a list has it."""
    kinds = get_args(kind)
    if isinstance(value, NoPrice):
        return _group((("why", _quoted(value.why)), ("where", _quoted(value.where))))
    if isinstance(value, dict):
        return _group((_text(key, kinds[0]), _text(it, kinds[1])) for key, it in value.items())
    if isinstance(value, tuple):
        return f"[{', '.join(_text(it, kinds[0]) for it in value)}]"
    return f"{printed(value)}s" if kind == Length else printed(value)


def _group(texts: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key}: {text}' for key, text in texts)}}}"


def _proof(base: PriceList) -> str:
    """An example to fill in, with a tool and a model of the list."""
    tool, prices = next(iter(base.tools.items()))
    model = next(iter(prices.models), None)
    named = f", model: {_quoted(model)}" if model else ""
    return _PROOF.format(tool=tool, named=named)


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    if all(character.isalnum() or character in "-._/" for character in text) and text[0] != "-":
        return text
    return "'" + text.replace("'", "''") + "'"
