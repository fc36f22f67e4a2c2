import type { Problem } from '#core/contract/problem.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { AXIS_NAMES } from '#core/grbl/manual/axes.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import type { Result } from '#core/outcome/result.ts'
import { tellProblem } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { parseSomeAxes } from './axis-words.ts'
import { machineCommand, type MachineDesk, tellProcedure } from './machine-command.ts'
import { placeKnown, waitFor } from './wait-for.ts'

const PORT_NOTE =
  'Ports: serial:/dev/ttyUSB0?baud=115200, serial:COM3, tcp://host:port, virtual: (rehearsal)'

async function tellPlace({ context, machine }: MachineDesk): Promise<void> {
  await placeKnown(machine)
  const { workPosition: at, manual } = machine.snapshot()
  if (at === null) return
  const [x, y, z] = [at.xMm, at.yMm, at.zMm].map((value) => value.toFixed(3))
  const system = manual.modal?.system ?? 'work'
  context.writeResult(`X ${x ?? ''} Y ${y ?? ''} Z ${z ?? ''} mm (${system})`)
}

/** Ends a move: the sentence of what went wrong, or where the machine stands now. */
async function tellMoved(desk: MachineDesk, exit: ExitCode): Promise<ExitCode> {
  if (exit === EXIT.done) await tellPlace(desk)
  return exit
}

/** A trouble that the snapshot tells beside the answer of a call. */
function trouble({ alarm, fault }: MachineSnapshot): string | null {
  if (alarm !== null) return `ALARM ${String(alarm.code)}: ${alarm.meaning}. ${alarm.remedy}`
  return fault === null ? null : `${fault.sentence} ${fault.remedy}`
}

async function tellState(
  desk: MachineDesk,
  answer: Result<MachineSnapshot, Problem>,
): Promise<ExitCode> {
  if (!answer.ok) return tellProblem(desk.context, answer.error)
  const wrong = trouble(desk.machine.snapshot())
  if (wrong === null) return tellMoved(desk, EXIT.done)
  desk.context.writeNote(wrong)
  return EXIT.machineFault
}

async function home(desk: MachineDesk, axis: 'x' | 'y' | 'z' | null): Promise<ExitCode> {
  const { rmos, context } = desk
  context.writeNote('Homing; Ctrl+C resets the controller.')
  if (axis !== null) return tellState(desk, await rmos.manual.perform({ kind: 'homeAxis', axis }))
  return tellState(desk, await rmos.machine.home({}))
}

/** `machine home`: homes; done only when the controller said ok, no alarm and Idle. */
export const machineHome = machineCommand({
  name: 'machine home',
  summary: 'home the machine, or one axis where the firmware can',
  usage: `Usage: rmos machine home [X|Y|Z] --port URI\n${PORT_NOTE}\nSays done only after an ok without an alarm. Exit 5 when homing failed.\nExample: rmos machine home --port serial:/dev/ttyUSB0`,
  plan: ({ words: [word, more] }) => {
    if (more !== undefined) return 'name one axis at most'
    const axis = AXIS_NAMES.find((name) => name === word?.toLowerCase()) ?? null
    if (word !== undefined && axis === null) return `"${word}" is no axis; X, Y or Z`
    return { reach: 'act', work: (desk) => home(desk, axis) }
  },
})

/** `machine unlock`: leaves an alarm; doubtful positions want a reason. */
export const machineUnlock = machineCommand({
  name: 'machine unlock',
  summary: 'leave an alarm ($X, after a reset where the alarm asks for one)',
  usage: `Usage: rmos machine unlock [--reason "..."] --port URI\n${PORT_NOTE}\nAn alarm that makes the position doubtful wants the reason why it may be believed; home the machine instead where you can.\nExample: rmos machine unlock --reason "moved off the switch by hand" --port serial:/dev/ttyUSB0`,
  options: { reason: { type: 'string' } },
  plan: ({ words, values }) => {
    if (words[0] !== undefined) return `"${words[0]}" is one word too many`
    const reason = typeof values['reason'] === 'string' ? values['reason'] : ''
    return {
      reach: 'act',
      work: async (desk) => tellState(desk, await desk.rmos.machine.unlock({ reason })),
    }
  },
})

const STOP_LIMIT_MS = 60_000

