"""A Streamlit page that pools a picture with as many threads as BENCH_THREADS says."""

import gc
import os

import streamlit as st
import torch

from poolviz import explain


@st.cache_resource(show_spinner=False)
def prepare() -> torch.Tensor:
    torch.set_num_threads(int(os.environ["BENCH_THREADS"]))
    picture = torch.rand(1, 3, 256, 256, generator=torch.Generator().manual_seed(0))
    explain(torch.nn.MaxPool2d(3), picture)
    gc.collect()
    gc.freeze()
    return picture


k = int(st.number_input("kernel_size", 1, 9, 2, key="k"))
shown = explain(torch.nn.MaxPool2d(k), prepare())
mean = explain(torch.nn.AvgPool2d(k), prepare())
st.markdown(
    f"{shown.output.mean().item():.3f} {shown.indices.float().mean().item()} {mean.output.mean().item()}"
)
