import type { Point3 } from '../../geometry/point.ts'
import type { Session } from '../session/session-types.ts'
import type { ExecutedRange } from './executed-range.ts'
import {
  type JournalEnd,
  journalEndSchema,
  type JournalEntry,
  journalEntrySchema,
  type JournalHead,
  journalHeadSchema,
} from './journal.schema.ts'
import type { RecoveryOffer } from './recovery.ts'

/** Everything a journal tells. */
export interface ReadJournal {
  readonly head: JournalHead
  /** The last whole entry; null when the job ended before its first second. */
  readonly last: JournalEntry | null
  /** True when any entry says that the controller's position was not sure. */
  readonly suspect: boolean
  readonly end: JournalEnd | null
}

/** The session as a journal entry. */
export function journalEntry(
  session: Session,
  executing: ExecutedRange | null,
  atUtc: string,
): JournalEntry {
  const { job, controller, parserWords } = session
  const sent = job?.nextLine ?? 0
  const answered = job?.acknowledgedLines ?? 0
  return {
    t: atUtc,
    s: session.state,
    cs: controller.state,
    sent,
    ack: answered,
    src: [sourceLineOf(job, answered - 1), sourceLineOf(job, sent - 1)],
    at: executing === null ? null : rangeNumbers(executing),
    m: numbersOf(controller.machinePosition),
    w: numbersOf(controller.workPosition),
    ov: percentages(controller.overridesPercent),
    gc: parserWords === null ? null : parserWords.join(' '),
    suspect: session.positionSuspect,
  }
}

function percentages(overrides: Session['controller']['overridesPercent']): JournalEntry['ov'] {
  return overrides === null ? null : [overrides.feed, overrides.rapid, overrides.spindle]
}

function sourceLineOf(job: Session['job'], line: number): number {
  return job?.program.sourceLines[line] ?? 0
}

function rangeNumbers(range: ExecutedRange): JournalEntry['at'] {
  const { firstLine, lastLine, firstSourceLine, lastSourceLine, by } = range
  return [firstLine, lastLine, firstSourceLine, lastSourceLine, by]
}

function numbersOf(point: Point3 | null): [number, number, number] | null {
  if (point === null) return null
  const round = (value: number) => Math.round(value * 10_000) / 10_000
  return [round(point.xMm), round(point.yMm), round(point.zMm)]
}

function pointOf(numbers: readonly [number, number, number] | null): Point3 | null {
  return numbers === null ? null : { xMm: numbers[0], yMm: numbers[1], zMm: numbers[2] }
}

/** Reads a journal; a line torn by a power cut ends it. Null when not even its head is whole. */
export function readJournal(text: string): ReadJournal | null {
  const [first = '', ...rest] = text.split('\n')
  const head = journalHeadSchema.safeParse(parseLine(first))
  if (!head.success) return null
  let last: JournalEntry | null = null
  let end: JournalEnd | null = null
  let suspect = false
  for (const line of rest) {
    const value = parseLine(line)
    const entry = journalEntrySchema.safeParse(value)
    if (entry.success) {
      last = entry.data
      suspect ||= entry.data.suspect
      continue
    }
    const ended = journalEndSchema.safeParse(value)
    if (ended.success) end = ended.data
  }
  return { head: head.data, last, suspect, end }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return null
  }
}

/** What a journal offers to go on with; null when its job ended in order. */
export function recoveryOffer(journal: ReadJournal): RecoveryOffer | null {
  const { head, last, end, suspect } = journal
  if (end?.end === 'completed' || end?.end === 'checked') return null
  const { sendId, runId, programId, title, portUri, startedAtUtc, lineCount } = head
  return {
    sendId,
    runId,
    programId,
    title,
    portUri,
    startedAtUtc,
    lastHeardAtUtc: lastHeard(journal),
    cause: causeOf(end),
    lineCount,
    ...(last === null ? nothingSeen(head) : lastSeen(last, end)),
    mustHome: suspect || end?.end === 'alarm',
  }
}

function lastHeard({ head, last, end }: ReadJournal): string {
  return end?.t ?? last?.t ?? head.startedAtUtc
}

function causeOf(end: JournalEnd | null): string {
  if (end === null) return 'RMOS or the computer ended in the middle of the job.'
  return end.sentence.endsWith('.') ? end.sentence : `${end.sentence}.`
}

type Seen = Pick<
  RecoveryOffer,
  'linesAcknowledged' | 'candidates' | 'machinePosition' | 'workPosition' | 'toolNumber'
>

function nothingSeen(head: JournalHead): Seen {
  const sourceLine = head.resumedFromSourceLine ?? 1
  return {
    linesAcknowledged: 0,
    candidates: {
      firstLine: 0,
      lastLine: 0,
      firstSourceLine: sourceLine,
      lastSourceLine: sourceLine,
      by: 'count',
    },
    machinePosition: null,
    workPosition: null,
    toolNumber: null,
  }
}

function lastSeen(last: JournalEntry, end: JournalEnd | null): Seen {
  return {
    linesAcknowledged: last.ack,
    candidates: candidatesOf(last, end),
    machinePosition: pointOf(last.m),
    workPosition: pointOf(last.w),
    toolNumber: toolOf(last.gc),
  }
}

/**
 * A job that was held or stopped stood where its last entry says. Otherwise the controller ran on
 * with what it had been sent, so that any line up to the last one sent can have been cut.
 */
function candidatesOf(last: JournalEntry, end: JournalEnd | null): ExecutedRange {
  const [firstLine, lastLine, firstSourceLine, lastSourceLine, by] = last.at ?? [
    Math.max(0, last.ack - 16),
    Math.max(0, last.ack - 1),
    Math.max(1, last.src[0] - 16),
    last.src[0],
    'count',
  ]
  const stood = end?.end === 'stopped' || last.cs?.startsWith('Hold:0') === true
  if (stood) return { firstLine, lastLine, firstSourceLine, lastSourceLine, by }
  return {
    firstLine,
    lastLine: Math.max(lastLine, last.sent - 1),
    firstSourceLine,
    lastSourceLine: Math.max(lastSourceLine, last.src[1]),
    by: 'count',
  }
}

function toolOf(words: string | null): number | null {
  const tool = / T(\d+)/.exec(words ?? '')
  return tool === null ? null : Number(tool[1])
}
