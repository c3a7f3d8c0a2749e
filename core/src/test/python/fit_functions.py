"""Fits the coefficients of refrain.kernel.Functions and prints them as Java literals.

Each fit is a minimax in relative error, solved as a sequence of linear programs for *corrections* to the last solution
(scaled by its error, so that the solver's own tolerance does not matter). Coefficients are then rounded to float one by one,
those of low order first, and the others fitted again, so that they take up the rounding.

    python3 fit_functions.py        needs numpy 2.4 and scipy 1.17; runs some seconds
"""

import numpy as np
from scipy.optimize import linprog


def nodes(low, high, count=1200):
    return np.sort((low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(count) + 0.5) / count))


def fit(residual, columns, start):
    """Minimises max |residual(c)|, where columns(c)[:, j] is its (approximate) derivative by coefficient j."""
    c = np.array(start, dtype=np.float64)
    free = list(range(len(c)))
    for fixed in range(len(c) + 1):
        for _ in range(12 if fixed == 0 else 4):
            c = improve(residual, columns, c, free)
        if free:
            j = free.pop(0)
            c[j] = np.float64(np.float32(c[j]))
    return c


def improve(residual, columns, c, free):
    if not free:
        return c
    r = residual(c)
    scale = min(1.0, np.max(np.abs(r)))
    a = columns(c)[:, free]
    norms = np.max(np.abs(a), axis=0)
    a = a / norms
    ones = np.ones((len(r), 1))
    bound = r / scale
    solution = linprog(
        [0] * len(free) + [1],
        np.block([[a, -ones], [-a, -ones]]),
        np.concatenate([-bound, bound]),
        bounds=[(None, None)] * len(free) + [(0, None)],
        method="highs",
    )
    if solution.x is None:
        return c
    better = c.copy()
    better[free] += solution.x[:-1] * scale / norms
    return better if np.max(np.abs(residual(better))) < np.max(np.abs(r)) else c


def powers(x, low, count):
    return np.stack([x ** (low + j) for j in range(count)], axis=1)


def fit_exp(count=5):
    """exp(r) = 1 + r + r^2 (c0 + c1 r + ...), |r| <= ln 2 / 2."""
    r = nodes(-0.3468, 0.3468)
    columns = powers(r, 2, count) / np.exp(r)[:, None]
    rest = np.expm1(r) - r
    return fit(lambda c: columns @ c - rest / np.exp(r), lambda c: columns, np.zeros(count))


def fit_log(count=8):
    """log(1 + f) = f + f^2 (-1/2 + f (c0 + c1 f + ...)), |f| <= 1/3."""
    f = nodes(-1 / 3, 1 / 3)
    truth = np.log1p(f)
    columns = powers(f, 3, count) / truth[:, None]
    rest = (truth - f + f * f / 2) / truth
    return fit(lambda c: columns @ c - rest, lambda c: columns, np.zeros(count))


def fit_tanh(p=4, q=4, end=8.0):
    """tanh(x) = x P(s) / Q(s), s = x^2, P = 1 + c0 s + ..., Q = 1 + c[p] s + ..., 0 <= x <= end."""
    x = nodes(0, end)
    s = x * x
    g = x / np.tanh(x)
    up, down = powers(s, 1, p), powers(s, 1, q)

    def residual(c):
        return (1 + up @ c[:p]) * g / (1 + down @ c[p:]) - 1

    def columns(c):
        return np.hstack([up * g[:, None], -down]) / (1 + down @ c[p:])[:, None]

    # Low orders of P and Q in turn, so that they are rounded first.
    order = [j + k * p for j in range(p) for k in (0, 1)] if p == q else list(range(p + q))
    inverse = np.argsort(order)
    c = fit(lambda o: residual(o[inverse]), lambda o: columns(o[inverse])[:, order], np.zeros(p + q))
    return c[inverse], np.max(np.abs(residual(c[inverse])))


def show(name, coefficients):
    print(name)
    for j, c in enumerate(coefficients):
        print(f"    {j}: {np.float32(c)!s:>16}f  {float(np.float32(c)).hex()}")


if __name__ == "__main__":
    np.seterr(all="ignore")
    r = nodes(-0.3466, 0.3466)
    c = fit_exp()
    show("exp", c)
    print("    error", np.max(np.abs((1 + r + powers(r, 2, len(c)) @ c) / np.exp(r) - 1)))
    f = nodes(-1 / 3, 1 / 3)
    c = fit_log()
    show("log", c)
    print("    error", np.max(np.abs((f - f * f / 2 + powers(f, 3, len(c)) @ c) / np.log1p(f) - 1)))
    c, error = fit_tanh()
    show("tanh: P then Q", c)
    print("    error", error)
