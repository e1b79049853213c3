#!/usr/bin/env python3
"""Compares our metrics with scikit-learn and statsmodels on the same arrays.

    python3 check_metrics.py metrics.json

metrics.json is written by dev.blindspot.train.evaluate.metrics.MetricsDump in the test tree. Needs Debian's
python3-sklearn and python3-statsmodels. Ends with 1 when something differs.
"""
import json
import sys

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn import metrics
from sklearn.calibration import calibration_curve
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

TOLERANCE = 1e-9


def peers(case):
    labels = np.array(case["labels"])
    arm = np.array(case["arm"])
    reference = np.array(case["reference"])
    classes = arm.shape[1]
    called = arm.argmax(axis=1)
    average = "binary" if classes == 2 else "macro"
    right = called == labels
    right_reference = reference.argmax(axis=1) == labels
    yield "accuracy", metrics.accuracy_score(labels, called), TOLERANCE
    yield "balanced_accuracy", metrics.balanced_accuracy_score(labels, called), TOLERANCE
    yield "precision", metrics.precision_score(labels, called, average=average), TOLERANCE
    yield "recall", metrics.recall_score(labels, called, average=average), TOLERANCE
    yield "f1", metrics.f1_score(labels, called, average=average), TOLERANCE
    if classes == 2:
        yield "auroc", metrics.roc_auc_score(labels, arm[:, 1]), TOLERANCE
        yield "brier", metrics.brier_score_loss(labels, arm[:, 1]), TOLERANCE
    else:
        yield "auroc", metrics.roc_auc_score(labels, arm, multi_class="ovr"), TOLERANCE
    yield "log_loss", metrics.log_loss(labels, arm), TOLERANCE
    yield "wilson", proportion_confint(right.sum(), len(right), method="wilson"), TOLERANCE

    confidence = arm.max(axis=1)
    accuracy, mean = calibration_curve(right, confidence, n_bins=15, strategy="uniform")
    bins = np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence)  # as calibration_curve does
    counts = np.bincount(bins, minlength=15)
    gaps = np.abs(accuracy - mean)
    yield "ece", np.sum(gaps * counts[counts > 0]) / len(right), TOLERANCE
    yield "mce", gaps.max(), TOLERANCE

    def loss(log_temperature):
        scaled = np.log(arm) / np.exp(log_temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        scaled -= np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return -scaled[np.arange(len(labels)), labels].mean()

    best = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded",
                           options={"xatol": 1e-10})
    yield "temperature", np.exp(best.x), 1e-4

    table = [[np.sum(right & right_reference), np.sum(right & ~right_reference)],
             [np.sum(~right & right_reference), np.sum(~right & ~right_reference)]]
    ours = case["ours"]["mcnemar"]
    # of a tie statsmodels makes (0 - 1)^2 / (b + c); like R we do not correct beyond zero
    tie = table[1][0] == table[0][1]
    yield "mcnemar", {
        "onlyReference": int(table[1][0]), "onlyArm": int(table[0][1]), "exact": ours["exact"],
        "p": 1 if tie else mcnemar(table, exact=ours["exact"], correction=True).pvalue}, TOLERANCE
    yield "holm", multipletests(case["p"], method="holm")[1], TOLERANCE


def close(ours, theirs, tolerance):
    if isinstance(ours, dict):
        return all(close(ours[key], theirs[key], tolerance) for key in theirs)
    return np.allclose(np.asarray(ours, float), np.asarray(theirs, float), rtol=tolerance, atol=tolerance)


def main():
    checked, wrong = 0, 0
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    for number, case in enumerate(cases):
        for name, theirs, tolerance in peers(case):
            checked += 1
            if not close(case["ours"][name], theirs, tolerance):
                wrong += 1
                print(f"case {number}, {name}: ours {case['ours'][name]}, theirs {theirs}")
    print(f"{checked} figures of {len(cases)} cases compared, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
