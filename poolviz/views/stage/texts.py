"""What the stage says, by key."""

from poolviz.texts import _


def stage_texts(deep: bool = False) -> dict[str, str]:
    """Return every sentence of the stage; {names} are filled in by the browser. `deep` ones name the depth.

    Rows and columns are counted from 0, as torch does: {row}, {col}. A translation may use {row1}, {col1},
    which are counted from 1. The same holds for {depth}.
    """
    texts = _controls() | _steps() | _legend() | _hiding()
    return texts | _deep() if deep else texts


def _controls() -> dict[str, str]:
    return {
        "first": _("First window"),
        "previous": _("Previous window"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next window"),
        "position": _("{i} / {n}"),
        "speed": _("Speed"),
        "slow": _("slow"),
        "normal": _("normal"),
        "fast": _("fast"),
        "pin": _("Pin this cell"),
        "unpin": _("Unpin this cell"),
        "copy": _("Copy {title}"),
        "copied": _("{title} is copied."),
        "copy_failed": _("The browser did not allow copying."),
        "edit": _("New value at row {row}, column {col}"),
        "edit_hint": _("Enter keeps it, Escape does not"),
        "sent": _("{text} at row {row}, column {col}"),
        "keys": _("Arrow keys move, Enter pins, Space plays"),
        "keys_edit": _("Arrow keys move, Enter pins or edits, Space plays"),
        "keys_picture": _("Arrow keys move, with Shift by 8; Enter pins, Space plays"),
        "grid": _("{title}, {caption}"),
        "cell": _("row {row}, column {col}: {value}"),
        "strip": _("What happens at this cell"),
        "legend": _("Legend"),
        "take": _("Export: figure, numbers, page"),
        "present": _("Present, as large as the screen (F)"),
        "present_previous": _("Previous step (Page Up)"),
        "present_next": _("Next step (Page Down)"),
        "present_spot": _("Pointer as a spot (S)"),
        "present_blank": _("Blank the screen (B)"),
        "present_leave": _("Back to the page (Escape)"),
    }


def _steps() -> dict[str, str]:
    return {
        "join": _("; "),
        "title_join": _(", "),
        "sentence_join": _(". "),
        "label_join": _(": "),
        "value": _("row {row}, column {col} = {value}"),
        "at": _("at row {row}, column {col}"),
        "at_first": _("at row {row}, column {col}, the first of {n} equal values"),
        "no_member": _("no cell of the input lies in this window"),
        "padding_max": _("{n} of {k} taps in the padding: −∞, never the maximum"),
        "padding_zero": _("{n} of {k} taps in the padding, counted as 0"),
        "padding_struck": _("{n} of {k} taps in the padding, not counted"),
        "overhang": _("{n} of {k} taps beyond the edge, not counted"),
        "overhang_max": _("{n} of {k} taps beyond the edge"),
        "overhang_norm": _("{n} of {k} taps beyond the edge: torch scales up the sum of the others"),
        "norm_nan": _("torch takes no absolute value, and a negative number has no such root"),
        "reads_none": _("row {row}, column {col} = {value}: no window reads this cell"),
        "reads_one": _("row {row}, column {col} = {value}: read by 1 window"),
        "reads_many": _("row {row}, column {col} = {value}: read by {n} windows"),
        "wins_only": _("it is its maximum"),
        "wins_not": _("it is not its maximum"),
        "wins_none": _("the maximum of none of them"),
        "wins_all": _("the maximum of all of them"),
        "wins_many": _("the maximum of {n} of them"),
        "returns_to": _("{title}: returns to row {row}, column {col}"),
        "returns_nowhere": _("{title}: has nowhere to return to"),
        "returned_none": _("row {row}, column {col} = {value}: nothing returns here"),
        "returned_one": _("row {row}, column {col} = {value}: 1 pooled value returns here"),
        "returned_many": _("row {row}, column {col} = {value}: {n} pooled values return here"),
        "first_mark": _("1st"),
        "lens_window": _("Window at row {row}, column {col}"),
        "lens_pixel": _("Around row {row}, column {col}"),
        "lens_size": _("{h} × {w} taps"),
        "channel": _("Channel"),
        "channel_0": _("red"),
        "channel_1": _("green"),
        "channel_2": _("blue"),
    }


def _legend() -> dict[str, str]:
    return {
        "legend_window": _("window"),
        "legend_gap": _("inside the window, not read"),
        "legend_winner": _("taken as the maximum"),
        "legend_largest": _("taken: the largest absolute value"),
        "legend_smallest": _("taken: the smallest absolute value"),
        "legend_tie": _("equal, but later"),
        "legend_taker": _("took this cell"),
        "legend_target": _("returns here"),
        "legend_empty": _("nothing returns here"),
        "legend_padding_max": _("padding: −∞"),
        "legend_padding_zero": _("padding: 0, counted"),
        "legend_padding_struck": _("padding: not counted"),
        "legend_padding_mixed": _("padding: −∞ for a max, 0 for an average"),
        "legend_padding_mixed_struck": _("padding: −∞ for a max, not counted by an average"),
        "legend_overhang": _("beyond the edge (ceil_mode)"),
        "legend_dropped_rows": _("dropped: it would start in the bottom padding"),
        "legend_dropped_cols": _("dropped: it would start in the right padding"),
        "mark_lost": _("lost"),
        "mark_kept": _("kept"),
        "mark_misplaced": _("came back to another place"),
        "mark_unread": _("no window reads it"),
        "mark_shared": _("chosen by several windows"),
        "mark_differs": _("differs"),
        "mark_zeroed": _("dropped"),
    }


def _hiding() -> dict[str, str]:
    """Return what is said of cells that are covered, typed or chosen as an answer."""
    return {
        "hide": _("Hide the output (H)"),
        "reveal": _("Show the output (H)"),
        "predict": _("Type predictions into covered cells"),
        "check": _("Check"),
        "covered": _("row {row}, column {col} is covered"),
        "keys_hidden": _("Click or Enter uncovers a cell, a digit begins a prediction, H uncovers all"),
        "keys_covered": _("Click or Enter uncovers a cell, H uncovers all"),
        "keys_values": _("Type into the cells; Enter goes on and confirms at the end"),
        "keys_cells": _("Click or Space chooses a cell, Enter confirms"),
        "guess": _("Your answer at row {row}, column {col}"),
        "mark_covered": _("covered"),
        "mark_guess": _("your answer"),
        "mark_chosen": _("chosen"),
        "mark_right": _("right"),
        "mark_wrong": _("wrong"),
        "mark_unclear": _("cannot be read"),
    }


def _deep() -> dict[str, str]:
    """Return what is said otherwise of volumes."""
    return {
        "slice": _("d = {depth}"),
        "grid_slice": _("{title}, {caption}, slice d = {depth}"),
        "cell": _("depth {depth}, row {row}, column {col}: {value}"),
        "edit": _("New value at depth {depth}, row {row}, column {col}"),
        "covered": _("depth {depth}, row {row}, column {col} is covered"),
        "guess": _("Your answer at depth {depth}, row {row}, column {col}"),
        "sent": _("{text} at depth {depth}, row {row}, column {col}"),
        "keys": _("Arrow keys move, Page Up and Page Down change the slice, Enter pins, Space plays"),
        "keys_edit": _(
            "Arrow keys move, Page Up and Page Down change the slice, Enter pins or edits, Space plays"
        ),
        "value": _("depth {depth}, row {row}, column {col} = {value}"),
        "at": _("at depth {depth}, row {row}, column {col}"),
        "at_first": _("at depth {depth}, row {row}, column {col}, the first of {n} equal values"),
        "reads_none": _("depth {depth}, row {row}, column {col} = {value}: no window reads this cell"),
        "reads_one": _("depth {depth}, row {row}, column {col} = {value}: read by 1 window"),
        "reads_many": _("depth {depth}, row {row}, column {col} = {value}: read by {n} windows"),
        "returns_to": _("{title}: returns to depth {depth}, row {row}, column {col}"),
        "returned_none": _("depth {depth}, row {row}, column {col} = {value}: nothing returns here"),
        "returned_one": _("depth {depth}, row {row}, column {col} = {value}: 1 pooled value returns here"),
        "returned_many": _("depth {depth}, row {row}, column {col} = {value}: {n} pooled values return here"),
        "legend_dropped_depth": _("dropped: it would start in the padding behind the last slice"),
    }


def position_texts() -> dict[str, str]:
    """Return the sentences that say a row and a column otherwise for a signal, which has positions alone.

    Positions are counted from 0: {col}. A translation may use {col1}, which is counted from 1.
    """
    return {
        "cell": _("position {col}: {value}"),
        "edit": _("New value at position {col}"),
        "covered": _("position {col} is covered"),
        "guess": _("Your answer at position {col}"),
        "sent": _("{text} at position {col}"),
        "keys": _("Arrow keys move, with Shift by 8; Enter pins, Space plays"),
        "keys_edit": _("Arrow keys move, with Shift by 8; Enter pins or edits, Space plays"),
        "value": _("position {col} = {value}"),
        "at": _("at position {col}"),
        "at_first": _("at position {col}, the first of {n} equal values"),
        "no_member": _("no sample lies in this window"),
        "reads_none": _("position {col} = {value}: no window reads this sample"),
        "reads_one": _("position {col} = {value}: read by 1 window"),
        "reads_many": _("position {col} = {value}: read by {n} windows"),
        "returns_to": _("{title}: returns to position {col}"),
        "returned_none": _("position {col} = {value}: nothing returns here"),
        "returned_one": _("position {col} = {value}: 1 pooled value returns here"),
        "returned_many": _("position {col} = {value}: {n} pooled values return here"),
        "legend_taker": _("took this sample"),
        "mark_unread": _("no window reads it"),
    }


def field_texts() -> dict[str, str]:
    """Return what the stage says of receptive fields, by key; {row} and {col} as in `stage_texts`."""
    return {
        "field": _(
            "row {row}, column {col} of {title} sees rows {top}–{bottom} and columns {left}–{right} "
            "of the input: {h} × {w}"
        ),
        "field_pace": _("jump {jump}, centre ({y}, {x})"),
        "field_cut": _("its field of {h} × {w} hangs over the edge"),
        "field_none": _("row {row}, column {col} of {title} sees padding alone"),
        "field_unknown": _("row {row}, column {col} of {title}: what it sees is not known"),
        "field_input": _("row {row}, column {col} of the input"),
        "field_others": _("on the way: {list}"),
        "field_between": _("{h} × {w} of {title}"),
        "field_seen": _("seen by {list}"),
        "legend_window": _("what the cell sees"),
        "legend_readers": _("cells that see it"),
    }


def signal_field_texts() -> dict[str, str]:
    """Return the same of signals, which have positions alone; {col} as in `position_texts`."""
    return field_texts() | {
        "field": _("position {col} of {title} sees positions {left}–{right} of the input: {w}"),
        "field_pace": _("jump {jump}, centre {x}"),
        "field_cut": _("its field of {w} hangs over the edge"),
        "field_none": _("position {col} of {title} sees padding alone"),
        "field_unknown": _("position {col} of {title}: what it sees is not known"),
        "field_input": _("position {col} of the input"),
        "field_between": _("{w} of {title}"),
    }
