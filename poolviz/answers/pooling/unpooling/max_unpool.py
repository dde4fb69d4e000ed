"""Unpooled: what MaxUnpool2d makes of the maxima, or torch's refusal, and why."""

from dataclasses import dataclass

from poolviz.answers.pooling.unpooling.output_size import Sizes, sizes_of
from poolviz.answers.pooling.unpooling.sentences import (
    astray,
    dilation,
    figures,
    refused,
    too_far,
    undrawn,
)
from poolviz.answers.pooling.unpooling.way import Remark, WayBack, editable
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.unpooling import unpool
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.unpooling import counts, unpooling_stage
from poolviz.views.words.programs.pooling import unpool_script


@dataclass(frozen=True, eq=False, kw_only=True)
class Unpooled(WayBack):
    """The way back by indices: the `sizes` there are, and the `repair`, an output_size that helps."""

    sizes: Sizes
    remarks: tuple[Remark, ...]
    repair: tuple[int, ...] | None = None


def unpooled(found: Run, values: Values) -> Unpooled:
    """Return the way back of an accepted max pooling by its indices, to the output_size of `values`."""
    explanation = found.accepted
    sizes = sizes_of(explanation, values)
    drawn, repair = pooling_stage(explanation), None
    try:
        back = unpool(explanation, sizes.wanted)
    except PoolvizError as error:
        verdict, repair = refused(error), error.values.get("size")
        remarks, torchs_words = [too_far(explanation, sizes, error)], error.torch_message or ""
    else:
        verdict, torchs_words = figures(back), ""
        remarks = [astray(back), undrawn(back)]
        if remarks[1] is None:
            drawn = unpooling_stage(back)
        if counts(back).astray and sizes.allowed(sizes.own):
            repair = sizes.own
    return Unpooled(
        stage=editable(drawn),
        lines=(found.line,),
        run=found,
        verdict=verdict,
        program=unpool_script(explanation, sizes.wanted, torchs_words),
        sizes=sizes,
        remarks=tuple(remark for remark in (*remarks, dilation(explanation, sizes)) if remark is not None),
        repair=repair,
    )
