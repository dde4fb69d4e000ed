"""What a link says that cannot be read: said until it is mended."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    """A page with two numbers in its link."""
    import streamlit as st

    from poolviz.answers.settings.fields import whole
    from poolviz.ui.shared.frame.address import PROBLEMS, follow

    follow("page", {"k": whole(2, 0, 9), "p": whole(0, 0, 9)})
    st.number_input("k", key="k")
    st.number_input("p", key="p")
    for problem in st.session_state[PROBLEMS]:
        st.warning(problem.key)


def warned(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.value for one in app.warning]


def test_a_warning_about_the_link_goes_when_its_value_is_mended_and_only_then() -> None:
    app = AppTest.from_function(script)
    app.query_params["k"], app.query_params["p"] = "99", "x"
    assert warned(app.run()) == ["k", "p"]
    assert warned(app.run()) == ["k", "p"]
    assert warned(app.number_input(key="k").set_value(3).run()) == ["p"]
    assert warned(app.number_input(key="k").set_value(2).run()) == ["p"]
    assert warned(app.number_input(key="p").set_value(1).run()) == []


def without_language() -> None:
    """A page that has lost its language when a part of it is run, and has drawn the choice before or not."""
    import streamlit as st

    from poolviz.ui.shared.frame.address import follow, go_on
    from poolviz.ui.shared.frame.viewer import shared_fields, speak_chosen

    follow("sizes", shared_fields())
    if st.session_state.get("lost"):
        st.session_state["lang"] = None
    st.segmented_control("Language", ["en", "zh"], key="lang")
    st.session_state["lost"] = True
    st.text(speak_chosen())
    go_on()


def test_a_part_of_a_page_whose_run_was_cut_short_speaks_the_language_of_the_address() -> None:
    app = AppTest.from_function(without_language)
    app.query_params["lang"] = "zh"
    for _run in range(3):
        assert app.run().text[0].value == "zh"
        assert app.query_params == {"lang": "zh"}


def emptied() -> None:
    """A page whose choice a browser empties while its part is run, as one does that was hidden twice."""
    import streamlit as st

    from poolviz.answers.settings.fields import one_of
    from poolviz.ui.shared.frame.address import follow, go_on

    follow("windows", {"panel": one_of({"code": "Code", "table": "Table"})})
    st.text(st.session_state["panel"])
    st.session_state["panel"] = None
    go_on()


def test_a_choice_that_the_browser_empties_is_the_one_that_the_page_begins_with() -> None:
    app = AppTest.from_function(emptied)
    for _run in range(3):
        app.run()
        assert not app.exception
        assert app.text[0].value == "code"
        assert app.query_params == {}


def test_what_a_link_says_wrongly_crashes_no_later_run() -> None:
    app = AppTest.from_function(emptied)
    app.query_params["panel"] = ""
    for _run in range(3):
        app.run()
        assert not app.exception
