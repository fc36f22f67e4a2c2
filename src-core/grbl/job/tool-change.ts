import { MM_PER_INCH } from '../../units/length.ts'
import { enter, refuse, type SessionDraft } from '../session/session-draft.ts'
import type { ActiveJob, JobTravel, ToolChange } from '../session/session-types.ts'
import { WORK_SYSTEMS, type WorkSystem } from '../manual/axes.ts'
import { handObstacle } from '../session/session-hand.ts'
import { startProcedure } from '../session/session-procedure.ts'
import { toolLengthFacts } from '../session/probe-facts.ts'
import { beginScript } from './begin-script.ts'
import { mayMeasure } from './may-measure.ts'
import { measureToolOrder } from './measure-tool.ts'
import { CAREFUL_PLUNGE_MM_PER_MIN } from './resume-plan.ts'

/** Answered only when everything before it has been cut. */
const DRAIN_LINE = 'G4P0.01'

/** The program has come to an M6 and everything before it is answered. */
export function beginToolChange(draft: SessionDraft, job: ActiveJob): void {
  const stop = job.program.stops.find(({ line }) => line === job.nextLine)
  const change: ToolChange = {
    sourceLine: job.program.sourceLines[job.nextLine] ?? 0,
    toolNumber: stop?.toolNumber ?? null,
    step: 'draining',
    leftAt: null,
    words: [],
    spindleRpm: 0,
    trouble: '',
    newToolFitted: false,
  }
  draft.session.job = { ...job, change }
  beginScript(draft, 'drain', [DRAIN_LINE, '$G'])
}

/** Everything is cut and the parser's words are known; the place is read when the machine stands. */
export function onDrained(draft: SessionDraft): void {
  const words = draft.session.parserWords ?? []
  patchChange(draft, { words, spindleRpm: spindleRpmOf(words) })
}

/** The machine stands at the end of what came before: up from here, spindle and coolant off. */
export function retractWhenStanding(draft: SessionDraft, isStanding: boolean): void {
  const { session } = draft
  const { job } = session
  const at = session.controller.workPosition
  if (job?.change?.step !== 'draining' || job.script !== null || !isStanding || at === null) return
  patchChange(draft, { step: 'retracting', leftAt: at })
  const up = upLine(job.order.travel, at.zMm)
  beginScript(draft, 'retract', ['M5', 'M9', 'G21G90G94', up, DRAIN_LINE])
}

/** Up in work coordinates, never down; to the machine's own top where it is known. */
function upLine({ safeZMm, topMachineZMm }: JobTravel, nowZMm: number): string {
  return topMachineZMm === null
    ? `G0Z${number(Math.max(safeZMm, nowZMm))}`
    : `G53G0Z${number(topMachineZMm)}`
}

/** The tool is up: it is measured once, so that the next one can be held against it; then it is the person's turn. */
export function onRetracted(draft: SessionDraft): void {
  const { job, manual } = draft.session
  const sensor = job?.order.travel.sensor ?? null
  const wantsMeasuring = sensor !== null && job?.toolContactZMm === null
  if (wantsMeasuring && manual.homed) patchChange(draft, { step: 'measuring' })
  else patchChange(draft, { step: 'waiting', trouble: wantsMeasuring ? NOT_HOMED : '' })
  enter(draft, 'toolChange')
}

const NOT_HOMED =
  'The machine is not homed, so the place of its tool sensor is not known: set Z for the new bit by hand.'

/** The controller stands idle in a tool change: begins a measuring, or the way back behind one. */
export function measureWhenStanding(draft: SessionDraft): void {
  const { session } = draft
  const { job, manual } = session
  if (job?.change == null || manual.procedure !== null) return
  if (job.change.step === 'measured') beginReturn(draft, job, job.change)
  if (job.change.step === 'measuring' && handObstacle(session) === null) beginMeasuring(draft, job)
}

function beginMeasuring(draft: SessionDraft, job: ActiveJob): void {
  const { session } = draft
  const sensor = job.order.travel.sensor ?? null
  if (sensor === null) throw new Error('tool change: measuring without a sensor')
  const before = job.change?.newToolFitted === true ? job.toolContactZMm : null
  const systems = systemsOf(job)
  const shift = before === null ? null : { beforeContactZMm: before, systems }
  startProcedure(draft, measureToolOrder(sensor, toolLengthFacts(session), shift))
}

/** The work zero in force at the change, and every other that the program moves in. */
function systemsOf({ change, order }: ActiveJob): readonly WorkSystem[] {
  const words = change?.words ?? []
  const used = order.travel.workSystems ?? []
  return WORK_SYSTEMS.filter((system) => words.includes(system) || used.includes(system))
}

