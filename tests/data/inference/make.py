"""Reference numbers for tests/inference_references.rs, computed with published tools.

Needs numpy, scipy, statsmodels and gsdesign (PyPI), Rscript (R), and a C++ compiler with Boost and the
header `uniform_boundaries.h` of confseq 0.0.11 (PyPI, source archive), whose folder is the argument:

    python make.py path/to/confseq-0.0.11/src/confseq

Every file begins with a line that names tool and version. The runs themselves (runs.csv) are drawn
once from numpy's generator with a fixed seed and rounded, so that they read back exactly.
"""

import pathlib
import subprocess
import sys
import tempfile
from importlib.metadata import version

import gsdesign
import numpy as np
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import ttost_paired

HERE = pathlib.Path(__file__).parent
SEEDS, POINTS, REPLICATES = 24, 40, 3
ARMS = ["base", "north", "south", "east"]


def tools(*names):
    return ", ".join(f"{name} {version(name)}" for name in names)


def write(name, tool, header, rows):
    text = [f"# {tool}", ",".join(header)]
    for row in rows:
        text.append(",".join(repr(float(x)) if isinstance(x, (float, np.floating)) else str(x) for x in row))
    (HERE / name).write_text("\n".join(text) + "\n")


def r(code):
    out = subprocess.run(["Rscript", "-e", code], check=True, capture_output=True, text=True).stdout
    return [line.split(",") for line in out.split()]


R_VERSION = "R " + r('cat(as.character(getRversion()))')[0][0]

# --- The runs: block 0 has one point and many seeds, block 1 many points and three seeds each. Common
# chance makes the arms correlated; a point moves them all and each by itself.
rng = np.random.default_rng(20091122)
runs = {}
common = rng.normal(0, 8, SEEDS)
for arm in range(4):
    shift = [100, 104, 96, 103][arm]
    runs[0, arm] = np.round((shift + common + rng.gamma(2, 2, SEEDS))[None, :], 3)
point = rng.normal(0, 15, POINTS)
luck = rng.normal(0, 3, (POINTS, REPLICATES))
for arm in range(4):
    own = rng.normal([0, 3, -6, 1][arm], 4 * arm, POINTS)
    runs[1, arm] = np.round(100 + (point + own)[:, None] + luck + rng.normal(0, 2, (POINTS, REPLICATES)), 3)
rows = []
for (block, arm), values in runs.items():
    for at, row in enumerate(values):
        rows += [(block, ARMS[arm], at, seed, float(x)) for seed, x in enumerate(row)]
write("runs.csv", "drawn by " + tools("numpy"), ["block", "arm", "point", "replicate", "value"], rows)

units = {key: (v[0] if key[0] == 0 else v.mean(axis=1)) for key, v in runs.items()}

# --- Paired differences from the baseline, their intervals, and Holm's p-values in the family of three.
rows = []
for block in (0, 1):
    tests = [stats.ttest_rel(units[block, arm], units[block, 0]) for arm in (1, 2, 3)]
    holm = multipletests([t.pvalue for t in tests], method="holm")[1]
    joined = ",".join(repr(float(t.pvalue)) for t in tests)
    by_r = r(f'cat(sprintf("%.17g", p.adjust(c({joined}), "holm")), sep="\\n")')
    assert np.allclose(holm, [float(x[0]) for x in by_r], rtol=1e-13)
    for arm, test in zip((1, 2, 3), tests):
        d = units[block, arm] - units[block, 0]
        usual = test.confidence_interval(0.95)
        wide = test.confidence_interval(1 - 0.05 / 3)
        rows.append((block, ARMS[arm], d.mean(), d.std(ddof=1), usual.low, usual.high, wide.low, wide.high,
                     test.pvalue, holm[arm - 1], *np.quantile(d, [0.025, 0.5, 0.975])))
write("differences.csv", tools("numpy", "scipy", "statsmodels") + f"; Holm also by p.adjust of {R_VERSION}",
      ["block", "arm", "diff", "sd", "low", "high", "low_adj", "high_adj", "p", "p_holm", "q025", "q50", "q975"], rows)

# --- Holm by itself, with ties and ones.
lists = [[0.01, 0.04, 0.03, 0.005, 0.6, 0.04], [0.2, 0.2, 0.2], [1e-9, 0.5, 1.0, 0.04999], [0.017, 0.0169, 0.05]]
rows = []
for number, p in enumerate(lists):
    by_r = r(f'cat(sprintf("%.17g", p.adjust(c({",".join(map(repr, p))}), "holm")), sep="\\n")')
    rows += [(number, x, float(y[0])) for x, y in zip(p, by_r)]
write("holm.csv", f"p.adjust(method = \"holm\") of {R_VERSION}", ["list", "p", "p_holm"], rows)

# --- Equivalence: the p-value of two one-sided tests, which is below 2.5% where the 95% interval lies inside.
rows = []
for block in (0, 1):
    for arm in (1, 2, 3):
        for size in (1.0, 3.0, 5.0, 9.0):
            p = ttost_paired(units[block, arm], units[block, 0], -size, size)[0]
            rows.append((block, ARMS[arm], size, p))
write("equivalence.csv", "ttost_paired of " + tools("statsmodels"), ["block", "arm", "within", "p"], rows)

