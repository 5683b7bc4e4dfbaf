"""Reference values of designs and sensitivity indices from scipy and SALib.

Run: python3 make.py, with scipy and SALib installed; it writes the CSV files beside it.
"""

import pathlib
from importlib.metadata import version

import numpy as np
from scipy.stats import qmc

HERE = pathlib.Path(__file__).parent


def sobol_points():
    dimensions = [0, 1, 2, 3, 7, 20, 57, 158, 399, 811, 1199]
    points = qmc.Sobol(d=1200, scramble=False).random(128)
    lines = [
        f"# The first 128 points of scipy.stats.qmc.Sobol(scramble=False), scipy {version('scipy')};"
        " columns are dimensions counted from 0",
        ",".join(map(str, dimensions)),
    ]
    lines += [",".join(repr(float(x)) for x in row[dimensions]) for row in points]
    (HERE / "sobol_points.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sobol_points()
