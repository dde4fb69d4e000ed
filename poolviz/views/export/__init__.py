"""What a learner takes away from a stage: figures, the sweep as GIF, numbers, a page that works from disk."""
