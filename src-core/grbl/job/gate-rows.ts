import type { MachineSnapshot } from '../machine-snapshot.ts'
import type { AxisRange, ProgramFacts } from './program-facts.ts'
import type { GateFacts, GateRow } from './start-gate.ts'

/** What the gate looks at. */
export interface GateInput {
  readonly programId: string
  readonly snapshot: MachineSnapshot
  readonly facts: ProgramFacts
  readonly stops: GateFacts['stops']
  /** Why the stage of this program waits; null when it does not. */
  readonly stageLock: string | null
  /** Minutes since zero was set in this session; null when it was not. */
  readonly zeroAgeMinutes: number | null
  readonly toolName: string
}

type Code = GateRow['code']

const ok = (code: Code, sentence: string): GateRow => ({
  code,
  verdict: 'ok',
  sentence,
  remedy: '',
})
const warn = (code: Code, sentence: string, remedy: string): GateRow => ({
  code,
  verdict: 'warn',
  sentence,
  remedy,
})
const blocked = (code: Code, sentence: string, remedy: string): GateRow => ({
  code,
  verdict: 'blocked',
  sentence,
  remedy,
})

const AXES = ['X', 'Y', 'Z'] as const
/** An hour: by then clamps have been moved and temperatures have changed. */
const OLD_ZERO_MINUTES = 60

/** The box in machine coordinates; null while the work offset is not known. */
export function machineBounds(input: GateInput): readonly [AxisRange, AxisRange, AxisRange] | null {
  const offset = offsetOf(input)
  if (offset === null) return null
  const shift = (range: AxisRange, by: number): AxisRange =>
    range === null ? null : [range[0] + by, range[1] + by]
  const [x, y, z] = input.facts.boundsMm
  return [shift(x, offset.xMm), shift(y, offset.yMm), shift(z, offset.zMm)]
}

/** Machine minus work position, as the last reports tell it. */
function offsetOf({ snapshot }: GateInput) {
  const { machinePosition: machine, workPosition: work } = snapshot
  if (machine === null || work === null) return null
  return {
    xMm: machine.xMm - work.xMm,
    yMm: machine.yMm - work.yMm,
    zMm: machine.zMm - work.zMm,
  }
}

/** Every row of the gate, in the order a person would check it. */
export function gateRows(input: GateInput): readonly GateRow[] {
  return [
    connectionRow(input),
    stateRow(input),
    stageRow(input),
    pinsRow(input),
    doorRow(input),
    homedRow(input),
    travelRow(input),
    unitsRow(input),
    spindleRow(input),
    laserRow(input),
    overridesRow(input),
    zeroRow(input),
    toolRow(input),
  ]
}

function connectionRow({ snapshot }: GateInput): GateRow {
  const { portUri, link } = snapshot
  if (portUri === null) {
    return blocked('connection', 'No controller is connected.', 'Connect to the machine first.')
  }
  if (link.grade === 'bad') {
    const sentence = `The line to the controller is bad: ${String(link.garbledLines)} damaged lines, ${String(link.missedReports)} missing reports.`
    return warn('connection', sentence, 'Check cable and earthing before you cut.')
  }
  return ok('connection', `Connected to ${portUri}.`)
}

function stateRow({ snapshot }: GateInput): GateRow {
  const { engineState, controllerState } = snapshot
  const said = controllerState ?? 'nothing'
  if (engineState === 'ready' && controllerState === 'Idle') {
    return ok('state', 'The machine stands idle.')
  }
  return blocked('state', `The machine is not idle: it says ${said}.`, 'Wait, or clear it first.')
}

function stageRow({ programId, stageLock }: GateInput): GateRow {
  return stageLock === null
    ? ok('stage', 'The hand work before this stage is done.')
    : blocked('stage', `${programId} is locked.`, stageLock)
}

function pinsRow({ snapshot }: GateInput): GateRow {
  const limits = snapshot.activePins.replace(/[^XYZABC]/g, '')
  if (limits !== '') {
    return blocked('pins', `A limit switch is pressed: ${limits}.`, 'Move the machine off it.')
  }
  if (snapshot.activePins.includes('P')) {
    return blocked('pins', 'The probe is touching.', 'Take the probe and its clip away.')
  }
  return ok('pins', 'No limit switch and no probe is active.')
}

function doorRow({ snapshot }: GateInput): GateRow {
  const isOpen =
    snapshot.activePins.includes('D') || snapshot.controllerState?.startsWith('Door') === true
  return isOpen
    ? blocked('door', 'The door is open.', 'Close it.')
    : ok('door', 'The door is closed or there is none.')
}

function homedRow({ snapshot }: GateInput): GateRow {
  const { homed, homingEnabled } = snapshot.manual
  if (homed) return ok('homed', 'The machine was homed and has not been reset since.')
  if (homingEnabled === true) {
    return blocked('homed', 'The machine has not been homed.', 'Home it, then set zero again.')
  }
  return snapshot.positionSuspect
    ? warn(
        'homed',
        'The controller restarted and the machine has no homing: zero may not be where it was.',
        'Touch off again if in doubt.',
      )
    : ok('homed', 'The machine has no homing.')
}

