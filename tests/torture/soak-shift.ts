import { readJournal, recoveryOffer } from '#core/grbl/job/journal.ts'
import { prepareProgram } from '#core/grbl/prepare-program.ts'
import type { PreparedProgram } from '#core/grbl/prepared-program.ts'
import type { JobResume } from '#core/grbl/session/session-types.ts'
import { planFrom } from '../../src-main/workshop/job/plan-resume.ts'
import { askedLine, previewOf } from '../../src-main/workshop/job/preview-resume.ts'
import { chances } from '../conformance/stage.ts'
import { denseProgram, Rehearsal, WANDERING_PROGRAM } from '../machine/rehearsal.ts'
import { auditCut, type CutJob } from './cut-audit.ts'
import { knownProgram, type KnownProgram } from './due-motions.ts'
import { OWN_LINES, type WrittenPiece } from './wire-lines.ts'

/** What has come so far. */
export interface SoakCounts {
  jobs: number
  completed: number
  faults: number
  sleeps: number
  clockJumps: number
  resumed: number
  motions: number
  damagedLines: number
  readonly strayedSteps: number[]
  readonly broken: string[]
  readonly reasons: Record<string, number>
}

interface SoakProgram {
  readonly text: string
  readonly prepared: PreparedProgram
  readonly known: KnownProgram
}

/** Placed by its coordinates, so that a position off the path can be told from the path. */
const PROGRAMS = [WANDERING_PROGRAM, denseProgram(1200).replace('G92X60Y50', 'G0X60Y50Z0')].map(
  (text): SoakProgram => {
    const prepared = prepareProgram(text, 'soak.nc')
    if (!prepared.ok) throw new Error(prepared.error.message)
    return { text, prepared: prepared.value, known: knownProgram(prepared.value) }
  },
)
const MOST_JOB_MS = 240_000
const CLOCK_JUMP_MS = 3_600_000
const MOST_STOP_MS = 60_000
const SPIN_UP_SECONDS = 2

/** Flips one bit of a character here and there, as interference on a cable does. */
function flips(rate: number, seed: number): (text: string) => string {
  const chance = chances(seed)
  return (text) =>
    Array.from(text, (character) => {
      if (chance() >= rate) return character
      return String.fromCharCode(character.charCodeAt(0) ^ (1 << Math.floor(chance() * 8)))
    }).join('')
}

/** A job as it was begun, with the places in the records where its own begin. */
interface BegunJob {
  readonly program: SoakProgram
  readonly resume: JobResume | null
  readonly startSteps: readonly [number, number, number]
  readonly piecesBefore: number
  readonly motionsBefore: number
  readonly linesBefore: number
  readonly journalBefore: number
  readonly startedAtMs: number
  piecesAtEnd: number
  endedAtMs: number
  /** When it must be over. */
  endMs: number
  wasStopped: boolean
}

/** Jobs on one controller, until its engine can no longer be brought back to ready. */
export class SoakShift {
  readonly #chance: () => number
  readonly #counts: SoakCounts
  readonly #rehearsal: Rehearsal
  readonly #arrived: string[] = []
  #begun: BegunJob | null = null

