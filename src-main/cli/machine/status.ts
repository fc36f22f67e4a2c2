import type { Point3 } from '#core/geometry/point.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { WORK_SYSTEMS } from '#core/grbl/manual/axes.ts'
import { writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { textTable } from '../table.ts'
import { machineCommand, type MachineDesk } from './machine-command.ts'
import { placeKnown } from './wait-for.ts'

const PIN_NAMES: Readonly<Record<string, string>> = {
  X: 'X limit switch',
  Y: 'Y limit switch',
  Z: 'Z limit switch',
  P: 'probe',
  D: 'door',
  H: 'hold button',
  R: 'reset button',
  S: 'start button',
}

function placeText(point: Point3 | null): readonly string[] {
  if (point === null) return ['not known', '', '']
  return [point.xMm, point.yMm, point.zMm].map((value) => value.toFixed(3).padStart(9))
}

function yesNo(value: boolean | null): string {
  return value === null ? 'not known' : value ? 'yes' : 'no'
}

function controllerRows(snapshot: MachineSnapshot): readonly (readonly string[])[] {
  const { firmware, receiveBuffer, manual, portUri } = snapshot
  const { facts } = manual
  const sizes =
    facts === null
      ? 'not known'
      : `${String(facts.plannerBlocks)} moves ahead, ${String(facts.receiveBytes)} bytes received ahead, lines of ${String(facts.lineCharacters)}`
  return [
    ['Port', portUri ?? 'none'],
    ['Firmware', firmware === null ? 'not known' : `${firmware.name} ${firmware.version}`],
    ['Buffers', sizes],
    [
      'In use',
      `${String(receiveBuffer.inFlightBytes)} of ${String(receiveBuffer.budgetBytes)} bytes, ${String(receiveBuffer.highWaterBytes)} at most`,
    ],
  ]
}

function stateRows(snapshot: MachineSnapshot): readonly (readonly string[])[] {
  const { engineState, controllerState, alarm, fault, overridesPercent, manual } = snapshot
  const pins = Array.from(snapshot.activePins, (letter) => PIN_NAMES[letter] ?? letter)
  const rates =
    overridesPercent === null
      ? 'not told yet'
      : `feed ${String(overridesPercent.feed)} %, rapids ${String(overridesPercent.rapid)} %, spindle ${String(overridesPercent.spindle)} %`
  return [
    ['State', `${controllerState ?? 'not known'} (${engineState})`],
    ...(alarm === null
      ? []
      : [
          ['Alarm', `${String(alarm.code)}: ${alarm.meaning}`],
          ['Do now', alarm.remedy],
        ]),
    ...(fault === null
      ? []
      : [
          ['Fault', fault.sentence],
          ['Do now', fault.remedy],
        ]),
    ['Homed', yesNo(manual.homed)],
    ['Soft limits', yesNo(manual.softLimits)],
    ['Spindle', snapshot.spindleOn === true ? `on, ${String(snapshot.spindleRpm)} rpm` : 'off'],
    ['Overrides', rates],
    ['Inputs', pins.length === 0 ? 'none active' : pins.join(', ')],
  ]
}

/** The offsets as rows: the active system is marked. */
export function offsetRows({ manual }: MachineSnapshot): readonly (readonly string[])[] {
  const { offsets, modal } = manual
  if (offsets === null) return []
  const { systems, g28, g30, g92, toolLengthOffsetMm } = offsets
  return [
    ...WORK_SYSTEMS.map((system) => [
      `${system}${modal?.system === system ? ' *' : ''}`,
      ...placeText(systems[system]),
    ]),
    ['G28', ...placeText(g28)],
    ['G30', ...placeText(g30)],
    ['G92', ...placeText(g92)],
    ['Tool length', '', '', toolLengthOffsetMm.toFixed(3).padStart(9)],
  ]
}

/** What the machine says of itself, for a program: one document with all of it. */
export function statusDocument(snapshot: MachineSnapshot): object {
  const { link: _link, job: _job, manual, ...facts } = snapshot
  const { facts: controller, homed, homingEnabled, softLimits, travel, modal, offsets } = manual
  return { ...facts, controller, homed, homingEnabled, softLimits, travel, modal, offsets }
}

function statusText(snapshot: MachineSnapshot): string {
  const { machinePosition, workPosition, manual } = snapshot
  const places = [
    ['mm', ...['X', 'Y', 'Z'].map((name) => name.padStart(9))],
    [`Work ${manual.modal?.system ?? ''}`.trim(), ...placeText(workPosition)],
    ['Machine', ...placeText(machinePosition)],
    ...offsetRows(snapshot),
  ]
  return [textTable([...stateRows(snapshot), ...controllerRows(snapshot)]), textTable(places)].join(
    '\n\n',
  )
}

/** Tells the machine as it stands; exit 5 when it is locked or lost. */
export async function tellStatus({ context, machine }: MachineDesk): Promise<ExitCode> {
  await placeKnown(machine)
  const snapshot = machine.snapshot()
  if (context.json) writeJson(context, 'rmos.machine-status', statusDocument(snapshot))
  else context.writeResult(statusText(snapshot))
  const { engineState } = snapshot
  return engineState === 'alarm' || engineState === 'fault' ? EXIT.machineFault : EXIT.done
}

/** `machine status`: everything the controller tells of itself; moves nothing and resets nothing. */
export const machineStatus = machineCommand({
  name: 'machine status',
  summary: 'state, positions, offsets, inputs and buffers of a controller',
  usage:
    'Usage: rmos machine status --port URI\nPorts: serial:/dev/ttyUSB0?baud=115200, serial:COM3, tcp://host:port, virtual: (rehearsal)\nConnects without resetting the controller; moves nothing. The active work system is marked with *.\nExit 5 when the machine is locked by an alarm or lost.\nExample: rmos machine status --port serial:/dev/ttyUSB0',
  plan: ({ words }) => {
    if (words[0] !== undefined) return `"${words[0]}" is one word too many`
    return { reach: 'read', work: tellStatus }
  },
})