async function stop(desk: MachineDesk): Promise<ExitCode> {
  const { rmos, machine, context } = desk
  const stopped = await rmos.machine.stop({})
  if (!stopped.ok) return tellProblem(context, stopped.error)
  const ended = await waitFor(
    machine,
    ({ engineState }) => ['ready', 'alarm', 'fault'].includes(engineState),
    STOP_LIMIT_MS,
  )
  if (ended === null) {
    context.writeNote(
      'The machine did not come to a stand within a minute: use its own stop switch.',
    )
    return EXIT.machineFault
  }
  return tellState(desk, stopped)
}

/** `machine stop`: hold, wait for the stand, reset; the position is kept. */
export const machineStop = machineCommand({
  name: 'machine stop',
  summary: 'stop and reset the controller: hold, stand still, reset; the position is kept',
  usage: `Usage: rmos machine stop --port URI\n${PORT_NOTE}\nFor a controller that goes on by itself after a crash, with the spindle on. The machine's own stop switch is quicker: use that first.\nExample: rmos machine stop --port serial:/dev/ttyUSB0`,
  plan: ({ words }) => {
    if (words[0] !== undefined) return `"${words[0]}" is one word too many`
    return { reach: 'act', work: stop }
  },
})

async function jog(
  desk: MachineDesk,
  request: Extract<ManualRequest, { readonly kind: 'jogStep' }>,
): Promise<ExitCode> {
  const { rmos, machine, context } = desk
  const clipped = new Set<string>()
  const forget = machine.onChange(({ manual }) => {
    const axis = manual.jog?.clippedAxis ?? null
    if (axis !== null) clipped.add(axis.toUpperCase())
  })
  try {
    const taken = await rmos.manual.perform(request)
    if (!taken.ok) return tellProblem(context, taken.error)
    // A jog is done when the controller has said so, not when it was taken.
    await waitFor(machine, ({ manual }) => manual.jog === null)
    const { notice } = machine.snapshot().manual
    for (const axis of clipped) {
      context.writeNote(`The move was shortened: the travel of ${axis} ends there.`)
    }
    if (notice === null) return await tellState(desk, taken)
    context.writeNote(`${notice.sentence} ${notice.remedy}`.trim())
    return EXIT.machineFault
  } finally {
    forget()
  }
}

/** `machine jog`: one relative move. */
export const machineJog = machineCommand({
  name: 'machine jog',
  summary: 'move by so many mm from where the machine stands',
  usage: `Usage: rmos machine jog [Xmm] [Ymm] [Zmm] Fmm/min --port URI\n${PORT_NOTE}\nRelative, in mm; ends where the travel ends. Ctrl+C stops it.\nExample: rmos machine jog X10 Y-5 F800 --port serial:/dev/ttyUSB0`,
  plan: ({ words }) => {
    const read = parseSomeAxes(words)
    if (!read.ok) return read.error
    const { axes: by, feedMmPerMin } = read.value
    if (feedMmPerMin === null) return 'name the feed in mm/min, e.g. F800'
    return { reach: 'act', work: (desk) => jog(desk, { kind: 'jogStep', by, feedMmPerMin }) }
  },
})

/** `machine go-to`: Z up first, X and Y, then Z down. */
export const machineGoTo = machineCommand({
  name: 'machine go-to',
  summary: 'go to a place: Z up first, then X and Y, then Z down',
  usage: `Usage: rmos machine go-to [Xmm] [Ymm] [Zmm] [Fmm/min] [--safe-z MM] [--machine] --port URI\n${PORT_NOTE}\nPlaces are in the active work system, or in machine coordinates with --machine. Without F at the machine's own rapid rate.\nA machine that is not homed wants --safe-z, the height (same coordinates) that is clear of work and clamps.\nExample: rmos machine go-to X0 Y0 --safe-z 20 --port serial:/dev/ttyUSB0`,
  options: { 'safe-z': { type: 'string' }, machine: { type: 'boolean', default: false } },
  plan: ({ words, values }) => {
    const read = parseSomeAxes(words)
    if (!read.ok) return read.error
    const { axes: target, feedMmPerMin } = read.value
    const safeZMm = values['safe-z'] === undefined ? null : Number(values['safe-z'])
    if (safeZMm !== null && !Number.isFinite(safeZMm)) return '--safe-z is a height in mm'
    const request: ManualRequest = {
      kind: 'goTo',
      coordinates: values['machine'] === true ? 'machine' : 'work',
      target,
      safeZMm,
      rate: feedMmPerMin === null ? 'rapid' : { feedMmPerMin },
    }
    return {
      reach: 'act',
      work: async (desk) => {
        await placeKnown(desk.machine)
        return tellMoved(desk, tellProcedure(desk, await desk.rmos.manual.perform(request)))
      },
    }
  },
})