# --- Luck and inputs: mean squares of the analysis of variance of the differences by point.
rows = []
for arm in (1, 2, 3):
    for drop in (0, 7):
        d = runs[1, arm] - runs[1, 0]
        values = [(p, s, d[p, s]) for p in range(POINTS) for s in range(REPLICATES)]
        # Every seventh run failed.
        values = [v for at, v in enumerate(values) if not drop or at % drop]
        y = ",".join(repr(float(v[2])) for v in values)
        g = ",".join(str(v[0]) for v in values)
        between, within = (float(x[0]) for x in r(
            f'a <- summary(aov(y ~ factor(g), list(y=c({y}), g=c({g}))))[[1]]; cat(sprintf("%.17g", a[["Mean Sq"]]), sep="\\n")'))
        sizes = np.bincount([v[0] for v in values])
        n0 = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
        inputs = max(0.0, (between - within) / n0)
        rows.append((ARMS[arm], drop, within**0.5, inputs**0.5, (within / n0) / (inputs + within / n0)))
write("components.csv", f"mean squares of aov of {R_VERSION}", ["arm", "failed_every", "luck", "inputs", "luck_share"], rows)

# --- Multiple comparisons with the best: no published package has the paired form, so this is the
# definition (Hsu 1984, Edwards and Hsu 1983) written out a second time.
rows = []
for block in (0, 1):
    n = len(units[block, 0])
    t = stats.t.ppf(1 - 0.05 / 3, n - 1)
    gap = np.array([[(units[block, i] - units[block, j]).mean() for j in range(4)] for i in range(4)])
    wide = np.array([[t * (units[block, i] - units[block, j]).std(ddof=1) / n**0.5 for j in range(4)] for i in range(4)])
    others = [[j for j in range(4) if j != i] for i in range(4)]
    high = [min(gap[i][j] + wide[i][j] for j in others[i]) for i in range(4)]
    kept = [i for i in range(4) if high[i] >= 0]
    for i in range(4):
        rivals = [j for j in others[i] if j in kept]
        low = min([gap[i][j] - wide[i][j] for j in rivals] + [0.0])
        rows.append((block, ARMS[i], min(gap[i][j] for j in others[i]), low, max(high[i], 0.0), "yes" if i in kept else "no"))
write("best_set.csv", "by definition, quantiles of " + tools("scipy"), ["block", "arm", "ahead", "low", "high", "in_set"], rows)

# --- Boundaries of error spending, by the integration of gsDesign.
def boundaries(looks, error=0.05):
    share = np.array(looks) / looks[-1]
    spent = np.diff(np.r_[0, error * np.log(1 + (np.e - 1) * share)])
    found, law, grid = [], None, 80
    for k, info in enumerate(share):
        def outside(c, k=k, info=info, law=law):
            mass = 0.0
            for a, b in ((c, np.inf), (-np.inf, -c)):
                if k == 0:
                    _, _, h = gsdesign.h1(grid, 0.0, info, a, b)
                else:
                    _, _, h = gsdesign.hupdate(grid, 0.0, info, a, b, 0.0, share[k - 1], law)
                mass += sum(h)
            return mass
        c = optimize.brentq(lambda c: outside(c) - spent[k], 0.5, 8, xtol=1e-12)
        if k == 0:
            law = gsdesign.h1(grid, 0.0, info, -c, c)
        else:
            law = gsdesign.hupdate(grid, 0.0, info, -c, c, 0.0, share[k - 1], law)
        found.append(c)
    return found


rows = []
for number, looks in enumerate([[1, 2, 3, 4, 5], [20, 40, 60, 80, 100, 120, 140, 160, 180, 200], [10, 30, 50, 57], [12, 200]]):
    rows += [(number, n, z) for n, z in zip(looks, boundaries(looks))]
write("spending.csv", "integration of " + tools("gsdesign") + ", roots of " + tools("scipy"), ["list", "look", "boundary"], rows)

# --- The normal mixture, by the C++ of confseq.
program = r"""
#include "uniform_boundaries.h"
#include <cstdio>
int main() {
  for (double least : {10.0, 25.0})
    for (double n : {10.0, 25.0, 40.0, 100.0, 333.0, 1000.0})
      for (double error : {0.05, 0.05 / 3})
        std::printf("%.17g,%.17g,%.17g,%.17g\n", least, n, error,
          confseq::normal_mixture_bound(n, error, 4 * least, error, false) / std::sqrt(n));
}
"""
with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder, "mixture.cpp")
    source.write_text(program)
    binary = source.with_suffix("")
    subprocess.run(["g++", "-std=c++17", "-O1", f"-I{sys.argv[1]}", source, "-o", binary], check=True)
    out = subprocess.run([binary], check=True, capture_output=True, text=True).stdout
write("mixture.csv", "normal_mixture_bound of confseq 0.0.11", ["minimum", "n", "error", "factor"], [line.split(",") for line in out.split()])

# --- Shares with Wilson's interval.
rows = []
for count, n in [(0, 40), (3, 40), (20, 40), (39, 40), (40, 40), (117, 200)]:
    rows.append((count, n, *proportion_confint(count, n, method="wilson")))
write("wilson.csv", "proportion_confint of " + tools("statsmodels"), ["count", "n", "low", "high"], rows)
