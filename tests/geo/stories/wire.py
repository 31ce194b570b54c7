"""Wire stories made up from a seed, and what newspapers do to them."""

from __future__ import annotations

import random

CONSONANTS = [*"bdfgklmnprstvz", "ch", "st", "tr"]
SYLLABLES = [consonant + vowel for consonant in CONSONANTS for vowel in "aeiou"]


class Wire:
    """Texts without repetition: words follow Zipf's law, sentences are all different."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = [
            "".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4)))
            for _ in range(4000)
        ]
        self.weights = [1 / rank for rank in range(1, 4001)]

    def sentence(self) -> str:
        words = self.random.choices(self.words, self.weights, k=self.random.randint(9, 28))
        return " ".join(words).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(1, 3)))

    def story(self, paragraphs: int = 12) -> list[str]:
        return [self.paragraph() for _ in range(paragraphs)]

    def cut(self, story: list[str], share: float) -> list[str]:
        """The first paragraphs, as a paper with little space prints them."""
        return story[: max(1, round(share * len(story)))]

    def edited(self, story: list[str], share: float) -> list[str]:
        """Some words replaced."""
        return [
            " ".join(
                self.random.choice(self.words) if self.random.random() < share else word
                for word in paragraph.split(" ")
            )
            for paragraph in story
        ]

    def shuffled(self, story: list[str]) -> list[str]:
        return self.random.sample(story, len(story))

    def extended(self, story: list[str], paragraphs: int) -> list[str]:
        """With a local angle of its own between the wire's paragraphs."""
        story = list(story)
        for _ in range(paragraphs):
            story.insert(self.random.randint(1, len(story)), self.paragraph())
        return story

    def quoting(self, story: list[str], share: float) -> list[str]:
        """Another story that quotes so much of this one: not the same."""
        quoted = round(share * len(story))
        return self.random.sample(story, quoted) + self.story(len(story) - quoted)
