"""What an IRI and a namespace of terms are in Python."""


class Iri(str):
    """An absolute IRI."""

    __slots__ = ()


class Vocabulary:
    """A namespace whose annotated names become IRIs below ``base``; ``BASE`` is the namespace IRI itself."""

    BASE: Iri

    def __init_subclass__(cls, base: str) -> None:
        cls.BASE = Iri(base)
        for name in cls.__annotations__:
            setattr(cls, name, Iri(base + name))
