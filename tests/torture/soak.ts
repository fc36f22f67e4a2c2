/**
 * Hours of machine time with a bad cable: bytes flip at a rate in both directions, the computer sleeps
 * 30 s now and then (SIGSTOP), its clock of the day jumps by an hour, and job follows job, some of them
 * resumed where the one before was left. What must hold: every job ends with a reason, every motion the
 * steppers did was the program's next, none left out and none done twice, nothing moves on its own once a
 * job has ended, the engine never throws, and the journal of each job tells the end that was told. One
 * flipped bit makes a 1 a `!`: the controller then holds unasked, and the person resumes or stops.
 * Usage: node tests/torture/soak.ts [hours] [seed] [rate]        (8 hours at 1e-6 by default)
 */
import { chances } from '../conformance/stage.ts'
import { type SoakCounts, SoakShift } from './soak-shift.ts'

/** What a soak came to. */
export interface SoakOutcome {
  readonly machineMinutes: number
  readonly jobs: number
  readonly completed: number
  readonly faults: number
  readonly sleeps: number
  readonly clockJumps: number
  /** Jobs that went on from where another was left. */
  readonly resumed: number
  /** Motions that were compared with the program's. */
  readonly motions: number
  /** Lines that arrived as others than they were sent. */
  readonly damagedLines: number
  /** How far completed jobs were led astray by bits that flipped, steps. */
  readonly strayedSteps: readonly number[]
  /** What must not happen, in sentences. */
  readonly broken: readonly string[]
  /** Sentences of the faults, with how often each came. */
  readonly reasons: Readonly<Record<string, number>>
}

/** How long, with which chances, and how bad the cable. */
export interface SoakOptions {
  readonly minutes: number
  readonly seed: number
  readonly flipRate: number
}

/** One controller and engine after the other until the time is over; a fault that ends in silence gets a new cable. */
export async function soak(options: SoakOptions): Promise<SoakOutcome> {
  const chance = chances(options.seed)
  const counts: SoakCounts = {
    ...{
      jobs: 0,
      completed: 0,
      faults: 0,
      sleeps: 0,
      clockJumps: 0,
      resumed: 0,
      motions: 0,
      damagedLines: 0,
    },
    ...{ strayedSteps: [], broken: [], reasons: {} },
  }
  let machineMs = 0
  while (machineMs < options.minutes * 60_000 && counts.broken.length < 10) {
    machineMs += await new SoakShift(options.flipRate, chance, counts).work()
  }
  return { machineMinutes: machineMs / 60_000, ...counts }
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
