"""Two sheets as LibreOffice Calc saves them, one in German and one in English, come back whole.

Both are one sheet, with a title, empty rows, percentages, a cell of two lines and an amount below
0. They were saved by LibreOffice 7.4.7: with the locale de-DE, semicolons and Windows-1252, and
with en-US, commas and UTF-8. What is expected here was opened in Calc by hand, on 2026-11-26: the
same cells as before, the totals as numbers, the edition as a date. LibreOffice is not needed here.
"""

from pathlib import Path

import pytest

from acorns_cli.batch.pricing import Batch
from acorns_cli.batch.reading import rows_of
from acorns_cli.core.pricelist import PriceList
from acorns_cli.formats.csvrows import CsvRows

FOLDER = Path(__file__).parent / "libreoffice"

GERMAN = """\
Musikvideo „Größe“, Entwurf 2;;;;;;;
;;;;;;;
Szene;Tool;Model;Minutes;Rerender;Images;Notiz;Budget (EUR)|total_credits;low_credits;unit;\
complete;prices_edition;row;error
Intro;t2v;Kling 2.1 Pro;1,25;12,5%;;"ruhig; ""leise""\";1234,5|1012,5;1012,5;credits;true;\
2025-06-27;;
"Straße
bei Nacht";fbf;;3,5;;6;-;-0,5|210,2;210,2;credits;true;2025-06-27;;
;;;;;;;|;;;;;;
Chor;t2v;kling-2.1-standard;4;25%;12;laut, aber kurz;2469|2148;2148;credits;true;2025-06-27;;
Ende;fbf;Custom;0,5;10%..40%;;007;|42;33;credits;true;2025-06-27;;
"""
"""What comes back: as the sheet was, and behind the bar what was added."""

ENGLISH = """\
"Musikvideo „Größe“, Entwurf 2",,,,,,,
,,,,,,,
Szene,Tool,Model,Minutes,Rerender,Images,Notiz,Budget (EUR)|total_credits,low_credits,unit,\
complete,prices_edition,row,error
Intro,t2v,Kling 2.1 Pro,1.25,12.5%,,"ruhig; ""leise""\",1234.5|1012.5,1012.5,credits,true,\
2025-06-27,,
"Straße
bei Nacht",fbf,,3.5,,6,-,-0.5|210.2,210.2,credits,true,2025-06-27,,
,,,,,,,|,,,,,,
Chor,t2v,kling-2.1-standard,4,25%,12,"laut, aber kurz",2469|2148,2148,credits,true,2025-06-27,,
Ende,fbf,Custom,0.5,10%..40%,,007,|42,33,credits,true,2025-06-27,,
"""


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding", "expected"),
    [("german", ";", "cp1252", GERMAN), ("english", ",", "utf-8", ENGLISH)],
)
def test_a_sheet_comes_back_with_the_new_columns(
    name: str, delimiter: str, encoding: str, expected: str, prices: PriceList
):
    content = (FOLDER / f"{name}.csv").read_bytes()
    read = rows_of(f"{name}.csv", content, [content])
    assert read.table is not None
    assert read.encoding.name == encoding
    table = read.table
    results = Batch(prices, dialect=table.dialect, header=table.header).results(read.each)
    text = CsvRows(table.dialect, table.header, above=table.above).text(results)
    assert text == expected.replace("|", delimiter)
    # Apart from what was added, it is what Calc had saved.
    kept = "".join(line.split("|")[0].rstrip("\n") + "\n" for line in expected.splitlines())
    assert kept.encode(encoding) == content
