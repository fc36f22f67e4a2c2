import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { machineStrings } from '../machine.strings.ts'

/** The state in a word and a sentence; homing and a hand's procedure say what they do. */
export function stateWords(snapshot: MachineSnapshot | null): {
  readonly word: string
  readonly sentence: string
} {
  if (snapshot === null) return machineStrings.unknownState
  const { homingSeconds, procedure, jog } = snapshot.manual
  if (homingSeconds !== null) return machineStrings.homing(Math.round(homingSeconds))
  if (procedure !== null && snapshot.engineState === 'ready') {
    return { word: procedure.title, sentence: procedure.stage }
  }
  if (jog !== null) return jog.ending ? machineStrings.jogEnding : machineStrings.jogging
  return machineStrings.state[snapshot.engineState]
}

/** The spindle in words: its speed, `off`, or that nobody knows. */
export function spindleText(snapshot: MachineSnapshot, rpm: string): string {
  if (snapshot.spindleOn === null) return machineStrings.noPosition
  return snapshot.spindleOn ? machineStrings.rpm(rpm) : machineStrings.spindleOff
}

/** Alarms that leave the position in doubt: leaving one by hand wants a reason. */
const DOUBTFUL_ALARMS = [1, 3, 6, 7, 8, 9]

/** Whether leaving an alarm without homing wants a reason to be written down. */
export function wantsReason(alarmCode: number): boolean {
  return DOUBTFUL_ALARMS.includes(alarmCode)
}
