/**
 * Compares what was really cut in a job with its program: the bytes the host wrote, the bytes that
 * arrived behind a bad cable, and the motions the steppers did are three accounts of one job.
 */
import type { JobOutcome } from '#core/grbl/machine-snapshot.ts'
import type { DoneMotion } from '../../src-main/machine/virtual/planned-block.ts'
import { arrivedLines, type ArrivedLine, sentLines, type WrittenPiece } from './wire-lines.ts'

type Steps = DoneMotion['toSteps']

/** One motion of a program as it is to be. */
export interface DueMotion {
  readonly toSteps: Steps
  readonly rapid: boolean
}

/** One job, from its start to the start of the next. */
export interface CutJob {
  /** Lines to be sent, in order: the program's, or a resume's preamble and the rest of the program. */
  readonly lines: readonly string[]
  /** What each of those lines is to move, when everything arrives. */
  readonly due: readonly (readonly DueMotion[])[]
  readonly pieces: readonly WrittenPiece[]
  /** How many of the pieces were written before the end was told. */
  readonly piecesBeforeEnd: number
  readonly motions: readonly DoneMotion[]
  /** Lines the controller had received before the job. */
  readonly linesBefore: number
  readonly outcome: JobOutcome | null
}

/** What came of the comparison. */
export interface CutFinding {
  /** What must not happen, in sentences. */
  readonly broken: readonly string[]
  /** Motions that were compared with the program's. */
  readonly compared: number
  /** Lines that arrived as others than they were sent. */
  readonly damagedLines: number
  /** A completed job that flipped bits led astray: by how much at the most, steps. */
  readonly strayedSteps: number
}

/** Compares a job. */
export function auditCut(job: CutJob): CutFinding {
  const written = sentLines(job.pieces)
  const arrived = arrivedLines(job.pieces, written)
  const damagedAt = arrived.findIndex((line) => line.isDamaged)
  const soundLines = damagedAt < 0 ? arrived.length : damagedAt
  const motionsOf = sorted(job, arrived)
  const sound = arrived.slice(0, soundLines).map((line, index) => ({
    line,
    done: motionsOf.byLine.get(index) ?? [],
  }))
  const lastMoved = Math.max(-1, ...motionsOf.byLine.keys())
  const broken = [...sendingFaults(job), ...motionsOf.broken]
  let compared = 0
  for (const [index, { line, done }] of sound.entries()) {
    const isLast = index >= lastMoved && job.outcome !== 'completed'
    const fault = lineFault(line, { done, due: dueOf(job, line), isLast })
    if (fault !== null) {
      // what follows from it says no more
      broken.push(fault)
      break
    }
    compared += done.length
  }
  const isWhole = damagedAt < 0
  if (isWhole && job.outcome === 'completed') broken.push(...missing(job, arrived))
  return {
    broken,
    compared,
    damagedLines: arrived.filter((line) => line.isDamaged).length,
    strayedSteps: isWhole || job.outcome !== 'completed' ? 0 : strayed(job),
  }
}

/** The host sends every line of the job once and in order, whatever the cable makes of it. */
function sendingFaults(job: CutJob): readonly string[] {
  const sent = sentLines(job.pieces.slice(0, job.piecesBeforeEnd)).filter(({ isOwn }) => !isOwn)
  const at = sent.findIndex(({ text }, index) => text !== job.lines[index])
  if (at >= 0) {
    const [due = 'nothing', got = ''] = [job.lines[at], sent[at]?.text]
    return [`line ${String(at + 1)} of the job was sent as ${got} where ${due} was due`]
  }
  const isShort = job.outcome === 'completed' && sent.length < job.lines.length
  return isShort
    ? [`completed with ${String(sent.length)} of ${String(job.lines.length)} lines sent`]
    : []
}

/** Motions by the arrived line they belong to; a motion of another line, or out of order, is a fault. */
function sorted(job: CutJob, arrived: readonly ArrivedLine[]) {
  const byLine = new Map<number, DoneMotion[]>()
  const broken: string[] = []
  let last = 0
  for (const motion of job.motions) {
    const index = motion.lineNumber - job.linesBefore - 1
    const line = arrived[index]
    if (line === undefined)
      broken.push(`a motion to ${shown(motion.toSteps)} of no line of the job`)
    else if (index < last) broken.push(`${line.text} was cut after a later line`)
    last = Math.max(last, index)
    byLine.set(index, [...(byLine.get(index) ?? []), motion])
  }
  return { byLine, broken: broken.slice(0, 1) }
}

function dueOf(job: CutJob, { jobLine }: ArrivedLine): readonly DueMotion[] {
  return jobLine === null ? [] : (job.due[jobLine] ?? [])
}

interface LineMotions {
  readonly done: readonly DoneMotion[]
  readonly due: readonly DueMotion[]
  /** The job ended in or before this line: the motions may be cut short. */
  readonly isLast: boolean
}

/** The first thing that is wrong with what a line moved; null when nothing is. */
function lineFault({ text }: ArrivedLine, { done, due, isLast }: LineMotions): string | null {
  if (done.length > due.length)
    return `${text} moved ${String(done.length - due.length)} times more`
  if (done.length < due.length && !isLast) return `${text} was not cut whole`
  for (const [index, motion] of done.entries()) {
    const wrong = motionFault(motion, due[index], isLast)
    if (wrong !== null) return `${text} ${wrong}`
  }
  return null
}

function motionFault(
  motion: DoneMotion,
  due: DueMotion | undefined,
  isLast: boolean,
): string | null {
  if (due === undefined || motion.rapid !== due.rapid) return 'moved at another rate'
  if (motion.isWhole) {
    const ended = `ended at ${shown(motion.toSteps)} instead of ${shown(due.toSteps)}`
    return isSame(motion.toSteps, due.toSteps) ? null : ended
  }
  const isOnPath = isLast && offSegment(motion, due.toSteps) <= 1
  return isOnPath ? null : 'was cut short off its path'
}

/** Lines of the job with motions, of which a completed one has not one. */
function missing(job: CutJob, arrived: readonly ArrivedLine[]): readonly string[] {
  const came = new Set(arrived.map(({ jobLine }) => jobLine))
  const absent = job.lines.filter((_line, index) => !came.has(index))
  return absent.slice(0, 1).map((line) => `${line} never came`)
}

/** How far the ends of a damaged job's motions lie off the nearest ends of its program at most, steps. */
function strayed(job: CutJob): number {
  const ends = job.due.flat().map(({ toSteps }) => toSteps)
  return Math.max(
    0,
    ...job.motions.map(({ toSteps }) =>
      Math.min(
        ...ends.map((end) => Math.hypot(...end.map((step, axis) => step - (toSteps[axis] ?? 0)))),
      ),
    ),
  )
}

function isSame(one: Steps, other: Steps): boolean {
  return one.every((step, axis) => step === other[axis])
}

/** Distance of a cut-short motion's end from the straight line it was on, steps. */
function offSegment({ fromSteps, toSteps }: DoneMotion, endSteps: Steps): number {
  const along = endSteps.map((step, axis) => step - (fromSteps[axis] ?? 0))
  const done = toSteps.map((step, axis) => step - (fromSteps[axis] ?? 0))
  const square = along.reduce((sum, step) => sum + step * step, 0)
  const share = done.reduce((sum, step, axis) => sum + step * (along[axis] ?? 0), 0) / square
  const inside = Math.min(1, Math.max(0, share))
  return Math.hypot(...done.map((step, axis) => step - inside * (along[axis] ?? 0)))
}

function shown(steps: Steps): string {
  return `(${steps.join(', ')})`
}
