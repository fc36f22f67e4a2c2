/**
 * Mutated lines for every reader on the machine's side: none may throw, none may hang.
 * Usage: node tests/torture/fuzz-lines.ts [lines] [seed]     (1,000,000 lines by default)
 */
import { checkProgram } from '#core/gcode/check-program.ts'
import { CONTROLLERS } from '#core/gcode/dialects/controller.ts'
import { programTime } from '#core/gcode/time/program-time.ts'
import { interpretProgram } from '#core/gcode/interpret.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { readPath } from '#core/gcode/path/read-path.ts'
import { GRBL_LINE_CHARS } from '#core/gcode/grbl-words.ts'
import { checkLine } from '#core/grbl/console/check-line.ts'
import { readJournal } from '#core/grbl/job/journal.ts'
import { planResume } from '#core/grbl/job/resume-plan.ts'
import { checkMacro } from '#core/grbl/macros/check-macro.ts'
import { parseResponse } from '#core/grbl/parse-response.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import { parseStatusReport } from '#core/grbl/status-report.ts'
import { GRBL_CODES } from '../../src-main/machine/grbl-codes.ts'
import { createLineSplitter } from '../../src-main/machine/line-splitter.ts'
import { createSession, reduceSession } from '#core/grbl/session/session.ts'
import { parseSettingsFile } from '#core/grbl/settings/parse-settings-file.ts'
import { parsePortUri } from '../../src-main/machine/port-uri.ts'
import { parseFaults } from '../../src-main/machine/virtual/faults.ts'
import { readBlock } from '../../src-main/machine/virtual/gcode-block.ts'
import { createLineReader } from '../../src-main/machine/virtual/line-reader.ts'
import { CONTROLLER_PROFILES } from '../../src-main/machine/virtual/profile.ts'
import { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'
import { ProgramReading } from '../../src-main/workshop/program-reading.ts'

/** Lines a controller or a program may say; what is mutated. */
const SEEDS = [
  '<Run|MPos:12.345,-6.789,0.000|FS:1500,12000|Bf:14,127|WCO:1.000,2.000,-3.000>',
  '<Hold:1|WPos:0.1234,5.0000,-9.9999|FS:59.1,0|Pn:XYZPDHRS|Ov:100,50,200|A:SFM>',
  '<Alarm|MPos:0.000,0.000,0.000|FS:0,0|Ln:99999|WCO:0.000,0.000,0.000>',
  'ok',
  'error:24',
  'ALARM:9',
  "Grbl 1.1h ['$' for help]",
  '[MSG:Pgm End]',
  '[PRB:-12.345,6.000,-1.234:1]',
  '[GC:G1 G54 G17 G21 G90 G94 M5 M9 T0 F1200 S12000]',
  '[OPT:V,15,128]',
  '[VER:1.1h.20190830:shop]',
  '[G54:-100.000,-80.000,-20.000]',
  '$110=5000.000',
  '$N0=G54',
  '>G54:ok',
  'G21 G90 G94 G17',
  'G2 X60.123 Y-22.5 I0.001 J20 F3000',
  'G3X20Y62R-17.5Z-2',
  'G38.2 Z-20 F100',
  'G10 L20 P1 X0 Y0 Z0',
  '$J=G91G20X0.1F40',
  '(Öffnung – 加工 !?~) N20 g1 x1.',
  'M3 S12000 ; spindle',
  'G53 G0 Z-5',
  '%',
  '{"kind":"begun","atMs":1}',
]

const PIECES = ['G', 'M', 'X-', 'N9', '.', '..', '-', '+', '1e9', 'NaN', '99999999999', ':', '|', '<', '>', '[', ']', '$', '=', '(', ')', ';', '\r', '\n', '\0', '\x18', '?', '!', '~', '\x85', '\xff', 'Ä', '\u{1F3B8}', 'ok', 'error:', 'ALARM:', '>'] // prettier-ignore

/** Reproducible numbers in [0, 1): a linear congruential generator (Numerical Recipes' constants). */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function pick<T>(chance: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(chance() * from.length)]
  if (chosen === undefined) throw new Error('fuzz: nothing to pick from')
  return chosen
}

/** One to six changes: a letter flipped, dropped or doubled, a piece put in, two lines spliced. */
function mutated(chance: () => number): string {
  let text = pick(chance, SEEDS)
  for (let left = 1 + Math.floor(chance() * 6); left > 0; left -= 1) {
    const at = Math.floor(chance() * (text.length + 1))
    const kind = chance()
    if (kind < 0.25) {
      const code = (text.charCodeAt(at) || 65) ^ (1 << Math.floor(chance() * 8))
      text = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
    } else if (kind < 0.45) text = text.slice(0, at) + text.slice(at + 1 + Math.floor(chance() * 4))
    else if (kind < 0.8) text = text.slice(0, at) + pick(chance, PIECES) + text.slice(at)
    else if (kind < 0.9) text = text.slice(0, at) + pick(chance, SEEDS).slice(at)
    else text += text.slice(at).repeat(1 + Math.floor(chance() * 4))
  }
  return text.slice(0, 1000)
}

