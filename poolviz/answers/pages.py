"""Every page of the app, once: menu, cards, drawings, HTTP and tests are made of these entries."""

from poolviz.answers.findings.adaptive import page as adaptive
from poolviz.answers.findings.compare import page as compare
from poolviz.answers.findings.frameworks import page as frameworks
from poolviz.answers.home import drawings
from poolviz.answers.home import page as home
from poolviz.answers.learning import practise
from poolviz.answers.networks.networks import page as networks
from poolviz.answers.page import Answered, Page
from poolviz.answers.pooling import signals, volumes, windows
from poolviz.answers.pooling.batches import page as batches
from poolviz.answers.pooling.pictures import page as pictures
from poolviz.answers.pooling.unpooling import page as unpooling
from poolviz.answers.settings.numbers import LAYER_NAMES, LINE_LAYERS, PLANE_LAYERS, VOLUME_LAYERS
from poolviz.texts import N_

# What pages are for: the headings of the menu and of the home page.
BEGIN, SEE, UNDERSTAND = N_("Begin"), N_("See"), N_("Understand")
NETWORKS, LOOK_UP = N_("In networks"), N_("Look up")
MATRIX = "x"  # the setting of every page that shows a small matrix

_ALL = (
    Page(
        "home",
        N_("Home"),
        ":material/home:",
        BEGIN,
        layers=PLANE_LAYERS,
        answers=home,
    ),
    Page(
        "learn",
        N_("Learn"),
        ":material/route:",
        BEGIN,
        N_("Twelve lessons in order: look, predict, check, go on."),
        drawings.learn,
    ),
    Page(
        "practise",
        N_("Practise"),
        ":material/quiz:",
        BEGIN,
        N_("Predict, answer, and see what went wrong: questions on everything shown here."),
        drawings.practise,
        answers=practise,
    ),
    Page(
        "ask",
        N_("Ask"),
        ":material/search:",
        BEGIN,
        N_("A word, a question or an error message: what does it mean, and what can you do about it?"),
        drawings.ask,
    ),
    Page(
        "class",
        N_("Class"),
        ":material/groups:",
        BEGIN,
        N_("Show pages to a whole class and ask about them: everyone answers on their own screen."),
        drawings.class_,
    ),
    Page(
        "windows",
        N_("Windows"),
        ":material/grid_on:",
        SEE,
        N_("Which cells does each window read, which one wins, what is divided by what?"),
        drawings.windows,
        layers=PLANE_LAYERS,
        preset={"k": "3", "ceil": "true"},
        matrix=MATRIX,
        answers=windows,
        example=windows.example,
    ),
    Page(
        "pictures",
        N_("Pictures"),
        ":material/image:",
        SEE,
        N_("What does pooling do to a photograph, and what is left in the end?"),
        drawings.pictures,
        layers=LAYER_NAMES,
        answers=pictures,
    ),
    Page(
        "signals",
        N_("Signals"),
        ":material/show_chart:",
        SEE,
        N_("The same in one dimension: a curve, and what is left of it."),
        drawings.signals,
        layers=LINE_LAYERS,
        answers=signals,
    ),
    Page(
        "volumes",
        N_("Volumes"),
        ":material/deployed_code:",
        SEE,
        N_(
            "The same in three dimensions: slices, a box that moves through them, and an index that "
            "counts depth too."
        ),
        drawings.volumes,
        layers=VOLUME_LAYERS,
        answers=volumes,
        example=volumes.example,
    ),
    Page(
        "batches",
        N_("Batches"),
        ":material/view_module:",
        SEE,
        N_("CIFAR-10 through a DataLoader, 64 pictures at a time: what goes in and what comes out?"),
        drawings.batches,
        layers=LAYER_NAMES,
        usual={"k": "2", "ceil": "false"},
        answers=batches,
    ),
    Page(
        "sizes",
        N_("Output size"),
        ":material/straighten:",
        UNDERSTAND,
        N_("Why is the output this large? Floor, ceil, and the window that is dropped."),
        drawings.sizes,
        layers=LAYER_NAMES,
        preset={"k": "3", "s": "2"},
    ),
    Page(
        "unpooling",
        N_("Unpooling"),
        ":material/undo:",
        UNDERSTAND,
        N_("Where do the values go back to, and which are lost?"),
        drawings.unpooling,
        layers=LAYER_NAMES,
        matrix=MATRIX,
        answers=unpooling,
        example=unpooling.example,
    ),
    Page(
        "adaptive",
        N_("Adaptive and global"),
        ":material/fit_screen:",
        UNDERSTAND,
        N_("Any size to one size: adaptive windows, spatial pyramids and global pooling."),
        drawings.adaptive,
        brief=N_("Adaptive"),
        matrix=MATRIX,
        answers=adaptive,
        bar=adaptive.BARRED,
    ),
    Page(
        "compare",
        N_("Compare"),
        ":material/compare:",
        UNDERSTAND,
        N_("What can max not tell apart that average can? And what if the input moves by one?"),
        drawings.compare,
        matrix=MATRIX,
        answers=compare,
        example=compare.example,
        bar=compare.BARRED,
    ),
    Page(
        "networks",
        N_("Networks"),
        ":material/account_tree:",
        NETWORKS,
        N_("Where do the pools sit in a network, and how large would it be without them?"),
        drawings.networks,
        answers=networks,
    ),
    Page(
        "training",
        N_("Does pooling help?"),
        ":material/school:",
        NETWORKS,
        N_("Four small networks learn while you watch. Is pooling better, or is it just chance?"),
        drawings.training,
        brief=N_("Training"),
    ),
    Page(
        "layers",
        N_("Layers"),
        ":material/menu_book:",
        LOOK_UP,
        N_("All twenty pooling layers of torch, each with an example that runs."),
        drawings.layers,
    ),
    Page(
        "frameworks",
        N_("Other frameworks"),
        ":material/swap_horiz:",
        LOOK_UP,
        N_("SAME, VALID and ONNX: what gives the same numbers in torch, and where nothing does."),
        drawings.frameworks,
        brief=N_("Frameworks"),
        matrix=MATRIX,
        answers=frameworks,
        example=frameworks.example,
        bar=frameworks.BARRED,
    ),
)
PAGES: dict[str, Page] = {page.key: page for page in _ALL}
# Those that an address alone answers.
ANSWERED: dict[str, Answered] = {page.key: page.answered for page in _ALL if page.answered is not None}
# Those with a stage that can be hidden and presented, and those on which something can be hidden.
STAGED = frozenset(ANSWERED) - {"batches", "practise", "learn"}
HIDING = STAGED | {"sizes"}
GROUPS = {
    heading: tuple(page.key for page in _ALL if page.group == heading)
    for heading in (BEGIN, SEE, UNDERSTAND, NETWORKS, LOOK_UP)
}
