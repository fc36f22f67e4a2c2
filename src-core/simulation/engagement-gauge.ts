/** Bins of the histogram, 10° each. */
const BINS = 18
/** Cells give an area only roughly: ways are put together until they are this long, in cells. */
const LEAST_CELLS = 5

/**
 * How far round a tool cuts, from the area it takes on its way. Taken as from a straight wall: a width ae
 * engages acos(1 − ae/R) of the tool, R its radius, 180° in a full slot.
 */
export class EngagementGauge {
  readonly lengthsMm: number[] = Array.from({ length: BINS }, () => 0)
  private readonly cellMm: number
  private lengthMm = 0
  private areaMm2 = 0

  constructor(cellMm: number) {
    this.cellMm = cellMm
  }

  /** A piece of level way and the area it took. */
  take(lengthMm: number, areaMm2: number, toolRadiusMm: number): void {
    this.lengthMm += lengthMm
    this.areaMm2 += areaMm2
    if (this.lengthMm >= LEAST_CELLS * this.cellMm) this.settle(toolRadiusMm)
  }

  /** Counts what was put together: where the level way ends. */
  settle(toolRadiusMm: number): void {
    if (this.lengthMm > 0) {
      const width = Math.min(2, this.areaMm2 / this.lengthMm / toolRadiusMm)
      const bin = Math.min(BINS - 1, Math.floor((BINS * Math.acos(1 - width)) / Math.PI))
      this.lengthsMm[bin] = (this.lengthsMm[bin] ?? 0) + this.lengthMm
    }
    this.lengthMm = 0
    this.areaMm2 = 0
  }
}