/** Room that must be left to the ends of travel, mm. */
const TRAVEL_MARGIN_MM = 0.001

function travelRow(input: GateInput): GateRow {
  const { travel, homed } = input.snapshot.manual
  const bounds = machineBounds(input)
  if (!homed || travel === null || bounds === null) {
    const sentence = 'Whether the program stays within the travel cannot be told.'
    return warn('travel', sentence, 'Trace the outline first, or home the machine.')
  }
  const { min, max } = travel
  const limits = [
    [min.xMm, max.xMm],
    [min.yMm, max.yMm],
    [min.zMm, max.zMm],
  ] as const
  for (const axis of [0, 1, 2] as const) {
    const range = bounds[axis]
    if (range === null) continue
    const [low, high] = limits[axis]
    const isInside = range[0] >= low - TRAVEL_MARGIN_MM && range[1] <= high + TRAVEL_MARGIN_MM
    if (isInside) continue
    const span = (from: number, to: number) => `${from.toFixed(1)} to ${to.toFixed(1)}`
    const sentence = `${AXES[axis]} would go from machine ${span(range[0], range[1])} mm; the travel is ${span(low, high)} mm.`
    return blocked('travel', sentence, 'Move zero or the work.')
  }
  return input.facts.leavesWorkFrame
    ? warn(
        'travel',
        'The program also moves in machine coordinates or in another work zero, which is not checked.',
        'Look at those moves.',
      )
    : ok('travel', 'The whole program lies within the travel.')
}

function unitsRow({ facts, snapshot }: GateInput): GateRow {
  if (facts.statesUnits && facts.statesDistance) {
    return ok('units', 'The program states its units and distances.')
  }
  const { modal } = snapshot.manual
  const missing = [
    facts.statesUnits ? '' : 'G20 or G21',
    facts.statesDistance ? '' : 'G90 or G91',
  ].filter((word) => word !== '')
  const isDefault = modal === null || (modal.units === 'G21' && modal.distance === 'G90')
  const now = modal === null ? 'what the controller has' : `${modal.units} ${modal.distance}`
  const sentence = `The program does not state ${missing.join(' and ')}: ${now} would apply.`
  return isDefault
    ? warn('units', sentence, 'Make sure that it is meant in millimetres and absolute.')
    : blocked('units', sentence, 'Add the words at its top.')
}

function spindleRow({ facts, snapshot }: GateInput): GateRow {
  const { limits } = snapshot
  const speed = facts.speedRpm
  if (facts.feedsWithoutSpindle) {
    return warn('spindle', 'The program cuts with the spindle off.', 'Start the spindle by hand.')
  }
  const highest = limits?.maxRpm ?? 0
  if (speed !== null && highest > 0 && speed[1] > highest) {
    const sentence = `The program asks for ${String(speed[1])} rpm; the controller gives ${String(highest)} at most ($30).`
    return warn('spindle', sentence, 'Set the speed at the spindle, or correct $30.')
  }
  return ok('spindle', speed === null ? 'No spindle is used.' : `Spindle ${rpmText(speed)} rpm.`)
}

function rpmText([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${String(low)} to ${String(high)}`
}

function laserRow({ snapshot }: GateInput): GateRow {
  return snapshot.limits?.laserMode === true
    ? blocked('laserMode', 'Laser mode is on ($32=1): the spindle stops in rapids.', 'Set $32=0.')
    : ok('laserMode', 'Laser mode is off.')
}

function overridesRow({ snapshot }: GateInput): GateRow {
  const overrides = snapshot.overridesPercent
  if (overrides === null) return ok('overrides', 'The controller has not told its overrides yet.')
  const { feed, rapid, spindle } = overrides
  if (feed === 100 && rapid === 100 && spindle === 100) {
    return ok('overrides', 'All overrides are at 100 %.')
  }
  const sentence = `Overrides: feed ${String(feed)} %, rapids ${String(rapid)} %, spindle ${String(spindle)} %.`
  return warn('overrides', sentence, 'Set them to 100 % unless you mean it.')
}

function zeroRow({ zeroAgeMinutes }: GateInput): GateRow {
  const remedy = 'Check the zero on the work.'
  if (zeroAgeMinutes === null) {
    return warn('zeroAge', 'Zero has not been set since RMOS was started.', remedy)
  }
  const minutes = String(Math.round(zeroAgeMinutes))
  const sentence = `Zero was set ${minutes} minutes ago.`
  return zeroAgeMinutes > OLD_ZERO_MINUTES
    ? warn('zeroAge', sentence, remedy)
    : ok('zeroAge', sentence)
}

function toolRow({ toolName, stops }: GateInput): GateRow {
  const changes = stops.filter(({ kind }) => kind === 'toolChange').length
  const more = changes === 0 ? '' : ` The program changes tools ${String(changes)} times.`
  return ok('tool', `Tool: ${toolName}.${more}`)
}
