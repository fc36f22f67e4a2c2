import { describeJobLine } from '../session/session-draft.ts'
import type { Session } from '../session/session-types.ts'
import type { JobIncident, JobReport } from './job-report.ts'
import type { LinkQuality } from './link-quality.ts'

/** Incidents kept word for word; all are counted. */
const KEPT_INCIDENTS = 200

type PercentRange = readonly [number, number] | null

/** Watches one job from outside of the protocol: its holds, overrides and incidents. */
export class JobTally {
  readonly #startedMs: number
  readonly #incidents: JobIncident[] = []
  #incidentCount = 0
  #holdCount = 0
  #heldMs = 0
  #heldSinceMs: number | null = null
  #feed: PercentRange = null
  #spindle: PercentRange = null

  constructor(startedMs: number) {
    this.#startedMs = startedMs
  }

  /** Compares the session before and after an event; to be called for every event of a job. */
  observe(before: Session, after: Session, atMs: number): void {
    if (before.state !== after.state) this.#stateChanged(before, after, atMs)
    const overrides = after.controller.overridesPercent
    if (overrides !== null && overrides !== before.controller.overridesPercent) {
      this.#feed = widened(this.#feed, overrides.feed)
      this.#spindle = widened(this.#spindle, overrides.spindle)
      const old = before.controller.overridesPercent
      if (old !== null && (old.feed !== overrides.feed || old.spindle !== overrides.spindle)) {
        const sentence = `Feed ${String(overrides.feed)} %, spindle ${String(overrides.spindle)} %.`
        this.note('override', after, { atMs, sentence })
      }
    }
  }

  /** Adds an incident. */
  note(
    kind: JobIncident['kind'],
    session: Session,
    { atMs, sentence }: { readonly atMs: number; readonly sentence: string },
  ): void {
    this.#incidentCount += 1
    if (this.#incidents.length >= KEPT_INCIDENTS) return
    const { job } = session
    const answered = (job?.acknowledgedLines ?? 0) - 1
    const sourceLine = job?.program.sourceLines[answered] ?? 0
    const atSeconds = Math.round((atMs - this.#startedMs) / 100) / 10
    this.#incidents.push({ atSeconds, kind, sourceLine, sentence })
  }

  /** Holds so far, the present one included. */
  holds(atMs: number): { readonly holdCount: number; readonly heldSeconds: number } {
    const running = this.#heldSinceMs === null ? 0 : atMs - this.#heldSinceMs
    return { holdCount: this.#holdCount, heldSeconds: (this.#heldMs + running) / 1000 }
  }

  /** The report of a job that has ended. */
  report(session: Session, atMs: number, link: LinkQuality): JobReport | null {
    const { job } = session
    if (job?.outcome == null) return null
    const { order, program } = job
    return {
      sendId: order.sendId,
      outcome: job.outcome,
      outcomeSentence: job.outcomeSentence,
      startedAtUtc: order.startedAtUtc,
      elapsedSeconds: ((job.endedAtMs ?? atMs) - job.startedAtMs) / 1000,
      ...this.holds(job.endedAtMs ?? atMs),
      estimatedSeconds: order.estimatedSeconds,
      linesAcknowledged: job.acknowledgedLines,
      lineCount: program.lineCount,
      resumedFromSourceLine: order.resume?.fromSourceLine ?? null,
      feedOverridePercent: this.#feed,
      spindleOverridePercent: this.#spindle,
      receiveHighWaterBytes: session.window.highWaterBytes,
      garbledLines: link.garbledLines,
      longestEngineLagMs: link.engineLagMs,
      incidents: this.#incidents,
      incidentCount: this.#incidentCount,
      refusedLines: job.refusals.lines,
      refusedLineCount: job.refusals.count,
    }
  }

  #stateChanged(before: Session, after: Session, atMs: number): void {
    if (isHeld(after) !== isHeld(before)) this.#holdChanged(after, atMs)
    if (after.state === 'toolChange' && before.state === 'streaming') {
      const tool = after.job?.change?.toolNumber ?? null
      const sentence =
        tool === null ? 'Waits for a tool change.' : `Waits for tool ${String(tool)}.`
      this.note('toolChange', after, { atMs, sentence })
    }
    if (after.state === 'fault' && after.fault !== null) {
      this.note('fault', after, { atMs, sentence: after.fault.sentence })
    }
  }

  #holdChanged(after: Session, atMs: number): void {
    if (isHeld(after)) {
      this.#holdCount += 1
      this.#heldSinceMs = atMs
      const stop = programStopSentence(after)
      this.note(stop === null ? 'hold' : 'programStop', after, { atMs, sentence: stop ?? 'Held.' })
      return
    }
    this.#heldMs += atMs - (this.#heldSinceMs ?? atMs)
    this.#heldSinceMs = null
    const goesOn = after.state === 'streaming' || after.state === 'draining'
    if (goesOn) this.note('resume', after, { atMs, sentence: 'Resumed.' })
  }
}

function isHeld({ state }: Session): boolean {
  return state === 'holding' || state === 'held'
}

function programStopSentence(session: Session): string | null {
  const head = session.window.lines[0]
  if (head?.origin.kind !== 'program') return null
  const index = head.origin.lineIndex
  const isStop = session.job?.program.stops.some(({ line }) => line === index) ?? false
  return isStop ? `Stopped by ${describeJobLine(session, index)}.` : null
}

function widened(range: PercentRange, value: number): PercentRange {
  return range === null ? [value, value] : [Math.min(range[0], value), Math.max(range[1], value)]
}
