import { interpretProgram } from '../gcode/interpret.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { type CutRegion, simulateProgram, type SimulationReport } from './simulate-program.ts'

/** A tool as the simulation knows it. */
export interface SimulatedTool {
  readonly diameterMm: number
  readonly fluteLengthMm: number | null
}

/** Cells of the stock, mm. */
export const SIMULATION_CELL_MM = 0.1

/** Reads a posted text again and cuts a block with it (see `simulateProgram`). */
export function simulatePosted(
  text: string,
  tool: SimulatedTool,
  regions: readonly CutRegion[],
): SimulationReport {
  const { events } = interpretProgram(blocksOf(text))
  return simulateProgram(events, {
    toolRadiusMm: tool.diameterMm / 2,
    fluteLengthMm: tool.fluteLengthMm,
    cellMm: SIMULATION_CELL_MM,
    regions,
  })
}
