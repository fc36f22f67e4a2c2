/** A batch of equal slices or strips off one piece of stock, sawn one after another. */
export interface SliceBatch {
  readonly count: number
  readonly thicknessMm: number
  readonly kerfMm: number
  /** Squared off both ends together, mm: half of it before the first slice. */
  readonly trimMm: number
}

/** Where the stop stands for one cut; distances along the stock. */
export interface StopRow {
  /** From 1. */
  readonly cut: number
  /** From the squared end to the near face of the blade, mm: where a running stop is set. */
  readonly stopMm: number
  /** Middle of the kerf, mm: where a blade on a slide stands. */
  readonly bladeMm: number
  /** Stock left behind the blade after the cut, mm. */
  readonly leftMm: number
}

/** The cuts of a batch, with the sum that has to close. */
export interface StopTable {
  /** L = N·t + (N − 1)·k + trim. */
  readonly lengthMm: number
  readonly rows: readonly StopRow[]
  /** Slices, kerfs and what is left, added up again from the rows: the length, or the table is wrong. */
  readonly sumMm: number
  /** Slices and every kerf need no more than the stock has. */
  readonly fits: boolean
}

/**
 * The stops of a batch, cumulative from the squared end: cut i frees slice i, so its near face stands at
 * i·t + (i − 1)·k. The last cut frees the last slice from what the trim leaves; its kerf comes out of the
 * trim, and where the trim is thinner than that the last slice is the remnant itself and needs no cut.
 */
export function stopTable({ count, thicknessMm, kerfMm, trimMm }: SliceBatch): StopTable {
  const lengthMm = count * thicknessMm + Math.max(0, count - 1) * kerfMm + trimMm
  const squaredMm = trimMm / 2
  const usableMm = lengthMm - squaredMm
  const cuts = usableMm - (count * thicknessMm + count * kerfMm) >= -1e-9 ? count : count - 1
  const rows = Array.from({ length: cuts }, (_, index): StopRow => {
    const cut = index + 1
    const stopMm = cut * thicknessMm + index * kerfMm
    return { cut, stopMm, bladeMm: stopMm + kerfMm / 2, leftMm: usableMm - stopMm - kerfMm }
  })
  const last = rows.at(-1)
  const slicesMm = cuts * thicknessMm + cuts * kerfMm
  return {
    lengthMm,
    rows,
    sumMm: squaredMm + slicesMm + (last?.leftMm ?? usableMm),
    fits: last === undefined || last.leftMm >= (cuts === count ? -1e-9 : thicknessMm - 1e-9),
  }
}
