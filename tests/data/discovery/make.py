"""Reference numbers for scenario discovery, robustness and Pareto fronts.

Needs: ema_workbench 2.5.3, scikit-learn 1.5.0, scipy, statsmodels, numpy, pandas.
Run in this folder: python make.py
With names it reads cases_NAME.csv and makes prim_NAME.csv and limits_NAME.csv from these alone, in the
folder it is called in, for tests/discovery_live.rs.

Writes robustness.csv (relative regret and satisficing of the small study of the tests of `analysis`,
by the definitions of Rhodium 1.4.0: regret from the best, domain criterion), cases_*.csv (inputs that fit into single precision, mark of interest) and, for each,
prim_*.csv (trajectory of the EMA Workbench), limits_*.csv (limits and quasi-p of every box on it),
halves_*.csv (halves and what they find again), tree_*.csv (nodes of scikit-learn's tree) and
pruning_*.csv (its path of pruning).
"""

import csv
import sys

import ema_workbench
import numpy as np
import pandas as pd
import sklearn
from ema_workbench.analysis import prim
from scipy import stats
from sklearn.tree import DecisionTreeClassifier


def scattered(count, columns, salt):
    """Multiples of 1/4096 without ties in a column: a different shuffle of a grid in each."""
    out = np.empty((count, columns))
    for column in range(columns):
        keys = [((i + 1) * 2654435761 + (column + salt) * 40503 * (i + 7) ** 2) % 1000003 for i in range(count)]
        order = np.argsort(np.array(keys) + np.arange(count) * 1e-9)
        rank = np.empty(count)
        rank[order] = np.arange(count)
        out[:, column] = np.floor((rank + 0.5) / count * 4096) / 4096
    return out


def noise(count, salt):
    """Numbers on (0, 1) that look scattered."""
    return np.array([((i * i * 7919 + i * 104729 + salt * 1299709) % 15485863) / 15485863 for i in range(1, count + 1)])


def box_of_two():
    x = scattered(120, 6, 0)
    y = (x[:, 1] > 0.45) & (x[:, 3] < 0.6)
    flip = noise(120, 3) < 0.08
    return x, np.where(flip, ~y, y)


def many_inputs():
    x = scattered(100, 40, 11)
    y = (x[:, 7] < 0.4) | (noise(100, 5) < 0.15)
    return x, y


def ties():
    x = np.floor(scattered(150, 4, 23) * 5) / 4
    x[:, 3] = scattered(150, 4, 23)[:, 3]
    y = (x[:, 0] >= 0.5) & (x[:, 3] > 0.3)
    flip = noise(150, 9) < 0.1
    return x, np.where(flip, ~y, y)


