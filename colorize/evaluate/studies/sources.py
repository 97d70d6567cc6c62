"""How a model does on each source of photos: faces, scenes, food ... the worst ones first."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from colorize.data import source_of
from colorize.evaluate.protocol import Evaluation, measure
from colorize.evaluate.studies.study import MEASURED, Study, Table
from colorize.metrics import METRICS, paired_interval
from colorize.text import Text


def by_source(result: Evaluation) -> list[list]:
    """Rows: source, pictures, each metric over gray, and the 95 % interval of the rebalanced AuC over gray."""
    sources = np.array([source_of(name) for name in result.names])
    rows = []
    for source in np.unique(sources):
        chosen = sources == source
        row = [str(source), int(chosen.sum())]
        for name in MEASURED:
            own, gray = (result.records[who][name][chosen] for who in ("model", "gray"))
            pool = METRICS[name].pool
            row.append(float(pool(own.mean(0)) - pool(gray.mean(0))))
        own, gray = (result.records[who]["auc_rebalanced"][chosen] for who in ("model", "gray"))
        row += list(paired_interval("auc_rebalanced", own, gray)[1:])
        rows.append(row)
    return sorted(rows, key=lambda row: row[2 + MEASURED.index("auc_rebalanced")])


def run(data: str | Path, half: str, model: str, limit: int) -> Table:
    from colorize.evaluate.studies.study import metric_columns

    result = measure(data, model, half=half, limit=limit)
    columns = (
        Text("source", "来源"), Text("pictures", "图片数"), *metric_columns(), Text("low", "下限"), Text("high", "上限"),
    )  # fmt: skip
    note = Text(
        "Each source's photos by themselves, above the gray picture's score, the worst first; low and high bound the "
        "rebalanced AuC's 95 % interval.",
        "各来源照片分别统计，数值为超出灰图得分的部分，最差者在前；上下限为再平衡 AuC 的 95% 区间。",
    )
    return Table(note, columns, by_source(result))


STUDY = Study("sources", Text("By source of the photos", "按照片来源"), "odd", run)
