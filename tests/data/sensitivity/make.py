"""Reference values of designs and sensitivity indices from scipy and SALib.

Run: python3 make.py, with scipy and SALib installed; it writes the CSV files beside it.
"""

import pathlib
from importlib.metadata import version

import numpy as np
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import qmc, rankdata

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


CASES = {
    "ishigami": ({"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}, Ishigami.evaluate),
    "sobol_g": (
        {"num_vars": 8, "names": [f"x{i}" for i in range(1, 9)], "bounds": [[0.0, 1.0]] * 8},
        Sobol_G.evaluate,
    ),
}


def write(name, what, rows):
    salib, numpy = version("SALib"), version("numpy")
    lines = [f"# {what}; SALib {salib}, scipy {version('scipy')}, numpy {numpy}"] + rows
    (HERE / name).write_text("\n".join(lines) + "\n")


def numbers(values):
    return ",".join(repr(float(value)) for value in values)


def variance_indices(case, base):
    problem, function = CASES[case]
    points = sobol_sample.sample(problem, base, calc_second_order=False, seed=1)
    values = function(points)
    found = sobol_analysis.analyze(problem, values, calc_second_order=False, seed=1)
    # Rows: A, then A with one factor after another from B, then B; one line for each row of A.
    block = problem["num_vars"] + 2
    rows = ["S1," + numbers(found["S1"]), "ST," + numbers(found["ST"])]
    rows += ["S1_conf," + numbers(found["S1_conf"]), "ST_conf," + numbers(found["ST_conf"])]
    rows += ["y," + numbers(values[at : at + block]) for at in range(0, len(values), block)]
    write(f"{case}_indices.csv", "Indices and the values behind them, in blocks A, AB_1 to AB_k, B", rows)


def pair_indices(case, base):
    problem, function = CASES[case]
    points = sobol_sample.sample(problem, base, calc_second_order=True, seed=1)
    values = function(points)
    found = sobol_analysis.analyze(problem, values, calc_second_order=True, num_resamples=1000, seed=1)
    # Rows: A, A with one factor after another from B, B with one factor after another from A, B.
    above = np.triu_indices(problem["num_vars"], 1)
    block = 2 * problem["num_vars"] + 2
    rows = [f"{name}," + numbers(found[name]) for name in ("S1", "ST")]
    rows += [f"{name}," + numbers(found[name][above]) for name in ("S2", "S2_conf")]
    rows += ["y," + numbers(values[at : at + block]) for at in range(0, len(values), block)]
    write(
        f"{case}_pairs.csv",
        "Indices of pairs (1 2, 1 3, ...) and the values behind them, in blocks A, AB_1 to AB_k, BA_1 to BA_k, B",
        rows,
    )


def elementary_effects(case, walks):
    problem, function = CASES[case]
    points = morris_sample.sample(problem, walks, num_levels=4, seed=1)
    values = function(points)
    found = morris_analysis.analyze(problem, points, values, num_levels=4, seed=1)
    low = np.array(problem["bounds"])[:, 0]
    wide = np.array(problem["bounds"])[:, 1] - low
    rows = ["mu," + numbers(found["mu"]), "mu_star," + numbers(found["mu_star"])]
    rows += ["sigma," + numbers(found["sigma"])]
    rows += ["mu_star_conf," + numbers(found["mu_star_conf"])]
    for point, value in zip((points - low) / wide, values):
        rows.append("point," + numbers(point) + "," + repr(float(value)))
    write(f"{case}_effects.csv", "Effects and the walks behind them: place in the unit cube, then value", rows)


def partial_ranks(case, count):
    """Partial rank correlation by its definition: correlation of the residuals of ranks."""
    problem, function = CASES[case]
    unit = qmc.LatinHypercube(problem["num_vars"], rng=3).random(count)
    bounds = np.array(problem["bounds"])
    values = function(bounds[:, 0] + unit * (bounds[:, 1] - bounds[:, 0]))
    ranks, target = np.apply_along_axis(rankdata, 0, unit), rankdata(values)
    found = []
    for at in range(problem["num_vars"]):
        others = np.column_stack([np.ones(count), np.delete(ranks, at, axis=1)])
        rest = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (ranks[:, at], target)]
        found.append(np.corrcoef(*rest)[0, 1])
    rows = ["prcc," + numbers(found)]
    rows += ["point," + numbers(point) + "," + repr(float(value)) for point, value in zip(unit, values)]
    write(f"{case}_ranks.csv", "Partial rank correlation by residuals of ranks: place in the unit cube, then value", rows)


if __name__ == "__main__":
    sobol_points()
    variance_indices("ishigami", 256)
    variance_indices("sobol_g", 128)
    pair_indices("ishigami", 256)
    pair_indices("sobol_g", 128)
    for case in CASES:
        elementary_effects(case, 20)
        partial_ranks(case, 60)