  constructor(flipRate: number, chance: () => number, counts: SoakCounts) {
    this.#chance = chance
    this.#counts = counts
    const seed = Math.floor(chance() * 1e6)
    const flip = flips(flipRate, seed)
    this.#rehearsal = new Rehearsal({
      faults: [{ kind: 'flip-out', atLine: 0, rate: flipRate, amount: seed + 1 }],
      onEmit: ({ kind }) => {
        if (kind === 'jobFinished' && this.#begun !== null) {
          this.#begun.piecesAtEnd = this.#arrived.length
          this.#begun.endedAtMs = this.#rehearsal.nowMs
        }
      },
      tamperSent: (text) => {
        const arrived = flip(text)
        this.#arrived.push(arrived)
        return arrived
      },
    })
  }

  async work(): Promise<number> {
    const rehearsal = this.#rehearsal
    try {
      await rehearsal.connect()
      for (let job = 0; job < 8 && rehearsal.state === 'ready'; job += 1) {
        this.#job()
        const goesOn = this.#recover()
        this.#compare()
        if (!goesOn) break
      }
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      if (!sentence.startsWith('not done after')) {
        this.#counts.broken.push(`the engine threw: ${sentence}`)
      }
    }
    return rehearsal.nowMs
  }

  #job(): void {
    const rehearsal = this.#rehearsal
    const before = rehearsal.finished.length
    const begun = this.#begin()
    if (begun === null) return
    this.#counts.jobs += 1
    while (rehearsal.finished.length === before) {
      if (rehearsal.nowMs > begun.endMs && !this.#stopCrawling(begun)) return
      rehearsal.run(200 + this.#chance() * 3000)
      if (rehearsal.state === 'held') {
        rehearsal.command({ name: this.#chance() < 0.5 ? 'resume' : 'stop' })
      }
      if (this.#chance() < 0.01) this.#sleep()
      if (this.#chance() < 0.02) this.#jumpClock()
    }
    this.#judge(begun)
  }

  /** A feed that lost its digits on the way: the person sees it crawl. False when nothing moves, or goes on. */
  #stopCrawling(begun: BegunJob): boolean {
    const rehearsal = this.#rehearsal
    const crawls = rehearsal.controller.isMoving() && !begun.wasStopped
    if (crawls) rehearsal.command({ name: 'stop' })
    else this.#counts.broken.push(`a job never ended: ${rehearsal.state}`)
    begun.wasStopped = true
    begun.endMs += MOST_STOP_MS
    return crawls
  }

  /** Starts a program, or goes on with the one that was left; null when it was refused. */
  #begin(): BegunJob | null {
    const rehearsal = this.#rehearsal
    const resume = this.#chance() < 0.5 ? this.#resumeOfLast() : null
    const program =
      (resume === null ? PROGRAMS[Math.floor(this.#chance() * 2)] : this.#begun?.program) ?? null
    if (program === null) throw new Error('soak: no program')
    const { receivedLines, positionSteps } = rehearsal.controller.record()
    const begun: BegunJob = {
      ...{ program, resume, startSteps: positionSteps, linesBefore: receivedLines.length },
      piecesBefore: this.#arrived.length,
      motionsBefore: rehearsal.motions.length,
      journalBefore: rehearsal.journal.length,
      piecesAtEnd: Number.POSITIVE_INFINITY,
      ...{ startedAtMs: rehearsal.nowMs, endedAtMs: Number.POSITIVE_INFINITY },
      ...{ endMs: rehearsal.nowMs + MOST_JOB_MS, wasStopped: false },
    }
    this.#begun = begun
    if (rehearsal.start(program.text, null, { resume }).problem === null) {
      if (resume !== null) this.#counts.resumed += 1
      return begun
    }
    this.#begun = null
    return null
  }

  /** What RMOS would offer to go on with; null where it offers nothing, or refuses it. */
  #resumeOfLast(): JobResume | null {
    const begun = this.#begun
    const rehearsal = this.#rehearsal
    const journal =
      begun === null ? null : readJournal(rehearsal.journal.slice(begun.journalBefore).join('\n'))
    const offer = journal === null ? null : recoveryOffer(journal)
    if (begun === null || offer === null) return null
    const asked = {
      ...{ runId: offer.runId, programId: offer.programId, sendId: offer.sendId },
      ...{ sourceLine: offer.candidates.firstSourceLine, clearanceZMm: null },
    }
    return previewOf(asked, {
      study: { lineSeconds: null },
      planned: planFrom(begun.program.prepared, askedLine(asked, SPIN_UP_SECONDS)),
      snapshot: rehearsal.engine.snapshot(),
      offer,
      zeroAgeMinutes: null,
    }).resume
  }

  /** Compares what was cut since the job began with what it was to cut. */
  #compare(): void {
    const begun = this.#begun
    if (begun === null) return
    const rehearsal = this.#rehearsal
    const { program, resume, startSteps, linesBefore } = begun
    const preamble = (resume?.preamble ?? []).filter((line) => !OWN_LINES.test(line))
    const streamFrom = resume?.streamFrom ?? 0
    const pieces: WrittenPiece[] = rehearsal.toController
      .slice(begun.piecesBefore)
      .map(({ text }, index) => ({
        text,
        arrivedText: this.#arrived[begun.piecesBefore + index] ?? '',
      }))
    const job: CutJob = {
      lines: [...preamble, ...program.known.lines.slice(streamFrom)],
      due: program.known.due(startSteps, preamble, streamFrom),
      pieces,
      piecesBeforeEnd: begun.piecesAtEnd - begun.piecesBefore,
      motions: rehearsal.motions.slice(begun.motionsBefore),
      linesBefore,
      outcome: rehearsal.finished.at(-1)?.outcome ?? null,
    }
    const { broken, compared, damagedLines, strayedSteps } = auditCut(job)
    this.#counts.broken.push(...broken)
    this.#counts.motions += compared
    this.#counts.damagedLines += damagedLines
    if (strayedSteps > 0) this.#counts.strayedSteps.push(strayedSteps)
  }

  /** The process stands still for 30 s while the machine goes on, then hears everything at once. */
  #sleep(): void {
    this.#counts.sleeps += 1
    this.#rehearsal.sleepHost(30_000)
  }

  /** The clock of the day is set an hour on or back, as summer time or a time server does. */
  #jumpClock(): void {
    this.#counts.clockJumps += 1
    this.#rehearsal.utcShiftMs = (this.#chance() < 0.5 ? -1 : 1) * CLOCK_JUMP_MS
  }

  #judge(begun: BegunJob): void {
    const counts = this.#counts
    const rehearsal = this.#rehearsal
    const progress = rehearsal.finished.at(-1)
    if (progress === undefined) return
    if (progress.outcome === 'completed') counts.completed += 1
    else {
      counts.faults += 1
      const reason = progress.outcomeSentence.replace(/\d+/g, 'N').slice(0, 90)
      counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1
      if (reason === '') counts.broken.push('a job ended without a reason')
    }
    const tookMs = begun.endedAtMs - begun.startedAtMs
    if (Math.abs(progress.elapsedSeconds - tookMs / 1000) > 1) {
      counts.broken.push(`${String(progress.elapsedSeconds)} s told for ${String(tookMs)} ms`)
    }
    const journal = readJournal(rehearsal.journal.slice(begun.journalBefore).join('\n'))
    if (journal === null) counts.broken.push('a job left no journal that can be read')
    else if (journal.end !== null && journal.end.end !== progress.outcome) {
      counts.broken.push(
        `the journal says ${journal.end.end}, the job ${progress.outcome ?? 'nothing'}`,
      )
    }
  }

  /** Back to ready, with the machine standing for two seconds; false when it takes a new cable. */
  #recover(): boolean {
    const rehearsal = this.#rehearsal
    rehearsal.run(500)
    if (rehearsal.state === 'fault' || rehearsal.state === 'alarm') {
      rehearsal.command({ name: 'stop' })
      rehearsal.run(3000)
      if (rehearsal.state === 'alarm') {
        rehearsal.command({ name: 'unlock', reason: 'soak' })
        rehearsal.run(3000)
      }
    }
    for (let tries = 0; tries < 20 && rehearsal.state !== 'ready'; tries += 1) rehearsal.run(500)
    if (rehearsal.state !== 'ready') return false
    const stood = rehearsal.controller.record().positionSteps
    rehearsal.run(2000)
    if (rehearsal.controller.record().positionSteps.some((step, axis) => step !== stood[axis])) {
      this.#counts.broken.push('the machine moved with no job running')
    }
    return true
  }
}