/** The person says that the tool is fitted and Z is set: back to where it left. */
export function onToolChangeContinued(draft: SessionDraft, byHand: boolean): void {
  const { session } = draft
  const { job } = session
  if (session.state !== 'toolChange' || job?.change?.step !== 'waiting') {
    refuse(draft, 'machine', 'No tool change waits.', '')
    return
  }
  const isQuiet = session.window.lines.length === 0 && session.controller.state === 'Idle'
  if (!isQuiet) {
    refuse(draft, 'busy', 'The machine still moves or works on something.', 'Wait until it stands.')
    return
  }
  if (mayMeasure(session, job) && !byHand) {
    patchChange(draft, { step: 'measuring', newToolFitted: true, trouble: '' })
    measureWhenStanding(draft)
    return
  }
  // nobody knows how a tool that was set by hand touches the sensor
  session.job = { ...job, toolContactZMm: null }
  beginReturn(draft, job, job.change)
}

function beginReturn(draft: SessionDraft, { order }: ActiveJob, change: ToolChange): void {
  enter(draft, 'streaming')
  patchChange(draft, { step: 'returning', trouble: '' })
  beginScript(draft, 'return', returnLines(draft, order.travel, change))
}

/** The tool stands where it left: on with the program behind the M6. */
export function onReturned(draft: SessionDraft): void {
  const { job } = draft.session
  if (job === null) return
  draft.session.job = {
    ...job,
    change: null,
    nextLine: job.nextLine + 1,
    acknowledgedLines: job.acknowledgedLines + 1,
  }
}

function patchChange(draft: SessionDraft, change: Partial<ToolChange>): void {
  const { job } = draft.session
  if (job?.change === undefined || job.change === null) return
  draft.session.job = { ...job, change: { ...job.change, ...change } }
}

interface ParserModes {
  readonly system: string
  readonly plane: string
  readonly units: string
  readonly distance: string
  readonly feedMode: string
  readonly motion: string
  readonly spindle: string
  readonly coolant: readonly string[]
  readonly feedMmPerMin: number
  readonly spindleRpm: number
}

/** Reads the words of `[GC:]`. Its feed is in the unit of the reports (`$13`), whatever G20 says. */
function modesOf(words: readonly string[], reportsInches: boolean): ParserModes {
  const one = (...among: readonly string[]) => among.find((word) => words.includes(word)) ?? ''
  return {
    system: one('G54', 'G55', 'G56', 'G57', 'G58', 'G59'),
    plane: one('G18', 'G19'),
    units: one('G20'),
    distance: one('G91'),
    feedMode: one('G93'),
    motion: one('G0', 'G1'),
    spindle: one('M3', 'M4'),
    coolant: ['M7', 'M8'].filter((word) => words.includes(word)),
    feedMmPerMin: wordValue(words, 'F') * (reportsInches ? MM_PER_INCH : 1),
    spindleRpm: wordValue(words, 'S'),
  }
}

function wordValue(words: readonly string[], letter: string): number {
  const word = words.find((text) => text.startsWith(letter))
  const value = Number(word?.slice(1) ?? '0')
  return Number.isFinite(value) ? value : 0
}

function spindleRpmOf(words: readonly string[]): number {
  return words.includes('M3') || words.includes('M4') ? wordValue(words, 'S') : 0
}

/** Up, spindle to speed, across, down with care, then every mode as the program had it. */
function returnLines(
  { session }: SessionDraft,
  travel: JobTravel,
  { leftAt, words }: ToolChange,
): readonly string[] {
  if (leftAt === null) throw new Error('tool change: it is not known where the tool left')
  const modes = modesOf(words, session.controller.reportsInches ?? false)
  const nowZMm = session.controller.workPosition?.zMm ?? leftAt.zMm
  const upZMm = Math.max(travel.safeZMm, leftAt.zMm, nowZMm)
  const spinUp =
    modes.spindle === ''
      ? []
      : [`${modes.spindle}S${number(modes.spindleRpm)}`, `G4P${number(travel.spinUpSeconds)}`]
  return [
    `G21G90G94G17${modes.system}`,
    upLine({ ...travel, safeZMm: upZMm }, nowZMm),
    ...modes.coolant,
    ...spinUp,
    `G0X${number(leftAt.xMm)}Y${number(leftAt.yMm)}`,
    `G1Z${number(leftAt.zMm)}F${number(CAREFUL_PLUNGE_MM_PER_MIN)}`,
    modes.feedMmPerMin > 0 ? `F${number(modes.feedMmPerMin)}` : '',
    `${modes.units}${modes.distance}${modes.plane}`,
    modes.feedMode,
    modes.motion === 'G0' ? 'G0' : '',
    DRAIN_LINE,
  ].filter((line) => line !== '')
}

function number(value: number): string {
  return String(Number(value.toFixed(4)))
}
