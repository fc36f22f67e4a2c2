/**
 * Hours of machine time with a bad cable: bytes flip at a rate in both directions, the computer sleeps
 * 30 s now and then (SIGSTOP), its clock of the day jumps by an hour, and job follows job. What must
 * hold: every job ends with a reason, nothing moves on its own once a job has ended, the engine never
 * throws, and the journal of each job tells the end that was told. One flipped bit makes a 1 a `!`: the
 * controller then holds unasked, and the person resumes or stops.
 * Usage: node tests/torture/soak.ts [hours] [seed] [rate]        (8 hours at 1e-6 by default)
 */
import { readJournal } from '#core/grbl/job/journal.ts'
import { denseProgram, Rehearsal, WANDERING_PROGRAM } from '../machine/rehearsal.ts'

/** What a soak came to. */
export interface SoakOutcome {
  readonly machineMinutes: number
  readonly jobs: number
  readonly completed: number
  readonly faults: number
  readonly sleeps: number
  /** What must not happen, in sentences. */
  readonly broken: readonly string[]
  /** Sentences of the faults, with how often each came. */
  readonly reasons: Readonly<Record<string, number>>
}

interface SoakOptions {
  readonly minutes: number
  readonly seed: number
  readonly flipRate: number
}

function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Placed by its coordinates, so that a position off the path can be told from the path. */
const PROGRAMS = [WANDERING_PROGRAM, denseProgram(1200).replace('G92X60Y50', 'G0X60Y50Z0')]
const MOST_JOB_MS = 240_000

/** One controller and engine after the other until the time is over; a fault that ends in silence gets a new cable. */
export async function soak(options: SoakOptions): Promise<SoakOutcome> {
  const chance = chances(options.seed)
  const broken: string[] = []
  const reasons: Record<string, number> = {}
  const counts = { jobs: 0, completed: 0, faults: 0, sleeps: 0 }
  let machineMs = 0
  while (machineMs < options.minutes * 60_000 && broken.length < 10) {
    const shift = await new Shift(options, chance, broken).work(counts, reasons)
    machineMs += shift
  }
  return { machineMinutes: machineMs / 60_000, ...counts, broken, reasons }
}

interface Counts {
  jobs: number
  completed: number
  faults: number
  sleeps: number
}

/** Jobs on one controller, until its engine can no longer be brought back to ready. */
class Shift {
  readonly #chance: () => number
  readonly #broken: string[]
  readonly #rehearsal: Rehearsal

  constructor(options: SoakOptions, chance: () => number, broken: string[]) {
    this.#chance = chance
    this.#broken = broken
    const seed = Math.floor(chance() * 1e6)
    this.#rehearsal = new Rehearsal({
      faults: [
        { kind: 'flip-in', atLine: 0, rate: options.flipRate, amount: seed },
        { kind: 'flip-out', atLine: 0, rate: options.flipRate, amount: seed + 1 },
      ],
    })
  }

  async work(counts: Counts, reasons: Record<string, number>): Promise<number> {
    const rehearsal = this.#rehearsal
    try {
      await rehearsal.connect()
      for (let job = 0; job < 8 && rehearsal.state === 'ready'; job += 1) {
        this.#job(counts, reasons)
        if (!this.#recover()) break
      }
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      if (!sentence.startsWith('not done after')) this.#broken.push(`the engine threw: ${sentence}`)
    }
    return rehearsal.nowMs
  }

  #job(counts: Counts, reasons: Record<string, number>): void {
    const rehearsal = this.#rehearsal
    const before = rehearsal.finished.length
    const mark = rehearsal.journal.length
    const started = rehearsal.start(PROGRAMS[Math.floor(this.#chance() * 2)] ?? '')
    if (started.problem !== null) return
    counts.jobs += 1
    const endMs = rehearsal.nowMs + MOST_JOB_MS
    while (rehearsal.finished.length === before) {
      if (rehearsal.nowMs > endMs) {
        this.#broken.push(`a job never ended: ${rehearsal.state}`)
        return
      }
      rehearsal.run(200 + this.#chance() * 3000)
      if (rehearsal.state === 'held') {
        rehearsal.command({ name: this.#chance() < 0.5 ? 'resume' : 'stop' })
      }
      if (this.#chance() < 0.01) this.#sleep(counts)
    }
    this.#judge(counts, reasons, mark)
  }

  /** The process stands still for 30 s while the machine goes on, then hears everything at once. */
  #sleep(counts: Counts): void {
    counts.sleeps += 1
    this.#rehearsal.sleepHost(30_000)
  }

  #judge(counts: Counts, reasons: Record<string, number>, mark: number): void {
    const rehearsal = this.#rehearsal
    const progress = rehearsal.finished.at(-1)
    if (progress === undefined) return
    if (progress.outcome === 'completed') counts.completed += 1
    else {
      counts.faults += 1
      const reason = progress.outcomeSentence.replace(/\d+/g, 'N').slice(0, 90)
      reasons[reason] = (reasons[reason] ?? 0) + 1
      if (reason === '') this.#broken.push('a job ended without a reason')
    }
    const journal = readJournal(rehearsal.journal.slice(mark).join('\n'))
    if (journal === null) this.#broken.push('a job left no journal that can be read')
    else if (journal.end !== null && journal.end.end !== progress.outcome) {
      this.#broken.push(
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
      this.#broken.push('the machine moved with no job running')
    }
    return true
  }
}

if (process.argv[1]?.endsWith('soak.ts')) {
  const outcome = await soak({
    minutes: 60 * Number(process.argv[2] ?? '8'),
    seed: Number(process.argv[3] ?? '20261129'),
    flipRate: Number(process.argv[4] ?? '1e-6'),
  })
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  process.exitCode = outcome.broken.length > 0 ? 1 : 0
}
