import { interpretProgram } from '../gcode/interpret.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { simulateProgram } from './simulate-program.ts'
import type { SimulationReport, SimulationSetup } from './simulation.ts'

/** Cells of the stock, mm. */
export const SIMULATION_CELL_MM = 0.1

/** Reads a posted text again and cuts a block with it (see `simulateProgram`). */
export function simulatePosted(
  text: string,
  setup: Omit<SimulationSetup, 'cellMm'>,
): SimulationReport {
  const { events } = interpretProgram(blocksOf(text))
  return simulateProgram(events, { ...setup, cellMm: SIMULATION_CELL_MM })
}