const LIMITS = {
  maxRateMmPerMin: [5000, 5000, 2000],
  accelerationMmPerS2: [400, 400, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  plannerBlocks: 15,
  stopDelaySeconds: 0.025,
  maxRpm: 24000,
  minRpm: 0,
  laserMode: false,
} as const
/** A console before the controller told its modes. */
const CONSOLE = { modal: null, facts: null, tables: GRBL_CODES }

/** Lines of one batch go to the readers of whole texts together. */
const BATCH_LINES = 40
/** No reader may compute longer over a batch than this, ms of CPU: a busy machine's waiting is not its own. */
const LONGEST_MS = 1000
/** After so many failures there is enough to look at. */
const MOST_FAILURES = 20

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What a run of the fuzzer came to. */
export interface FuzzOutcome {
  /** Lines that were read: fewer than asked for when too much failed. */
  readonly lines: number
  /** What threw or took too long, with the text that did it. */
  readonly failures: readonly string[]
  readonly slowestMs: number
}

/** Readers of one line. */
const LINE_READERS: readonly (readonly [string, (line: string) => unknown])[] = [
  ['parseResponse mm', (line) => parseResponse(line, { reportsInches: false })],
  ['parseResponse inch', (line) => parseResponse(line, { reportsInches: true })],
  ['parseStatusReport', (line) => parseStatusReport(line, false)],
  ['readBlock', (line) => readBlock(line.toUpperCase())],
  ['parseFaults', (line) => parseFaults(line)],
  ['parsePortUri', (line) => parsePortUri(`virtual:?${line}`)],
  ['checkLine', (line) => checkLine(line, CONSOLE)],
  ['planResume', resumeBehind],
  ['parseSettingsFile', (line) => parseSettingsFile('fuzz.settings', line)],
]

/** Readers of a whole text. */
const TEXT_READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['prepareProgram', (text) => prepareProgram(text, 'fuzz.nc')],
  ['interpretProgram', (text) => interpretProgram(blocksOf(text))],
  ['readPath', (text) => readPath(text)],
  ['programTime', (text) => programTime(text, { limits: LIMITS, start: { workMm: [0, 0, 0] } })],
  ['checkProgram', checkForEveryController],
  ['ProgramReading', readInPieces],
  ['checkMacro', (text) => checkMacro(text, CONSOLE)],
  ['readJournal', (text) => readJournal(text)],
  ['line splitter', (text) => createLineSplitter()(Buffer.from(text, 'utf8'))],
  ['virtual line reader', readAsController],
  ['session', hearAsSession],
  ['virtual controller', sendToController],
]

function checkForEveryController(text: string): void {
  for (const controller of CONTROLLERS) {
    const capabilities = { maxLineChars: GRBL_LINE_CHARS }
    checkProgram(text, { profile: { controller, capabilities } })
  }
}

/** As a file comes in: in pieces that are cut anywhere, through a letter of two bytes too. */
function readInPieces(text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  const reading = new ProgramReading(LIMITS)
  for (let at = 0; at < bytes.length; at += 37) reading.take(bytes.subarray(at, at + 37))
  reading.finish()
}

/** Resumes behind the line, where a program with it can be sent at all. */
function resumeBehind(line: string): void {
  const prepared = prepareProgram(`G21 G90 G17\nG0 Z5\nG1 X1 Y1 F600\n${line}\nX2`, 'fuzz.nc')
  if (!prepared.ok) return
  const program = prepared.value
  planResume(program, { line: program.lineCount - 1, clearanceMm: 2, spinUpSeconds: 2 })
}

function readAsController(text: string): void {
  for (const profile of CONTROLLER_PROFILES) {
    const read = createLineReader(profile)
    for (const byte of Buffer.from(text, 'utf8')) read(byte)
  }
}

/** A session that is connected hears nonsense; it may fault, and must not throw. */
function hearAsSession(text: string): void {
  let { session } = reduceSession(createSession(GRBL_CODES), {
    kind: 'portOpened',
    portUri: 'virtual:',
    atMs: 0,
  })
  let atMs = 0
  for (const line of text.split('\n')) {
    atMs += 5
    session = reduceSession(session, { kind: 'lineReceived', text: line, atMs }).session
    session = reduceSession(session, { kind: 'tick', atMs }).session
  }
}

function sendToController(text: string): void {
  const profile = pick(chances(text.length), CONTROLLER_PROFILES)
  const controller = new VirtualController({ profile, onOutput: () => undefined })
  controller.advance(50)
  controller.receive(Buffer.from(text, 'utf8'), 50)
  // Far lines take hours of the machine; only its clockwork is at stake here.
  controller.advance(3000)
}

/** Feeds mutated lines to every reader. */
export function fuzz(lineCount: number, seed: number): FuzzOutcome {
  const chance = chances(seed)
  const failures: string[] = []
  let slowestMs = 0
  const attempt = (name: string, read: (text: string) => unknown, text: string) => {
    const began = cpuMs()
    try {
      read(text)
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      failures.push(`${name}: ${sentence}: ${JSON.stringify(text.slice(0, 300))}`)
    }
    const tookMs = cpuMs() - began
    slowestMs = Math.max(slowestMs, tookMs)
    if (tookMs > LONGEST_MS)
      failures.push(`${name}: ${tookMs.toFixed(0)} ms of CPU: ${text.slice(0, 300)}`)
  }
  let done = 0
  for (; done < lineCount && failures.length < MOST_FAILURES; done += BATCH_LINES) {
    const lines = Array.from({ length: BATCH_LINES }, () => mutated(chance))
    for (const [name, read] of LINE_READERS) for (const line of lines) attempt(name, read, line)
    const text = lines.join('\n')
    for (const [name, read] of TEXT_READERS) attempt(name, read, text)
  }
  return { lines: done, failures, slowestMs }
}

if (process.argv[1]?.endsWith('fuzz-lines.ts')) {
  const outcome = fuzz(Number(process.argv[2] ?? '1000000'), Number(process.argv[3] ?? '20261129'))
  for (const failure of outcome.failures) process.stdout.write(`${failure}\n`)
  process.stdout.write(
    `${String(outcome.lines)} lines, ${String(outcome.failures.length)} failures, slowest batch ${outcome.slowestMs.toFixed(0)} ms of CPU\n`,
  )
  process.exitCode = outcome.failures.length > 0 ? 1 : 0
}