def write(name, head, rows):
    with open(name, "w", newline="") as out:
        out.write(f"# make.py: ema_workbench {ema_workbench.__version__}, scikit-learn {sklearn.__version__}, "
                  f"numpy {np.__version__}, pandas {pd.__version__}\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def cases(name, x, y):
    names = [f"x{i}" for i in range(x.shape[1])]
    write(f"cases_{name}.csv", names + ["interest"],
          [[repr(float(v)) for v in row] + [int(mark)] for row, mark in zip(x, y)])


def with_prim(name, x, y):
    frame = pd.DataFrame(x, columns=[f"x{i}" for i in range(x.shape[1])])
    found = prim.Prim(frame, y.astype(int), threshold=0.1)
    box = found.find_box()
    t = box.peeling_trajectory
    write(f"prim_{name}.csv", ["box", "coverage", "density", "mass", "limited", "cases", "hits"],
          [[i, repr(float(t.coverage[i])), repr(float(t.density[i])), repr(float(t.mass[i])),
            int(t.res_dim[i]), int(t.n[i]), int(t.k[i])] for i in range(len(t))])
    rows = []
    for i, limits in enumerate(box.box_lims):
        for column in frame.columns:
            low, high = limits[column].values
            first, last = found.box_init[column].values
            if low != first or high != last:
                lower, upper = box.qp[i][column]
                rows.append([i, column[1:], repr(float(low)), repr(float(high)),
                             "" if lower == -1 else repr(float(lower)),
                             "" if upper == -1 else repr(float(upper))])
    write(f"limits_{name}.csv", ["box", "input", "low", "high", "quasi_p_low", "quasi_p_high"], rows)
    return box


def with_halves(name, x, y, box):
    """The count of the Workbench's `resample`, on halves that are written down, for box 6."""
    at = 6
    coverage, density = box.peeling_trajectory.coverage[at], box.peeling_trajectory.density[at]
    rows, halves = {f"x{i}": [0, 0] for i in range(x.shape[1])}, []
    for half in range(10):
        keys = noise(len(y), 100 + half)
        kept = np.sort(np.argsort(keys)[: len(y) // 2])
        halves.append(kept)
        frame = pd.DataFrame(x[kept], columns=list(rows))
        found = prim.Prim(frame, y[kept].astype(int), threshold=0.1).find_box()
        t = found.peeling_trajectory
        for which, wish, column in [(0, coverage, t.coverage), (1, density, t.density)]:
            for key in found.qp[(column - wish).abs().idxmin()]:
                rows[key][which] += 1
    write(f"halves_{name}.csv", ["half", "case"], [[h, int(i)] for h, kept in enumerate(halves) for i in kept])
    write(f"reproduced_{name}.csv", ["input", "by_coverage", "by_density"],
          [[key[1:], a / 10, b / 10] for key, (a, b) in rows.items()])


def with_tree(name, x, y):
    tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=max(5, -(-len(y) // 20)), random_state=0).fit(x, y)
    t = tree.tree_
    rows = []
    for node in range(t.node_count):
        n = int(t.n_node_samples[node])
        hits = int(round(float(t.value[node][0][1] * (n if t.value[node][0].sum() <= 1.000001 else 1))))
        leaf = t.children_left[node] == -1
        rows.append([node, n, hits, "" if leaf else int(t.feature[node]),
                     "" if leaf else repr(float(t.threshold[node])),
                     "" if leaf else int(t.children_left[node]), "" if leaf else int(t.children_right[node])])
    write(f"tree_{name}.csv", ["node", "cases", "hits", "input", "at", "left", "right"], rows)
    path = tree.cost_complexity_pruning_path(x, y)
    write(f"pruning_{name}.csv", ["alpha", "impurity"],
          [[repr(float(a)), repr(float(i))] for a, i in zip(path.ccp_alphas, path.impurities)])


def small_study(outcome):
    """Means over two seeds of the small study, by point and arm."""
    out = np.empty((12, 3))
    for point in range(1, 13):
        for arm in range(3):
            values = []
            for seed in range(2):
                mixed = 37 * arm + 101 * point + 53 * seed + 71 * outcome + 11 * arm * point + 1
                values.append(((31 * mixed * mixed + mixed) % 1009) / 8)
            out[point - 1, arm] = np.mean(values)
    return out


def robustness():
    saving, cost = small_study(0), small_study(1)
    best = saving.max(axis=1, keepdims=True)
    regret = (best - saving) / np.abs(best)
    rows = []
    for arm in range(3):
        enough, cheap = saving[:, arm] >= 60, cost[:, arm] <= 70
        rows.append([arm, repr(float(regret[:, arm].mean())), repr(float(np.quantile(regret[:, arm], 0.9))),
                     repr(float(regret[:, arm].max())), repr(float(enough.mean())), repr(float(cheap.mean())),
                     repr(float((enough & cheap).mean()))])
    write("robustness.csv", ["arm", "regret_mean", "regret_q90", "regret_max", "enough", "cheap", "both"], rows)
    # For `means_and_intervals_agree_with_scipy` in src/analysis/pareto.rs.
    t = stats.t.ppf(1 - 0.05 / 6 / 2, 11)
    rows = []
    for arm in range(3):
        for outcome in (saving, cost):
            mean, error = outcome[:, arm].mean(), outcome[:, arm].std(ddof=1) / np.sqrt(12)
            rows.append([arm, repr(float(mean)), repr(float(mean - t * error)), repr(float(mean + t * error))])
    write("front.csv", ["arm", "mean", "low", "high"], rows)


def live(names):
    """The Workbench on cases from files: one call for all, for most of its time goes into imports."""
    for name in names:
        frame = pd.read_csv(f"cases_{name}.csv", comment="#")
        x = frame.drop(columns="interest").to_numpy(dtype=float)
        with_prim(name, x, frame["interest"].to_numpy().astype(bool))


def main():
    if len(sys.argv) > 1:
        return live(sys.argv[1:])
    robustness()
    for name, (x, y) in {"box_of_two": box_of_two(), "many_inputs": many_inputs(), "ties": ties()}.items():
        cases(name, x, y)
        box = with_prim(name, x, y)
        with_halves(name, x, y, box)
        if name != "ties":
            with_tree(name, x, y)


if __name__ == "__main__":
    sys.exit(main())
