"""Scripts and languages: what they are, how to romanise them, and the key on which all spellings of a name meet."""

from conversions.alphabets.detection import language_of, script_of
from conversions.alphabets.folding import fold

__all__ = ["fold", "language_of", "script_of"]
