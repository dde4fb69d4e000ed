"""What a stage says, in the language of the moment, and otherwise where it has more axes or fewer."""

from dataclasses import asdict, replace

from poolviz.texts import _
from poolviz.views.stage.wire.texts import Texts

SOURCE = {key: text for key, text in asdict(Texts()).items() if text}


def stage_texts(deep: bool = False) -> Texts:
    """Return every sentence of a stage; `deep` ones name the depth.

    >>> stage_texts().cell
    'row {row}, column {col}: {value}'
    >>> stage_texts(deep=True).slice
    'd = {depth}'
    """
    texts = Texts(**{key: _(text) for key, text in SOURCE.items()})
    return _deep(texts) if deep else texts


def _deep(texts: Texts) -> Texts:
    """Return `texts` with what is said otherwise of volumes."""
    return replace(
        texts,
        slice=_("d = {depth}"),
        grid_slice=_("{title}, {caption}, slice d = {depth}"),
        cell=_("depth {depth}, row {row}, column {col}: {value}"),
        edit=_("New value at depth {depth}, row {row}, column {col}"),
        covered=_("depth {depth}, row {row}, column {col} is covered"),
        guess=_("Your answer at depth {depth}, row {row}, column {col}"),
        sent=_("{text} at depth {depth}, row {row}, column {col}"),
        keys=_("Arrow keys move, Page Up and Page Down change the slice, Enter pins, Space plays"),
        keys_edit=_(
            "Arrow keys move, Page Up and Page Down change the slice, Enter pins or edits, Space plays"
        ),
        value=_("depth {depth}, row {row}, column {col} = {value}"),
        at=_("at depth {depth}, row {row}, column {col}"),
        at_first=_("at depth {depth}, row {row}, column {col}, the first of {n} equal values"),
        reads_none=_("depth {depth}, row {row}, column {col} = {value}: no window reads this cell"),
        reads_one=_("depth {depth}, row {row}, column {col} = {value}: read by 1 window"),
        reads_many=_("depth {depth}, row {row}, column {col} = {value}: read by {n} windows"),
        returns_to=_("{title}: returns to depth {depth}, row {row}, column {col}"),
        returned_none=_("depth {depth}, row {row}, column {col} = {value}: nothing returns here"),
        returned_one=_("depth {depth}, row {row}, column {col} = {value}: 1 pooled value returns here"),
        returned_many=_("depth {depth}, row {row}, column {col} = {value}: {n} pooled values return here"),
        legend_dropped_depth=_("dropped: it would start in the padding behind the last slice"),
    )


def position_texts(texts: Texts) -> Texts:
    """Return `texts` with what is said otherwise of a signal, which has positions alone.

    Positions are counted from 0: {col}. A translation may use {col1}, which is counted from 1.
    """
    return replace(
        texts,
        cell=_("position {col}: {value}"),
        edit=_("New value at position {col}"),
        covered=_("position {col} is covered"),
        guess=_("Your answer at position {col}"),
        sent=_("{text} at position {col}"),
        keys=_("Arrow keys move, with Shift by 8; Enter pins, Space plays"),
        keys_edit=_("Arrow keys move, with Shift by 8; Enter pins or edits, Space plays"),
        value=_("position {col} = {value}"),
        at=_("at position {col}"),
        at_first=_("at position {col}, the first of {n} equal values"),
        no_member=_("no sample lies in this window"),
        reads_none=_("position {col} = {value}: no window reads this sample"),
        reads_one=_("position {col} = {value}: read by 1 window"),
        reads_many=_("position {col} = {value}: read by {n} windows"),
        returns_to=_("{title}: returns to position {col}"),
        returned_none=_("position {col} = {value}: nothing returns here"),
        returned_one=_("position {col} = {value}: 1 pooled value returns here"),
        returned_many=_("position {col} = {value}: {n} pooled values return here"),
        legend_taker=_("took this sample"),
        mark_unread=_("no window reads it"),
    )


def field_texts(texts: Texts) -> Texts:
    """Return `texts` with what is said of receptive fields; {row} and {col} as in `Texts`."""
    return replace(
        texts,
        field=_(
            "row {row}, column {col} of {title} sees rows {top}–{bottom} and columns {left}–{right} "
            "of the input: {h} × {w}"
        ),
        field_pace=_("jump {jump}, centre ({y}, {x})"),
        field_cut=_("its field of {h} × {w} hangs over the edge"),
        field_none=_("row {row}, column {col} of {title} sees padding alone"),
        field_unknown=_("row {row}, column {col} of {title}: what it sees is not known"),
        field_input=_("row {row}, column {col} of the input"),
        field_others=_("on the way: {list}"),
        field_between=_("{h} × {w} of {title}"),
        field_seen=_("seen by {list}"),
        legend_window=_("what the cell sees"),
        legend_readers=_("cells that see it"),
    )


def signal_field_texts(texts: Texts) -> Texts:
    """Return `texts` with the same of signals, which have positions alone; {col} as in `position_texts`."""
    return replace(
        field_texts(texts),
        field=_("position {col} of {title} sees positions {left}–{right} of the input: {w}"),
        field_pace=_("jump {jump}, centre {x}"),
        field_cut=_("its field of {w} hangs over the edge"),
        field_none=_("position {col} of {title} sees padding alone"),
        field_unknown=_("position {col} of {title}: what it sees is not known"),
        field_input=_("position {col} of the input"),
        field_between=_("{w} of {title}"),
    )
