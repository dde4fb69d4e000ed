"""What learners ask, each with its answer in a sentence or two and the page that shows it."""

from poolviz.answers.asking.entry import Entry, both
from poolviz.texts import N_, _

# Question, answer, page, settings.
_ASKED: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        N_("How large is the output, and what is in_features of the first Linear?"),
        N_(
            "Subtract the window from the input, divide by the stride, round down, and add "
            "one; in_features is channels × height × width after the last pool."
        ),
        "sizes",
        {},
    ),
    (
        N_("Why does torch say that the output size is too small?"),
        N_(
            "The window, with its dilation, is larger than the input with its padding. Pool less often, "
            "or take a larger input."
        ),
        "sizes",
        {"tool": "chain"},
    ),
    (
        N_("What does ceil_mode do?"),
        N_(
            "It rounds the output size up. The last window hangs over the edge and takes the "
            "largest of the cells inside."
        ),
        "learn",
        {"lesson": "ceil"},
    ),
    (
        N_("Why is the shape with ceil_mode not what the formula says?"),
        N_("torch drops a window that would start in the padding on the right."),
        "learn",
        {"lesson": "ceil", "step": "2"},
    ),
    (
        N_("Is padding 0 or −∞?"),
        N_("A max pads with −∞, which never wins. An average pads with 0."),
        "learn",
        {"lesson": "padding"},
    ),
    (
        N_("Why may padding be at most half of kernel_size?"),
        N_("With more, a window could lie in the padding alone, and would have nothing to take."),
        "learn",
        {"lesson": "padding", "step": "3"},
    ),
    (
        N_("How much padding is allowed with dilation?"),
        N_("Half of kernel_size, rounded down, whatever the dilation. Averages have no dilation."),
        "windows",
        {"k": "3", "d": "2", "p": "1"},
    ),
    (
        N_("Does pooling reduce the parameters, or stop overfitting?"),
        N_("A pool has no parameters. The Linear after it has fewer, since its input is smaller."),
        "learn",
        {"lesson": "networks", "step": "1"},
    ),
    (
        N_("Is pooling really invariant to translation?"),
        N_("Only to shifts that keep each maximum inside its window. Others change the output."),
        "compare",
        {"show": "shift"},
    ),
    (
        N_("How many shifts does a pool survive?"),
        N_(
            "That depends on where in its window the maximum lies: at one end up to kernel_size − 1, at "
            "the other none."
        ),
        "learn",
        {"lesson": "shifts", "step": "2"},
    ),
    (
        N_("What is aliasing?"),
        N_("0 0 1 1 0 0 1 1, pooled by 2, gives 0 1 0 1; moved by one, it gives 1 1 1 1."),
        "learn",
        {"lesson": "shifts"},
    ),
    (
        N_("Pooling or a convolution with stride?"),
        N_(
            "Both make a plane smaller. The convolution has weights that are learned, and it "
            "mixes channels; the pool does neither."
        ),
        "training",
        {},
    ),
    (
        N_("Why does MaxUnpool fail, or return another shape?"),
        N_(
            "Several input sizes pool to the same output size. Pass output_size, the size of the pooled "
            "input."
        ),
        "unpooling",
        {},
    ),
    (
        N_("Where does the gradient of a max pooling go? And in a tie?"),
        N_("To the cell that won; in a tie, to the first one and no other."),
        "unpooling",
        {"show": "gradient"},
    ),
    (
        N_("How does adaptive pooling lay its windows?"),
        N_(
            "Window i of O on a length L reads from floor(i · L / O) to ceil((i + 1) · L / O): sizes "
            "differ, and windows may overlap."
        ),
        "learn",
        {"lesson": "adaptive"},
    ),
    (
        N_("Flatten or global average pooling?"),
        N_(
            "Flatten keeps where things are, and needs pictures of one size. Global pooling "
            "leaves a far smaller Linear, and takes any size."
        ),
        "adaptive",
        {"sec": "head"},
    ),
    (
        N_("What does count_include_pad do together with ceil_mode?"),
        N_(
            "Padding counts unless count_include_pad is False. What hangs over beyond the padding never "
            "counts."
        ),
        "windows",
        {"layer": "AvgPool2d", "k": "3", "s": "2", "p": "1", "ceil": "true"},
    ),
    (
        N_("ReLU before or after the pool?"),
        N_("For a max it makes no difference. For an average it does."),
        "compare",
        {"show": "relu"},
    ),
    (
        N_("Does pooling work per channel or across channels?"),
        N_("Per channel: each plane is pooled by itself, and the number of channels stays."),
        "practise",
        {"topic": "per_channel"},
    ),
    (
        N_("Does a 2×2 pool double the receptive field?"),
        N_("No. It adds (kernel_size − 1) · jump cells, and doubles the jump of what follows."),
        "networks",
        {},
    ),
    (
        N_("What is the default stride?"),
        N_("kernel_size, also with dilation. Convolutions have 1."),
        "learn",
        {"lesson": "stride"},
    ),
    (
        N_("In which order do nn and F take their arguments?"),
        N_("ceil_mode and return_indices change places. Write names from the third argument on."),
        "layers",
        {"show": "order"},
    ),
    (
        N_("Why do AlexNet's pools overlap, with 3 and stride 2?"),
        N_(
            "Neighbouring windows share a row or column, so a feature at their border "
            "reaches both. The paper reports slightly better results."
        ),
        "networks",
        {"net": "alexnet"},
    ),
    (
        N_("Max or average pooling?"),
        N_(
            "A max says whether a feature occurs, an average how much of it there is. Each "
            "tells apart inputs that the other confuses."
        ),
        "compare",
        {"show": "pairs"},
    ),
    (
        N_("What does dilation count from?"),
        N_("From 1: dilation=1 means no gap between taps, dilation=2 a gap of one cell."),
        "learn",
        {"lesson": "dilation"},
    ),
)


def asked() -> list[Entry]:
    """Return what learners ask, in the current language."""
    return [
        Entry("question", _(question), _(said), page, at, also=both(question))
        for question, said, page, at in _ASKED
    ]
