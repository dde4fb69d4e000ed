"""Every topic, in the order in which they are learned."""

from poolviz.questions.topics.sizes import output_size
from poolviz.questions.topics.windows import flat_index

ALL = (
    output_size.TOPIC,
    flat_index.TOPIC,
)
