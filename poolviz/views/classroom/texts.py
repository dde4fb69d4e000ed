"""What the page of a class says, by key."""

from poolviz.texts import _


def class_texts() -> dict[str, str]:
    """Return every sentence of a class; {names} are filled in by the browser."""
    return _lobby() | _teacher() | _choices() | _plan() | _round() | _student() | _results()


def _lobby() -> dict[str, str]:
    return {
        "class": _("Class"),
        "open": _("Open a class"),
        "open_hint": _("You get a code for your students. No account; all of it is gone after 24 hours."),
        "join": _("Join a class"),
        "code": _("Code of the class"),
        "code_rule": _("The code of a class has {n} letters, such as BCX-KCJB."),
        "name": _("Name (only your teacher sees it)"),
        "join_button": _("Join"),
        "back_in": _("Back to the class {code}"),
        "unreached": _("The server cannot be reached. Trying again …"),
        "ended": _("This class is over."),
        "wrong": _("This class does not know this browser any more. Join again."),
        "busy": _("Too many at once. Try again in a moment."),
    }


def _teacher() -> dict[str, str]:
    return {
        "teacher_title": _("Your class {code}"),
        "join_at": _("Join at"),
        "with_code": _("with the code"),
        "qr": _("QR code: join the class {code}"),
        "qr_large": _("QR code as large as the window"),
        "projector": _("Open the view for the projector"),
        "own_link": _("Copy the teacher's link"),
        "own_hint": _("It opens this class on another machine, for its teacher. Keep it to yourself."),
        "copied": _("Copied."),
        "copy_failed": _("The browser does not let this page copy."),
        "here": _("Students: {n}"),
        "question_stands": _(
            "The class is working on a question. Reveal its answer, then show this page again."
        ),
        "answered": _("{m} of {n} answered"),
        "end": _("End the class"),
        "end_sure": _("End it? All names and answers are deleted."),
        "end_yes": _("Yes, end it"),
        "no": _("No"),
    }


def _choices() -> dict[str, str]:
    """Return what a teacher chooses to show or to ask."""
    return {
        "show_title": _("Show a page"),
        "page": _("Page"),
        "address": _("Link or address of a page"),
        "address_hint": _(
            "For example windows?k=3. You can also show a page to the class from its own Link button."
        ),
        "about": _("Ask about it"),
        "about_what": _("Question"),
        "about_size": _("Size of the output"),
        "about_value": _("One value of the output"),
        "about_output": _("The whole output"),
        "about_cell": _("Which value, row by row from 0"),
        "whole": _("{name}: a whole number from {low} to {high}."),
        "no_page": _("There is no page “{page}”."),
        "show": _("Show it to the class"),
        "ask_title": _("Ask a question"),
        "topic": _("Topic"),
        "level": _("Level"),
        "seed": _("Number of the question"),
        "another": _("Another one"),
        "ask": _("Ask the class"),
    }


def _plan() -> dict[str, str]:
    return {
        "plan_add": _("Add to the plan"),
        "plan_title": _("Plan of the lesson"),
        "plan_next": _("Next step"),
        "plan_previous": _("Step back"),
        "plan_step": _("step {i} / {n}"),
        "plan_remove": _("Remove step {i}"),
        "plan_empty": _("Add questions and pages above; a clicker's keys then go through them."),
    }


def _round() -> dict[str, str]:
    """Return what is before the class, and what ends it."""
    return {
        "now_title": _("Before the class now"),
        "now_nothing": _("Nothing yet: show a page or ask a question."),
        "close": _("Close the round"),
        "again": _("Answer again"),
        "reveal": _("Reveal the answer"),
        "notes": _("Notes for you"),
        "csv": _("Results as CSV"),
        "show_answers": _("Show the answers here (A)"),
        "hide_answers": _("Hide the answers (A)"),
        "wall_show": _("Show the answers on the projector"),
        "wall_hide": _("Hide the answers on the projector"),
        "wall_shown": _("The projector shows how the class answers."),
        "wall_hidden": _("The projector hides how the class answers."),
    }


def _student() -> dict[str, str]:
    return {
        "wait": _("You are in. Your teacher will show something soon."),
        "leave": _("Leave"),
        "number": _("A number, such as 7, 2.5 or 5/2"),
        "size": _("Whole numbers, such as 3 × 4"),
        "cells": _("Cells as (row, column), such as (0, 1) (2, 3); leave it empty for none"),
        "matrix": _("Rows of numbers, such as 1 2; 3 4"),
        "code_line": _("A line of code, such as nn.MaxPool2d(3, 2)"),
        "answer": _("Your answer"),
        "answer_typed": _("Or type your answer"),
        "send": _("Send"),
        "sent": _("Sent: {answer}. You can change it while the round is open."),
        "waits": _("Not sent yet. It goes as soon as the server is reached."),
        "given": _("Your answer: {answer}"),
        "none_given": _("You gave no answer in this round."),
        "closed": _("The round is closed. Talk about it with your neighbour."),
        "second": _("Round {n}: answer again."),
        "try": _("Change it yourself"),
        "back": _("Back to the class"),
        "own_page": _("Open it as a page of your own"),
        "unstaged": _("Your teacher shows the page {page}."),
        "refused": _("What the teacher shows cannot be computed: {reason}"),
    }


def _results() -> dict[str, str]:
    return {
        "by_answer": _("By answer"),
        "by_mistake": _("By mistake"),
        "round": _("Round {n}"),
        "right": _("right"),
        "unknown": _("no mistake that is known"),
        "others": _("other answers"),
        "no_answers": _("No answers yet."),
        "share": _("{n} ({percent} %)"),
        "empty": _("(none)"),
    }
