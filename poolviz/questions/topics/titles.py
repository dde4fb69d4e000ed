"""What each topic is called, untranslated, and the subjects under which they are offered."""

from poolviz.texts import N_

SUBJECTS = {
    "windows": (
        N_("Windows and values"),
        {
            "max_of_windows": N_("Max of each window"),
            "mean_of_windows": N_("Average of each window"),
            "padding_value": N_("Padding of a max"),
            "default_stride": N_("The default stride"),
            "winner": N_("Which cell wins a tie"),
            "flat_index": N_("The flat index"),
            "dilation_taps": N_("Cells a dilated window reads"),
            "divisor": N_("What an average divides by"),
            "readers": N_("Windows that read a cell"),
            "unread": N_("Cells that no window reads"),
            "overlap": N_("Overlapping windows"),
            "nan_and_inf": N_("nan and infinity"),
        },
    ),
    "sizes": (
        N_("Sizes"),
        {
            "output_size": N_("Output size"),
            "in_features": N_("in_features of the first Linear"),
            "too_small": N_("The smallest input"),
            "ceil_mode": N_("Output size with ceil_mode"),
            "dropped_window": N_("The dropped window"),
            "padding_limit": N_("The largest padding"),
            "size_to_layer": N_("A layer for a given size"),
            "same_padding": N_("SAME padding"),
            "refusal": N_("What torch refuses"),
        },
    ),
    "ways_back": (
        N_("Ways back"),
        {
            "unpool_place": N_("Where a value returns"),
            "unpool_size": N_("The output_size of MaxUnpool"),
            "gradient_max": N_("The gradient through a max"),
            "gradient_mean": N_("The gradient through an average"),
        },
    ),
    "networks": (
        N_("In networks"),
        {
            "per_channel": N_("Channel by channel"),
            "parameters": N_("Parameters with and without pools"),
            "flatten_or_global": N_("Flatten or global pooling"),
            "receptive_field": N_("Receptive field"),
        },
    ),
    "findings": (
        N_("Consequences"),
        {
            "adaptive_windows": N_("Adaptive windows"),
            "relu_order": N_("ReLU before or after"),
            "shift": N_("A shift by one"),
            "shift_survives": N_("Shifts that a max survives"),
            "aliasing": N_("Aliasing"),
            "max_or_mean": N_("Max or average?"),
            "pool_or_stride": N_("Pool or strided convolution"),
            "argument_order": N_("Order of arguments"),
            "make_input": N_("An input of your own"),
        },
    ),
}
TITLES = {key: title for _name, topics in SUBJECTS.values() for key, title in topics.items()}
