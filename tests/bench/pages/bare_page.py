"""A Streamlit page with the controls of the Windows page and nothing else: the measure of the app."""

import streamlit as st

HELP = "What it does, in a sentence."

st.set_page_config(page_title="bare", layout="wide")
with st.sidebar:
    pages = [f"Page {number}" for number in range(11)]
    for column, part in zip(st.columns(2), (pages[:6], pages[6:]), strict=True):
        for name in part:
            column.page_link("https://example.org", label=name, icon=":material/home:")
    st.selectbox("Layer", ["MaxPool2d", "AvgPool2d"], key="layer")
    k = st.number_input("kernel_size", 0, 256, 2, key="k", help=HELP)
    st.number_input("stride", 0, 256, None, key="s", help=HELP)
    st.number_input("padding", -1, 128, 0, key="p", help=HELP)
    st.number_input("dilation", 0, 64, 1, key="d", help=HELP)
    st.toggle("height and width apart", key="apart")
    st.toggle("ceil_mode", key="ceil", help=HELP)
    st.toggle("return_indices", key="indices", help=HELP)
    st.text_input("Paste your layer", key="paste", help=HELP)
    st.segmented_control("Language", ["English", "简体中文"], key="lang")
    st.toggle("Large, for a projector", key="large")
st.title("Bare")
st.selectbox("Example", ["a", "b", "c"], index=None, key="preset")
with st.popover("Matrix"):
    st.text_area("Numbers", "1 2 0 3 1", key="x", help=HELP)
    st.number_input("Rows", 1, 16, 6, key="random_rows")
    st.number_input("Columns", 1, 16, 6, key="random_cols")
    st.number_input("Seed", 0, 10**6, 0, key="random_seed")
    st.button("Fill at random")
with st.popover("Link"):
    st.code("https://example.org")
st.button("Reset")
st.segmented_control("Below", ["size", "worth", "code", "table"], key="panel")
st.container(key="echo").markdown(f"kernel_size is {k}.")
