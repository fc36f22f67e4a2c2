import type { Command } from '../command.ts'
import { machineConsole } from './console.ts'
import { machineMacro } from './macros.ts'
import { machineMaintenance } from './maintenance.ts'
import { machineGoTo, machineHome, machineJog, machineStop, machineUnlock } from './moves.ts'
import { machineOffsets } from './offsets.ts'
import { machineProbe } from './probe.ts'
import { machineSettings } from './settings.ts'
import { machineStatus } from './status.ts'

/** The machine room without a window, in the order `--help` lists it. */
export const MACHINE_COMMANDS: readonly Command[] = [
  machineStatus,
  machineHome,
  machineUnlock,
  machineStop,
  machineJog,
  machineGoTo,
  machineOffsets,
  machineProbe,
  machineSettings,
  machineMacro,
  machineConsole,
  machineMaintenance,
]
