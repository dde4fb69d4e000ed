"""Does pooling help? Small networks trained live, with their spread, and what follows from it."""

from poolviz.ui.networks.training.comparison import trained, training_controls, training_fields
from poolviz.ui.shared.frame.frame import open_page

with open_page("training", training_fields()) as page:
    request = training_controls()
page.title()
trained(request)
