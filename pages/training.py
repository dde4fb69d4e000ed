"""Does pooling help? Small networks trained live, with their spread, and what follows from it."""

from poolviz.answers.networks.training import answer, fields
from poolviz.ui.networks.training.comparison import comparison
from poolviz.ui.networks.training.controls import training_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.viewer import chosen_device

with open_page("training", fields()) as page:
    asked = answer(page.values, chosen_device())
    training_controls(asked)
page.title()
comparison(asked)
