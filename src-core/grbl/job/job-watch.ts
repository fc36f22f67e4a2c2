import type { Session } from '../session/session-types.ts'
import { ExecutedLines, OFF_PROGRAM_MM, type StreamPlace } from './executed-lines.ts'
import type { ExecutedRange } from './executed-range.ts'
import type { JobReport } from './job-report.ts'
import { JobTally } from './job-tally.ts'
import { LinkMonitor } from './link-monitor.ts'
import { walkerStart } from './walker-start.ts'
import type { WatchFindings } from './watch-findings.ts'

/** Reports in a row that must find the tool off the program before the job is held. */
const OFF_PROGRAM_REPORTS = 2

/**
 * Watches the session from outside: where the tool is in the program, how long the rest takes, how
 * good the line is. Keeps large moving parts out of the session, which is a value.
 */
export class JobWatch {
  readonly link = new LinkMonitor()
  #lines: ExecutedLines | null = null
  #tally: JobTally | null = null
  #executing: ExecutedRange | null = null
  /** Seconds from the start until each line is cut, by the time model. */
  #lineSeconds: Float32Array | null = null
  #offReports = 0

  /** A job was taken: what is watched of the last one is forgotten. */
  jobStarted(session: Session, lineSeconds: Float32Array | null, atMs: number): void {
    const { job } = session
    if (job === null) return
    this.#tally = new JobTally(atMs)
    this.#executing = null
    this.#lineSeconds = lineSeconds
    this.#offReports = 0
    const isCut = job.order.mode === 'cut'
    const streamFrom = job.order.resume?.streamFrom ?? 0
    this.#lines = isCut ? new ExecutedLines(job.program, streamFrom, walkerStart(session)) : null
  }

  /**
   * Compares the session before and after an event. Gives a sentence when the machine is seen where
   * the program does not lead: bytes were lost that left a valid line.
   */
  observe(before: Session, after: Session, atMs: number): string | null {
    if (after.job === null) return null
    this.#tally?.observe(before, after, atMs)
    if (before.times.lastStatusMs === after.times.lastStatusMs) return null
    if (after.job.outcome !== null || !isUnderWay(after)) return null
    return this.#locate(after)
  }

  /** The engine's loop was late. */
  lagged(session: Session, lagMs: number, atMs: number): void {
    if (!this.link.lagged(lagMs, atMs)) return
    const sentence = `The engine paused for ${String(Math.round(lagMs))} ms.`
    this.#tally?.note('lag', session, { atMs, sentence })
  }

  /** The findings for a snapshot. */
  findings(session: Session, atMs: number): WatchFindings {
    const holds = this.#tally?.holds(session.job?.endedAtMs ?? atMs)
    return {
      executing: this.#executing,
      secondsLeft: this.#secondsLeft(session),
      heldSeconds: holds?.heldSeconds ?? 0,
      holdCount: holds?.holdCount ?? 0,
      link: this.link.quality(),
    }
  }

  /** The report of a job that has ended. */
  report(session: Session, atMs: number): JobReport | null {
    return this.#tally?.report(session, atMs, this.link.quality()) ?? null
  }

  #locate(session: Session): string | null {
    const place = streamPlace(session)
    if (this.#lines === null || place === null) {
      this.#offReports = 0
      return null
    }
    const { range, offMm } = this.#lines.locate(place)
    this.#executing = range
    const isOff = offMm !== null && offMm > OFF_PROGRAM_MM && session.controller.state === 'Run'
    this.#offReports = isOff ? this.#offReports + 1 : 0
    if (this.#offReports < OFF_PROGRAM_REPORTS || offMm === null) return null
    return `The machine is ${offMm.toFixed(1)} mm away from where the program leads near line ${String(range.firstSourceLine)}: bytes were lost on the line.`
  }

  /** What the time model gives for the rest, at the feed override in force; 0 at the end. */
  #secondsLeft({ job, controller }: Session): number | null {
    const seconds = this.#lineSeconds
    if (job === null || seconds === null) return null
    if (job.outcome !== null) return 0
    const line = this.#executing?.firstLine ?? job.acknowledgedLines
    const total = secondsAfter(seconds, seconds.length)
    const left = total - secondsAfter(seconds, line)
    return (left * 100) / (controller.overridesPercent?.feed ?? 100)
  }
}

/** Seconds until `line` lines are cut. */
function secondsAfter(seconds: Float32Array, line: number): number {
  return line === 0 ? 0 : (seconds[line - 1] ?? 0)
}

/** Null while the machine moves on other lines than the program's, or before its first. */
function streamPlace({ job, controller, window, manual }: Session): StreamPlace | null {
  if (job === null || job.script !== null || job.change !== null) return null
  if (job.acknowledgedLines === (job.order.resume?.streamFrom ?? 0)) return null
  return {
    acknowledgedLines: job.acknowledgedLines,
    workPosition: controller.workPosition,
    plannerBlocksFree: controller.plannerBlocksFree,
    plannerBlocks: manual.facts === null ? null : manual.facts.plannerBlocks + 1,
    lineNumber: controller.lineNumber,
    isIdle: controller.state === 'Idle' && window.lines.length === 0,
  }
}

function isUnderWay({ state }: Session): boolean {
  return state === 'streaming' || state === 'draining' || state === 'holding' || state === 'held'
}
