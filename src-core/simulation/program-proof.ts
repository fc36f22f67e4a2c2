import type { SimulatedTool, SimulationReport } from './simulation.ts'

/** The block after a program, coarse enough to be looked at: row after row from the lowest Y. */
export interface BlockPicture {
  readonly columns: number
  readonly rows: number
  /** Place of the first node. */
  readonly minXMm: number
  readonly minYMm: number
  readonly cellMm: number
  /** The lowest place in each cell, mm; 0 is the top. */
  readonly heightsMm: Float32Array
  /** The worst in each cell: 0 fine, 1 cut too deep, 2 stands too high. */
  readonly faults: Uint8Array
}

/** What the simulation of one program found, for looking at. */
export interface ProgramProof extends Omit<SimulationReport, 'left'> {
  readonly programId: string
  /** In the order they are put in. */
  readonly tools: readonly SimulatedTool[]
  /** Null when the program cuts nothing. */
  readonly picture: BlockPicture | null
}

/** Cells of a picture along its longer side. */
export const MOST_PICTURE_CELLS = 512

/** Puts cells together so that neither side has more than `most`: the lowest height and the worst mark stay. */
export function pictureOf(
  { map, faults }: NonNullable<SimulationReport['left']>,
  most: number = MOST_PICTURE_CELLS,
): BlockPicture {
  const { grid, heights } = map
  const step = Math.max(1, Math.ceil(Math.max(grid.columns, grid.rows) / most))
  const columns = Math.ceil(grid.columns / step)
  const rows = Math.ceil(grid.rows / step)
  const heightsMm = new Float32Array(columns * rows)
  const worst = new Uint8Array(columns * rows)
  for (let row = 0; row < grid.rows; row += 1) {
    const target = Math.floor(row / step) * columns
    for (let column = 0; column < grid.columns; column += 1) {
      const cell = row * grid.columns + column
      const at = target + Math.floor(column / step)
      const height = heights[cell] as number
      if (height < (heightsMm[at] as number)) heightsMm[at] = height
      const fault = faults[cell] as number
      // too deep is worse than too high: what is gone does not come back
      if (fault !== 0 && worst[at] !== 1) worst[at] = fault
    }
  }
  const middleMm = ((step - 1) / 2) * grid.cellMm
  return {
    columns,
    rows,
    minXMm: grid.minXMm + middleMm,
    minYMm: grid.minYMm + middleMm,
    cellMm: step * grid.cellMm,
    heightsMm,
    faults: worst,
  }
}

/** The proof of a program as the screen shows it. */
export function proofOf(
  programId: string,
  { left, ...report }: SimulationReport,
  tools: readonly SimulatedTool[],
): ProgramProof {
  return { ...report, programId, tools, picture: left === null ? null : pictureOf(left) }
}
