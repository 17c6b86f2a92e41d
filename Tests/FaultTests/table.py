"""The table at the end, and below it what did not hold."""

HEADINGS = ("fault", "times", "events in", "accounted for", "trips expected", "trips seen", "duplicates", "recovery", "holds")


def text(rows):
    lines = [HEADINGS] + [_cells(row) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    drawn = ["  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(line, widths)))
             for line in lines]
    said = [f"{row.fault}: {sentence}" for row in rows for sentence in row.notes + row.problems]
    return "\n".join(drawn + said)


def _cells(row):
    return (row.fault, str(row.times), str(row.events_in), str(row.accounted), str(row.trips_expected), str(row.trips_seen),
            str(row.duplicates), _recovery(row.recoveries), "no" if row.problems else "yes")


def _recovery(seconds):
    """The median and the longest."""
    if not seconds:
        return "-"
    ordered = sorted(seconds)
    return f"{ordered[len(ordered) // 2]:.1f} s, at most {ordered[-1]:.1f} s"
