"""Handwritten digits: MNIST, a drawing made like its digits, and the few test digits that are shipped."""

from colorize.digits.drawing import as_mnist
from colorize.digits.kept import Kept, kept
from colorize.digits.mnist import Mnist, is_mnist, load_mnist

__all__ = ["Kept", "Mnist", "as_mnist", "is_mnist", "kept", "load_mnist"]
