"""What the examples of the Compare page ask, by section; the answer is the lesson of each."""

from poolviz.texts import N_

SIDE = {
    "kinds": N_("Four windows: which of them can max, average and L2 not tell apart?"),
    "alexnet": N_("Both layers give as many outputs. How often can one large value be taken?"),
    "ceil": N_("Which layer takes the 5, and why does the other not?"),
    "counted": N_("The windows are the same. Where do the two outputs differ?"),
    "adaptive": N_("There are 5 rows. How many outputs does each layer make of them?"),
    "dilation": N_("How many cells does a window of each layer read, and how far does it reach?"),
    "norms": N_("Which of the norms comes closest to the maximum?"),
    "refused": N_("torch refuses one of the two layers. What becomes of the other?"),
}
PAIRS = {
    "max": N_("These windows have the same maximum. What does max not see?"),
    "mean": N_("These windows have the same average. What does the average not see?"),
    "norm": N_("These windows have the same L2. What is equal in them?"),
    "max-mean": N_("Maximum and average are equal. Which pooling still tells the windows apart?"),
    "max-norm": N_("Maximum and L2 are equal. Which pooling still tells the windows apart?"),
    "mean-norm": N_("Average and L2 are equal. Which pooling still tells the windows apart?"),
    "all": N_("All three are equal. How can the windows be different at all?"),
}
SHIFT = {
    "classic": N_("The signal moves by one. How much of the pooled signal changes?"),
    "lone": N_(
        "The 1 stands one place further along in each row. Which rows does a shift by one leave unchanged?"
    ),
    "slow": N_("How much does a slow wave change when it moves by one?"),
    "edge": N_("The edge moves by one cell. How far does the pooled edge move?"),
}
RELU = {
    "mixed": N_("Top row: pool, then ReLU. Bottom row: ReLU, then pool. Where do they differ?"),
    "negative": N_("All numbers are negative. For which pooling does the order still matter?"),
    "positive": N_("No number is negative. Does the order of pooling and ReLU matter?"),
}
